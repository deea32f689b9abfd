"""``check`` of JSON, YAML and TOML."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from amazons3cfg import LocalConfig, formats
from amazons3cfg.cli import main

SAMPLE = Path(__file__).parents[3] / "samples" / "good.conf"
WRONG = {
    "a.json": '{"amazons3": {\n  "warn_midnite": "Y",\n  "s3_bucket": "s3://abc",\n  "encrypt": "a ${input} | b"\n}}\n',
    "a.yaml": "# mine\namazons3:\n  warn_midnite: 'Y'\n  s3_bucket: s3://abc\n  encrypt: a ${input} | b\n",
    "a.toml": "# mine\n[amazons3]\nwarn_midnite = 'Y'\ns3_bucket = 's3://abc'\nencrypt = 'a ${input} | b'\n",
}
OTHERS = {
    "package.json": '{"name": "amazons3", "x": {"amazons3": 1}}',
    "pyproject.toml": "[project]\nname = 'x'\n[tool.amazons3cfg]\nignore = []\n[tool.amazons3]\nx = 1\n",
    "compose.yml": "services:\n  amazons3: {image: x}\n",
    "tags.yaml": "job: !reference [x]\n# amazons3: 1\n",
    "list.json": "[1, 2, 'amazons3'",
}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check(*arguments: str, data: str | None = None) -> Result:
    return CliRunner().invoke(main, ["check", *arguments], input=data)


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("a.json", ["2:19", "3:16"]),
        ("a.yaml", ["3:17", "4:14"]),
        ("a.toml", ["3:16", "4:13"]),
    ],
)
def test_what_is_wrong_is_told_with_its_place_in_that_file(name: str, places: list[str]) -> None:
    Path(name).write_text(WRONG[name])
    result = check(name)
    assert result.exit_code == 1
    found = [line for line in result.stdout.splitlines() if line.startswith(name)]
    codes = [line.split("error[")[1][:4] for line in found]
    assert codes[:2] == ["A301", "A311"]
    assert set(codes[2:]) <= {"A321", "A322", "A325"}
    assert [":".join(line.split(":")[1:3]) for line in found][:2] == places
    for line in found:
        row, column = map(int, line.split(":")[1:3])
        assert column <= len(WRONG[name].splitlines()[row - 1])
    (pipe,) = (line for line in found if "'|' would need a shell" in line)
    row, column = map(int, pipe.split(":")[1:3])
    assert WRONG[name].splitlines()[row - 1][column - 1] == "|"


@pytest.mark.parametrize("form", ["json", "yaml", "toml"])
def test_a_good_configuration_is_good_in_every_format(form: str) -> None:
    Path(f"a.{form}").write_text(formats.dumps(LocalConfig(xmlPath=str(SAMPLE)), form))
    result = check(f"a.{form}")
    assert (result.exit_code, result.stdout) == (0, "0 errors, 0 warnings in 1 file\n")


def test_two_limits_that_do_not_go_together_are_told() -> None:
    Path("a.toml").write_text('[amazons3]\ns3_bucket = "abc"\nfull_size_limit = "1 GB"\nincr_size_limit = "2 GB"\n')
    assert check("a.toml").stdout.startswith("a.toml:4:19: warning[A332]: ")


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_that_is_no_configuration_is_told_when_it_is_named_and_passed_over_else(name: str) -> None:
    Path("conf").mkdir()
    Path("conf", name).write_text(OTHERS[name])
    named = check(f"conf/{name}")
    assert named.exit_code == 1
    assert "is no configuration" in named.stdout or "error[A102]" in named.stdout
    assert check("--skip-others", f"conf/{name}").output == ""
    assert check("conf").stderr.startswith("conf: error[A100]: no *.conf or *.xml file below it")


def test_a_directory_stands_for_the_data_in_it_however_wrong() -> None:
    for name, text in (WRONG | OTHERS).items():
        Path(name).write_text(text)
    Path("broken.json").write_text('{"amazons3": {')
    Path("broken.yaml").write_text("amazons3: [\n")
    Path("broken.toml").write_text("[amazons3]\na = b\n")
    report = json.loads(check(".", "--format", "json").stdout)
    assert report["files"] == [f"./{name}" for name in sorted([*WRONG, "broken.json", "broken.yaml", "broken.toml"])]


def test_standard_input_is_read_as_its_name_says() -> None:
    result = check("-", "--stdin-filename", "a.yaml", data=WRONG["a.yaml"])
    assert result.stdout.startswith("a.yaml:3:17: error[A301]")
    passed = check("-", "--fix", "--stdin-filename", "a.yaml", data=WRONG["a.yaml"])
    assert (passed.exit_code, passed.stdout) == (1, WRONG["a.yaml"])


def test_what_is_for_xml_leaves_data_alone() -> None:
    Path("a.json").write_text(WRONG["a.json"])
    for option in ("--fix", "--diff", "--system"):
        assert check("a.json", option).stderr.splitlines()[-1].startswith("Note: a.json: ")
        assert check("a.json", option).stderr.count("\n") == 1 + (option == "--diff")
        assert check("a.json", option).exit_code == (0 if option == "--diff" else 1)
    assert Path("a.json").read_text() == WRONG["a.json"]


def test_the_settings_of_the_repository_count() -> None:
    Path("a.json").write_text(WRONG["a.json"])
    Path(".amazons3cfg.toml").write_text('ignore = ["A3"]')
    assert check("a.json").exit_code == 0
