"""``show``, ``get`` and ``diff``."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from amazons3cfg import LocalConfig, formats
from amazons3cfg.cli import main
from amazons3cfg.cli.opening import FORMATS

SAMPLE = Path(__file__).parents[3] / "samples" / "good.conf"


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cback.conf").write_bytes(SAMPLE.read_bytes())


def run(*arguments: str, data: bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=data)


def section(path: str, children: str) -> str:
    Path(path).write_text(f"<cb_config><amazons3>{children}</amazons3></cb_config>")
    return path


def test_show_tells_every_field_as_it_is_written() -> None:
    path = section("a.conf", "<s3_bucket>b</s3_bucket><full_size_limit>2.50GB</full_size_limit>")
    assert run("show", path).stdout.splitlines() == [
        "Warn at midnight               N",
        "S3 bucket                      b",
        "Encrypt command                -",
        "Full backup size limit         2.50 GB",
        "Incremental backup size limit  -",
    ]


@pytest.mark.parametrize("form", ["xml", "json", "yaml", "toml"])
def test_show_writes_every_format_from_a_file_and_from_standard_input(form: str) -> None:
    shown = run("show", "cback.conf", "--format", form)
    assert formats.loads(shown.stdout, form) == LocalConfig(xmlPath=SAMPLE)
    assert run("show", "-", "--format", form, data=SAMPLE.read_bytes()).stdout == shown.stdout


def test_get_prints_one_value_by_either_name() -> None:
    assert run("get", "cback.conf", "s3_bucket").stdout == "example.com-backup/staging\n"
    assert run("get", "cback.conf", "s3Bucket").stdout == "example.com-backup/staging\n"


def test_get_reads_its_field_though_others_are_wrong() -> None:
    path = section("a.conf", "<warn_midnite>x</warn_midnite><s3_bucket>b</s3_bucket>")
    assert run("get", path, "s3_bucket").stdout == "b\n"
    assert run("get", path, "warn_midnite").exit_code == 2


def test_get_exits_with_1_for_no_value() -> None:
    result = run("get", section("a.conf", "<encrypt/>"), "encrypt")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "a.conf: encrypt is not set\n")
    result = run("get", "cback.conf", "peers/peer[name=web]/type")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "cback.conf: peers/peer[name=web]/type is not set\n"


@pytest.mark.parametrize(
    "path",
    [
        "peers/peer[name=example]/collect_dir",
        "peers/peer[name='example']/collect_dir",
        'peers/peer[name="example"]/collect_dir',
        "/cb_config/peers/peer[name='example']/collect_dir/",
    ],
)
def test_get_takes_a_path_as_xpath_writes_it_too(path: str) -> None:
    assert run("get", "cback.conf", path).stdout == "/opt/backup/collect\n"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("peers", "<peers> holds elements, not text\n     = hint: name one of them: peers/peer\n"),
        ("options/", "name one of them: options/starting_day, options/working_dir, "),
        ("peers/peer[name='web]/type", "write a value in two quotes of one sort, or in none"),
        ("working_dir", "did you mean options/working_dir?"),
        ("optoins", "did you mean options?"),
        ("/options/working_dir", "or one from the root: /cb_config/options/working_dir"),
        ("", "there is no field ''"),
    ],
)
def test_get_says_what_to_write_for_a_path_to_no_value(path: str, told: str) -> None:
    result = run("get", "cback.conf", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_an_unknown_field_is_refused_with_a_suggestion() -> None:
    result = run("get", "cback.conf", "s3_buckt")
    assert result.exit_code == 2
    assert "did you mean s3_bucket?" in result.stderr
    assert "use warn_midnite" in run("get", "cback.conf", "zzz").stderr


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("none.conf", "none.conf: error[A100]: No such file or directory"),
        ("empty.conf", "empty.conf: error[A201]: there is no <amazons3> section under <cb_config>"),
        ("bad.conf", "bad.conf:1:36: error[A302]: 'x' is not a boolean\n"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place_and_exit_code_2(path: str, message: str) -> None:
    Path("empty.conf").write_text("<cb_config/>")
    section("bad.conf", "<warn_midnite>x</warn_midnite>")
    for command in (("show", path, "--format", "json"), ("convert", path, "-"), ("diff", path, path)):
        result = run(*command)
        assert (result.exit_code, result.stdout) == (2, "")
        assert message in result.stderr


@pytest.mark.parametrize("form", ["xml", "json"])
def test_show_tells_what_can_be_read_and_then_what_cannot(form: str) -> None:
    if form == "xml":
        path = section("bad.conf", "<warn_midnite>x</warn_midnite><s3_bucket>b</s3_bucket>")
    else:
        path = "bad.json"
        Path(path).write_text('{"amazons3": {"warn_midnite": "x", "s3_bucket": "b"}}')
    result = run("show", path)
    assert result.exit_code == 2
    assert re.findall("^(Warn|S3|Full).*  (.+)$", result.stdout, re.MULTILINE) == [
        ("Warn", "(cannot be read)"),
        ("S3", "b"),
        ("Full", "-"),
    ]
    assert re.findall(r"error\[.*", result.stderr)[0].endswith("'x' is not a boolean")
    place = "1:36" if form == "xml" else "1:31"
    assert result.stderr.startswith(f"{path}:{place}: error")


def test_show_tells_only_the_error_of_what_is_no_section() -> None:
    Path("bad.json").write_text("[]")
    result = run("show", "bad.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("bad.json:1:1: error[A301]: ")


def test_diff_compares_by_meaning() -> None:
    left = section("a.conf", "<s3_bucket>b</s3_bucket><full_size_limit>1 GB</full_size_limit>")
    right = section("b.conf", "<full_size_limit>1073741824</full_size_limit><s3_bucket><![CDATA[b]]></s3_bucket>")
    result = run("diff", left, right)
    assert (result.exit_code, result.stdout) == (0, "same\n")


def test_diff_tells_each_field_that_differs_and_exits_with_1() -> None:
    left = section("a.conf", "<s3_bucket>b</s3_bucket><full_size_limit>1 GB</full_size_limit>")
    right = section("b.conf", "<warn_midnite>Y</warn_midnite><s3_bucket>c</s3_bucket>")
    result = run("diff", left, right)
    assert result.exit_code == 1
    assert result.stdout == "warn_midnite: N -> Y\ns3_bucket: b -> c\nfull_size_limit: 1 GB -> -\n"


def test_diff_takes_any_format() -> None:
    Path("a.json").write_text(formats.dumps(LocalConfig(xmlPath=SAMPLE), "json"))
    result = run("diff", "a.json", "cback.conf")
    assert (result.exit_code, result.stdout) == (0, "same\n")
    assert result.stderr == "only the <amazons3> sections are compared: a.json holds no other\n"
    Path("b.yaml").write_text(formats.dumps(LocalConfig(xmlPath=SAMPLE), "yaml"))
    assert run("diff", "a.json", "b.yaml").stderr == ""


def test_diff_tells_what_differs_in_any_section() -> None:
    text = SAMPLE.read_text().replace("/opt/backup/tmp", "/tmp").replace("2.5 GB", "2560 MB")
    Path("b.conf").write_text(text.replace("</cb_config>", "<mine><a>1</a></mine></cb_config>"))
    result = run("diff", "cback.conf", "b.conf")
    assert result.exit_code == 1
    assert result.stdout == "options/working_dir: /opt/backup/tmp -> /tmp\nmine: differs\n"


def test_diff_takes_one_of_the_two_from_standard_input() -> None:
    data = SAMPLE.read_bytes()
    assert run("diff", "-", "cback.conf", data=data).stdout == "same\n"
    result = run("diff", "-", "-", data=data)
    assert (result.exit_code, "name a file for one of the two" in result.stderr) == (2, True)


def test_diff_shows_no_password() -> None:
    for password in ("old", "new"):
        mysql = f"<mysql><user>backup</user><password>{password}</password></mysql>"
        Path(f"{password}.conf").write_text(SAMPLE.read_text().replace("</cb_config>", f"{mysql}</cb_config>"))
    result = run("diff", "old.conf", "new.conf")
    assert (result.exit_code, result.stdout) == (1, "mysql/password: (hidden) -> (hidden)\n")


def test_a_file_whose_name_tells_no_format_is_read_as_xml() -> None:
    Path("cback.conf").rename("cback.conf.old")
    assert run("get", "cback.conf.old", "s3_bucket").stdout == "example.com-backup/staging\n"


def test_the_formats_of_the_commands_are_those_of_the_library() -> None:
    assert tuple(formats.FORMATS) == FORMATS
