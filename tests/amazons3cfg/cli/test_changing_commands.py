"""``set``, ``init`` and ``convert``: what they write, and what they leave alone."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from amazons3cfg import LocalConfig, formats
from amazons3cfg.cli import main

SAMPLE = (Path(__file__).parents[3] / "samples" / "good.conf").read_text()


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = Path("cback.conf")
    made.write_text(SAMPLE)
    return made


def run(*arguments: str, data: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=data)


def test_set_changes_the_fields_and_nothing_else(path: Path) -> None:
    result = run("set", "cback.conf", "full_size_limit=3 GB", "warn_midnite=N", "--unset", "encrypt")
    assert (result.exit_code, result.output) == (0, "")
    lines = SAMPLE.replace("2.5 GB", "3 GB").replace(">Y<", ">N<").splitlines(keepends=True)
    assert path.read_text() == "".join(line for line in lines if "<encrypt>" not in line)


def test_an_empty_value_clears_the_field(path: Path) -> None:
    run("set", "cback.conf", "encrypt=")
    assert "      <encrypt></encrypt>\n" in path.read_text()


def test_a_dry_run_prints_a_unified_diff_and_writes_nothing(path: Path) -> None:
    result = run("set", "cback.conf", "full_size_limit=3 GB", "--dry-run")
    assert result.exit_code == 0
    assert (
        "-      <full_size_limit>2.5 GB</full_size_limit>\n+      <full_size_limit>3 GB</full_size_limit>\n"
        in result.stdout
    )
    assert path.read_text() == SAMPLE


@pytest.mark.parametrize(("value", "code"), [("2.5 GB", 0), ("3 GB", 1)])
def test_check_only_tells_by_its_exit_code_whether_anything_would_change(path: Path, value: str, code: int) -> None:
    result = run("set", "cback.conf", f"full_size_limit={value}", "--check")
    assert (result.exit_code, result.output) == (code, "")
    assert path.read_text() == SAMPLE


def test_set_keeps_a_backup_when_asked(path: Path) -> None:
    run("set", "cback.conf", "warn_midnite=N", "--backup", ".bak")
    assert Path("cback.conf.bak").read_text() == SAMPLE


def test_set_works_from_standard_input_to_standard_output() -> None:
    result = run("set", "-", "warn_midnite=N", data=SAMPLE)
    assert result.stdout == SAMPLE.replace(">Y<", ">N<")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "say what to change"),
        (["full_size_limt=3"], "did you mean full_size_limit?"),
        (["full_size_limit=3x"], "full_size_limit: '3x' is not a byte quantity"),
        (["full_size_limit"], "is no FIELD=VALUE"),
        (["--unset", "s3"], "there is no field 's3'"),
        (["s3_bucket=\x01"], "XML 1.0 cannot hold"),
    ],
)
def test_what_cannot_be_set_is_told_and_nothing_is_written(path: Path, arguments: list[str], message: str) -> None:
    result = run("set", "cback.conf", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert path.read_text() == SAMPLE


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["s3_bucket=s3://bucket"], "A311"),
        (["s3_bucket="], "A305"),
        (["--unset", "s3_bucket"], "A305"),
        (["encrypt=gpg ${input} | cat > ${output}"], "A325"),
    ],
)
def test_a_value_that_a_check_refuses_is_written_only_by_force(path: Path, arguments: list[str], code: str) -> None:
    result = run("set", "cback.conf", *arguments)
    assert result.exit_code == 2
    assert f"error[{code}]" in result.stderr
    assert path.read_text() == SAMPLE
    forced = run("set", "cback.conf", *arguments, "--force")
    assert (forced.exit_code, f"error[{code}]" in forced.stderr) == (0, True)
    assert path.read_text() != SAMPLE


def test_a_warning_is_told_and_written(path: Path) -> None:
    result = run("set", "cback.conf", "s3_bucket=bucket/my backups")
    assert (result.exit_code, "warning[A314]" in result.stderr) == (0, True)
    assert "my backups" in path.read_text()


@pytest.mark.parametrize("arguments", [["warn_midnite=Y", "warn_midnite=N"], ["encrypt=e", "--unset", "encrypt"]])
def test_a_field_that_is_named_twice_is_refused(path: Path, arguments: list[str]) -> None:
    result = run("set", "cback.conf", *arguments)
    assert (result.exit_code, "named twice" in result.stderr) == (2, True)
    assert path.read_text() == SAMPLE


def test_init_makes_a_new_file_whose_section_is_explained() -> None:
    result = run("init", "new.conf", "s3_bucket=backup", "--action")
    assert (result.exit_code, result.output) == (0, "")
    text = Path("new.conf").read_text()
    assert text.count("<!-- ") == 5
    section = LocalConfig(xmlPath="new.conf").amazons3
    assert section is not None
    assert section.s3Bucket == "backup"
    found = run("check", "new.conf", "--ignore", "A401", "--ignore", "A402")
    assert found.stdout == "0 errors, 0 warnings in 1 file\n"


def test_init_adds_to_a_file_that_is_there_with_its_own_indentation() -> None:
    Path("a.conf").write_text("<cb_config>\n\t<options>\n\t\t<x/>\n\t</options>\n</cb_config>\n")
    run("init", "a.conf")
    text = Path("a.conf").read_text()
    assert text.startswith("<cb_config>\n\t<options>\n\t\t<x/>\n\t</options>\n\t<amazons3>\n\t\t<!-- Whether ")
    assert text.endswith("\t\t<incr_size_limit/>\n\t</amazons3>\n</cb_config>\n")


@pytest.mark.parametrize(
    ("extensions", "order"),
    [
        ("<extensions>\n</extensions>", "<index>201</index>"),
        (
            "<extensions>\n<order_mode>dependency</order_mode>\n</extensions>",
            "<depends><run_after>stage</run_after></depends>",
        ),
    ],
)
def test_init_adds_the_action_to_the_extensions_in_their_order_mode(extensions: str, order: str) -> None:
    Path("a.conf").write_text(f"<cb_config>\n{extensions}\n<options/>\n<stage/>\n</cb_config>")
    run("init", "a.conf", "s3_bucket=bucket", "--action")
    assert order in Path("a.conf").read_text()
    assert run("check", "a.conf").exit_code == 0


def test_init_leaves_an_action_that_is_there(path: Path) -> None:
    run("set", "cback.conf", "--unset", "encrypt")
    text = path.read_text()
    start, end = text.index("   <amazons3>"), text.index("</cb_config>")
    path.write_text(text[:start] + text[end:])
    run("init", "cback.conf", "--action")
    assert path.read_text().count("<action>") == 1


def test_init_refuses_a_file_with_a_section(path: Path) -> None:
    result = run("init", "cback.conf")
    assert result.exit_code == 2
    assert "already" in result.stderr
    assert path.read_text() == SAMPLE


@pytest.mark.parametrize("form", ["json", "yaml", "toml"])
def test_convert_goes_to_every_format_and_back_into_the_file(path: Path, form: str) -> None:
    run("convert", "cback.conf", f"a.{form}")
    assert formats.loads(Path(f"a.{form}").read_text(), form) == LocalConfig(xmlData=SAMPLE)
    result = run("convert", f"a.{form}", "cback.conf")
    assert (result.exit_code, path.read_text()) == (0, SAMPLE)


def test_convert_changes_only_the_section_of_a_file_that_is_there(path: Path) -> None:
    Path("a.json").write_text('{"amazons3": {"s3_bucket": "other"}}')
    run("convert", "a.json", "cback.conf")
    text = path.read_text()
    assert "<s3_bucket>other</s3_bucket>" in text
    assert text[: text.index("<amazons3>")] == SAMPLE[: SAMPLE.index("<amazons3>")]


def test_convert_takes_standard_input_and_output_and_says_what_they_are() -> None:
    result = run("convert", "-", "-", "--to", "json", data=SAMPLE)
    back = run("convert", "-", "-", "--from", "json", data=result.stdout)
    assert LocalConfig(xmlData=back.stdout) == LocalConfig(xmlData=SAMPLE)


@pytest.mark.parametrize("option", ["--dry-run", "--check"])
def test_convert_can_tell_without_writing(option: str) -> None:
    Path("a.json").write_text("{}")
    result = run("convert", "cback.conf", "a.json", option)
    assert result.exit_code == (1 if option == "--check" else 0)
    assert ("+++" in result.stdout) == (option == "--dry-run")
    assert Path("a.json").read_text() == "{}"


def test_convert_must_know_what_to_write() -> None:
    result = run("convert", "cback.conf", "a.txt")
    assert result.exit_code == 2
    assert "name the format" in result.stderr


def test_a_file_in_a_folder_that_is_not_there_is_told_by_the_folder() -> None:
    result = run("init", "nowhere/new.conf", "s3_bucket=bucket")
    assert result.exit_code == 2
    assert "nowhere: No such file or directory" in result.stderr
