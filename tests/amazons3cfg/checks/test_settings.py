"""Which findings count by the settings of a repository."""

import os
from pathlib import Path

import pytest

from amazons3cfg.checks.settings import Options, Settings, SettingsError, codes, settings_of
from amazons3cfg.findings import Finding
from amazons3cfg.rules import RULES


def told(settings: Settings) -> set[str]:
    return {code for code in RULES if settings.wants(Finding(code, "m"))}


def of_family(*beginnings: str) -> set[str]:
    return {code for code in RULES if code.startswith(beginnings)}


UNREAD = {"A100", "A101", "A102", "A103", "A104"}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (Settings(), set(RULES)),
        (Settings(ignore=("A4", "A302")), set(RULES) - of_family("A4", "A302")),
        (Settings(select=("A4",)), of_family("A4") | UNREAD),
        (Settings(select=("A30", "A402")), of_family("A30", "A402") | UNREAD),
        (Settings(select=("A402",), ignore=("A4",)), {"A402"} | UNREAD),
        (Settings(select=("A4",), ignore=("A402",)), of_family("A4") - {"A402"} | UNREAD),
        (Settings(select=("A402",), ignore=("A402",)), UNREAD),
        (Settings(ignore=("A1", "A102")), set(RULES) - of_family("A1") | {"A100"}),
    ],
)
def test_what_is_named_longest_decides_and_what_keeps_a_check_from_reading_need_not_be_named(
    settings: Settings, expected: set[str]
) -> None:
    assert told(settings) == expected


def test_a_file_that_cannot_be_read_is_told_whatever_is_ignored() -> None:
    assert Settings(select=("A4",), ignore=("A",)).wants(Finding("A100", "m"))


def test_warnings_count_where_the_settings_are_strict() -> None:
    warning, error = Finding("A508", "m", severity="warning"), Finding("A402", "m")
    assert [Settings().fails(each) for each in (warning, error)] == [False, True]
    assert [Settings(strict=True).fails(each) for each in (warning, error)] == [True, True]


@pytest.mark.parametrize("text", ["", "A9", "B", "A100", "A3022", "boolean"])
def test_what_begins_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no code that can be named; use one such as A302, or a family such as A4"):
        codes(["A302", text])


def test_blanks_and_small_letters_do_no_harm_to_codes() -> None:
    assert codes([" a302", "A4 "]) == ("A302", "A4")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


SHARED = '[project]\nname = "x"\n[tool.amazons3cfg]\nselect = ["A4"]\nignore = ["a402"]\nstrict = true\n'


def test_the_nearest_file_counts_and_nothing_of_those_above_it(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", SHARED)
    write(tmp_path / "other" / "pyproject.toml", '[tool.other]\nx = "amazons3cfg"\n')
    write(tmp_path / "etc" / ".amazons3cfg.toml", 'ignore = ["A3"]\n')
    write(tmp_path / "etc" / "pyproject.toml", SHARED)
    shared = Settings(("A4",), ("A402",), strict=True)
    assert settings_of(str(tmp_path / "cback.conf")) == shared
    assert settings_of(str(tmp_path / "other" / "deep" / "cback.conf")) == shared
    assert settings_of(str(tmp_path / "etc" / "deep" / "cback.conf")) == Settings(ignore=("A3",))


def test_what_is_no_file_has_the_settings_of_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / ".amazons3cfg.toml", "strict = true\n")
    monkeypatch.chdir(tmp_path)
    assert settings_of(None) == settings_of("cback.conf") == Settings(strict=True)
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert settings_of(None) == Settings()


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    write(tmp_path / ".amazons3cfg.toml", "")
    assert settings_of(str(tmp_path / "x")) == Settings()
    write(tmp_path / ".amazons3cfg.toml", "strict = true\n")
    assert settings_of(str(tmp_path / "x")) == Settings(strict=True)


def test_what_is_no_file_of_settings_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".amazons3cfg.toml").mkdir()
    write(tmp_path / "pyproject.toml", "this is no TOML, and none of our business")
    os.mkfifo(tmp_path / "fifo")
    assert settings_of(str(tmp_path / "fifo")) == Settings()
    assert settings_of("/\0/cback.conf") == Settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ignroe = []\nstrict = true", "there is no setting 'ignroe'; use select, ignore and strict"),
        ("b = 1\na = 1", "there is no setting 'a', 'b'; use"),
        ('select = "A4"', r'select is not a list of codes; write it as in select = \["A4", "A302"\]'),
        ("ignore = [4]", "ignore is not a list of codes"),
        ('ignore = ["A999"]', "ignore: 'A999' is no code that can be named"),
        ('strict = "yes"', "strict is neither true nor false"),
        ("strict = yes", "it is not TOML: "),
        ("x = 'caf\udce9'", "it is not TOML: "),
    ],
)
def test_settings_that_cannot_be_accepted_are_one_clear_error(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / ".amazons3cfg.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(SettingsError, match=f"^{path}: {message}") as caught:
        settings_of(str(tmp_path / "cback.conf"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["[tool]\namazons3cfg = 3\n", "[tool.amazons3cfg]\nx = 1\n"])
def test_an_error_in_a_shared_file_names_the_table(tmp_path: Path, text: str) -> None:
    write(tmp_path / "pyproject.toml", text)
    with pytest.raises(
        SettingsError, match=r"/pyproject.toml: \[tool.amazons3cfg\]: (it is not a|there is no setting)"
    ):
        settings_of(str(tmp_path / "cback.conf"))


def test_an_option_takes_the_place_of_a_setting_and_what_is_selected_is_not_ignored_by_a_file(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", SHARED)
    path = str(tmp_path / "cback.conf")
    assert Options().settings(path) == settings_of(path)
    assert Options(select=("A402",)).settings(path) == Settings(("A402",), strict=True)
    assert Options(ignore=("A405",)).settings(path) == Settings(("A4",), ("A405",), strict=True)
    assert Options(strict=False).settings(path) == Settings(("A4",), ("A402",), strict=False)
