"""``set``, ``init`` and ``convert``: what they write, and what they leave alone."""

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result
from command import UNMEASURED
from documents import GOOD, OPTIONS, SECTION, STAGE

from amazons3cfg import LocalConfig, formats
from amazons3cfg.cli import main

SAMPLE = (Path(__file__).parents[3] / "samples" / "good.conf").read_text()


WITHOUT = ", without its other sections: reference, extensions, options, peers, stage"


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = Path("cback.conf")
    made.write_text(SAMPLE)
    return made


def run(*arguments: str, data: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=data)


def patched(path: Path, patch: bytes) -> str:
    """Return what patch(1) makes of a file."""
    subprocess.run(["patch", "--binary", path], input=patch, check=True, capture_output=True)
    return path.read_bytes().decode()


def test_set_changes_the_fields_and_nothing_else(path: Path) -> None:
    result = run("set", "cback.conf", "full_size_limit=3 GB", "warn_midnite=N", "--unset", "encrypt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "cback.conf: set full_size_limit, warn_midnite, removed encrypt\n"
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


@pytest.mark.parametrize(
    "text",
    [
        SAMPLE,
        SAMPLE.rstrip("\n"),
        SAMPLE.replace("\n", "\r\n"),
        SAMPLE.replace("\n", "").replace("?><", "?>\n<"),
        SAMPLE.replace("<warn_midnite>", "<!-- a\x85b\u2028c\r -->\n<warn_midnite>"),
    ],
    ids=["plain", "no-last-line-feed", "crlf", "one-line", "other-line-ends"],
)
def test_a_dry_run_prints_what_patch_applies(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
    result = run("set", "cback.conf", "full_size_limit=3 GB", "--dry-run")
    assert patched(path, result.stdout_bytes) == text.replace("2.5 GB", "3 GB")


def test_a_dry_run_for_a_new_file_prints_what_patch_applies(path: Path) -> None:
    result = run("init", "new.conf", "s3_bucket=bucket", "--dry-run")
    made = patched(Path("new.conf"), result.stdout_bytes)
    run("init", "other.conf", "s3_bucket=bucket")
    assert made == Path("other.conf").read_text()


def test_a_line_without_a_line_feed_is_told_in_the_patch_as_diff_does() -> None:
    Path("a.conf").write_text("<cb_config><amazons3><s3_bucket>old</s3_bucket></amazons3></cb_config>")
    result = run("set", "a.conf", "s3_bucket=new", "--dry-run")
    assert result.stdout.splitlines()[3:] == [
        "-<cb_config><amazons3><s3_bucket>old</s3_bucket></amazons3></cb_config>",
        "\\ No newline at end of file",
        "+<cb_config><amazons3><s3_bucket>new</s3_bucket></amazons3></cb_config>",
        "\\ No newline at end of file",
    ]


@pytest.mark.parametrize(("value", "code"), [("2.5 GB", 0), ("3 GB", 1)])
def test_check_only_tells_by_its_exit_code_whether_anything_would_change(path: Path, value: str, code: int) -> None:
    result = run("set", "cback.conf", f"full_size_limit={value}", "--check")
    assert (result.exit_code, result.output) == (code, "")
    assert path.read_text() == SAMPLE


def test_set_keeps_a_backup_when_asked(path: Path) -> None:
    run("set", "cback.conf", "warn_midnite=N", "--backup", ".bak")
    assert Path("cback.conf.bak").read_text() == SAMPLE


@pytest.mark.parametrize("suffix", ["", "/x/", "sub/.bak"])
def test_a_backup_needs_a_suffix_without_a_slash(path: Path, suffix: str) -> None:
    result = run("set", "cback.conf", "warn_midnite=N", "--backup", suffix)
    assert (result.exit_code, f"{suffix!r} is no suffix; write one without a slash" in result.stderr) == (2, True)
    assert path.read_text() == SAMPLE


@pytest.mark.parametrize(
    "command", [("set", "-", "warn_midnite=N"), ("init", "-"), ("convert", "cback.conf", "-"), ("convert", "-", "-")]
)
def test_standard_output_has_no_backup(command: tuple[str, ...]) -> None:
    data = "<cb_config/>" if command[0] == "init" else SAMPLE
    result = run(*command, "--backup", ".bak", data=data)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--backup copies a file" in result.stderr


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(
    ("owner", "group", "mode", "message"),
    [
        (65534, 12345, 0o644, "its owner and group cannot be kept; do this as root"),
        (0, 0, 0o666, "its owner and group cannot be kept; do this as root"),
        (65534, 65534, 0o444, "it is read-only; allow writing first, with chmod u+w"),
    ],
    ids=["foreign-group", "foreign-owner", "read-only"],
)
def test_what_may_not_be_replaced_is_told_by_its_name(owner: int, group: int, mode: int, message: str) -> None:
    with TemporaryDirectory() as folder:  # those of pytest are closed to others
        Path(folder).chmod(0o777)
        path = Path(folder, "cback.conf")
        path.write_text(SAMPLE)
        os.chown(path, owner, group)
        path.chmod(mode)
        child = "import os; os.setgroups([]); os.setgid(65534); os.setuid(65534); import amazons3cfg.cli as c; c.main()"
        command = [sys.executable, "-c", child, "set", "cback.conf", "warn_midnite=N"]
        refused = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=UNMEASURED)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr.startswith(f"Error: cback.conf: {message}")
        assert (path.read_text(), list(path.parent.iterdir())) == (SAMPLE, [path])


def test_set_works_from_standard_input_to_standard_output() -> None:
    result = run("set", "-", "warn_midnite=N", data=SAMPLE)
    assert result.stdout == SAMPLE.replace(">Y<", ">N<")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "say what to change"),
        (["full_size_limt=3"], "did you mean full_size_limit?"),
        (["full_size_limit=3x"], "full_size_limit: error[A303]: '3x' is not a byte quantity"),
        (["full_size_limit"], "is not written as FIELD=VALUE"),
        (["=x"], "'=x' names no field; write FIELD=VALUE, such as s3_bucket=my-backups"),
        (["peers/peer[name=web"], "'peer[name=web' is no step of a path"),
        (["peers/peer[name='web]/type=local"], "write a value in two quotes of one sort, or in none"),
        (["--unset", "s3"], "s3: error[A203]: there is no field 's3'"),
        (["s3_bucket=\x01"], "s3_bucket: error[A304]: '\\x01' holds '\\x01' at offset 0, which XML 1.0 cannot hold"),
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


@pytest.mark.parametrize(
    ("value", "code"), [("bucket/my backups", "warning[A314]"), ("s3://bucket", "error[A311]"), ("", "error[A305]")]
)
def test_what_is_wrong_with_a_field_is_told_once_though_the_whole_is_checked_too(value: str, code: str) -> None:
    result = run("set", "cback.conf", f"s3_bucket={value}", "options/working_dir=/w", "--force")
    assert re.findall(r"^(\S+): (?:error|warning)\[", result.stderr, re.MULTILINE) == ["s3_bucket"], result.stderr
    assert code in result.stderr


def test_a_warning_is_told_and_written(path: Path) -> None:
    result = run("set", "cback.conf", "s3_bucket=bucket/my backups")
    assert (result.exit_code, "warning[A314]" in result.stderr) == (0, True)
    assert "my backups" in path.read_text()


def test_what_is_wrong_in_a_value_is_told_by_the_name_that_was_typed() -> None:
    result = run("set", "cback.conf", "s3_bucket=s3://bucket", "encrypt=gpg ${input} ${output} | cat")
    assert "s3_bucket: error[A311]: 's3://bucket' is a URL\n     = hint: write 'bucket'\n" in result.stderr
    line, under = "   1 | gpg ${input} ${output} | cat", "     |                        ^"
    assert f"encrypt:1:24: error[A325]: '|' would need a shell, and none runs the command\n{line}\n{under}\n" in (
        result.stderr
    )


LIMIT_ORDER = "incr_size_limit: warning[A332]: the incremental limit, {}, is above the full one, {}\n"


def test_limits_that_do_not_go_together_are_told_by_what_changes_one() -> None:
    above, below = LIMIT_ORDER.format("5 GB", "2.5 GB"), LIMIT_ORDER.format("5 GB", "1 GB")
    for assignment, told in (
        ("incr_size_limit=5 GB", above),
        ("full_size_limit=1 GB", below),
        ("warn_midnite=N", ""),
        ("full_size_limit=6 GB", ""),
    ):
        result = run("set", "cback.conf", assignment)
        assert (result.exit_code, "".join(re.findall(r".*warning.*\n", result.stderr))) == (0, told)
    result = run("init", "new.conf", "incr_size_limit=5 GB", "full_size_limit=2.5 GB")
    assert (result.exit_code, result.stderr[: len(above)]) == (0, above)


def test_a_value_beside_it_that_cannot_be_read_does_not_keep_one_from_being_set(path: Path) -> None:
    path.write_text(SAMPLE.replace("2.5 GB", "much"))
    assert run("set", "cback.conf", "incr_size_limit=5 GB", "--quiet").output == ""
    assert "<incr_size_limit>5 GB</incr_size_limit>" in path.read_text()


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["warn_midnite=Y", "warn_midnite=N"], "warn_midnite"),
        (["encrypt=e", "--unset", "encrypt"], "encrypt"),
        (["s3_bucket=a", "amazons3/s3_bucket=b"], "amazons3/s3_bucket"),
        (
            ["peers/peer[name='a']/type=local", "/cb_config/peers/peer[name=a]/type=remote"],
            "/cb_config/peers/peer[name=a]/type",
        ),
    ],
)
def test_a_field_that_is_named_twice_is_refused(path: Path, arguments: list[str], name: str) -> None:
    result = run("set", "cback.conf", *arguments)
    assert (result.exit_code, f"Error: {name} is named twice" in result.stderr) == (2, True)
    assert path.read_text() == SAMPLE


def test_init_refuses_a_field_that_is_named_twice() -> None:
    result = run("init", "new.conf", "s3_bucket=a", "s3_bucket=b")
    assert (result.exit_code, "s3_bucket is named twice" in result.stderr) == (2, True)
    assert not Path("new.conf").exists()


def test_what_is_added_because_no_element_has_that_name_is_told(path: Path) -> None:
    result = run("set", "cback.conf", "peers/peer[name='web']/type=remote", "peers/peer[name=web]/collect_dir=/c")
    named = "peers/peer[name='web']/type, peers/peer[name=web]/collect_dir"
    assert (result.exit_code, result.stderr) == (0, f"cback.conf: added peers/peer[name=web], set {named}\n")
    assert "<name>web</name>" in path.read_text()
    new = ("peers/peer[name=db]/type=remote", "peers/peer[name=db]/collect_dir=/c")
    assert run("set", "-", *new, data=SAMPLE).stderr == "added peers/peer[name=db]\n"
    result = run("set", "cback.conf", 'peers/peer[name="web"]/collect_dir=/d')
    assert result.stderr == 'cback.conf: set peers/peer[name="web"]/collect_dir\n'


def test_init_makes_a_new_file_whose_section_is_explained() -> None:
    result = run("init", "new.conf", "s3_bucket=backup", "--action")
    assert (result.exit_code, result.stdout) == (0, "")
    text = Path("new.conf").read_text()
    assert text.count("<!-- ") == 5
    section = LocalConfig(xmlPath="new.conf").amazons3
    assert section is not None
    assert section.s3Bucket == "backup"
    # Of the section itself nothing is wrong; what the file lacks besides was told.
    told = re.findall(r"error\[(A\d+)\]", result.stderr)
    assert told == ["A401", "A402", "A505"]
    assert re.findall(r"error\[(A\d+)\]", run("check", "new.conf").stdout) == told
    assert run("check", "new.conf", "--ignore", ",".join(told)).exit_code == 0


def test_init_says_what_it_did_and_no_more_of_a_file_that_a_check_passes() -> None:
    Path("a.conf").write_text(GOOD.replace(SECTION, ""))
    result = run("init", "a.conf", "s3_bucket=bucket")
    assert (result.exit_code, result.output) == (0, "a.conf: has an <amazons3> section now\n")
    assert run("check", "a.conf").exit_code == 0


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
    Path("a.conf").write_text(f"<cb_config>\n{extensions}\n{OPTIONS}\n{STAGE}\n</cb_config>")
    result = run("init", "a.conf", "s3_bucket=bucket", "--action", "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    assert order in Path("a.conf").read_text()
    assert run("check", "a.conf").exit_code == 0


def test_init_leaves_an_action_that_is_there(path: Path) -> None:
    run("set", "cback.conf", "--unset", "encrypt")
    text = path.read_text()
    start, end = text.index("   <amazons3>"), text.index("</cb_config>")
    path.write_text(text[:start] + text[end:])
    run("init", "cback.conf", "--action")
    assert path.read_text().count("<action>") == 1


@pytest.mark.parametrize("name", ["new.yaml", "new.YML", "new.json", "new.toml"])
def test_init_writes_xml_into_no_file_whose_name_says_another_format(name: str) -> None:
    result = run("init", name, "s3_bucket=abc")
    assert result.exit_code == 2
    assert f"{name}: init writes XML; make new.conf, then: amazons3cfg convert new.conf {name}" in result.stderr
    assert not Path(name).exists()


def test_set_says_what_to_do_with_another_format() -> None:
    Path("a.json").write_text("{}")
    result = run("set", "a.json", "s3_bucket=abc")
    assert result.exit_code == 2
    assert "convert it first: amazons3cfg convert a.json a.conf" in result.stderr


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


@pytest.mark.parametrize("target", ["cback.conf", "a.json", "new.conf", "new.json", "-"])
@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("s.toml", ""),
        ("s.json", "{}"),
        ("s.json", '{"amazons3": null}'),
        ("s.conf", "<cb_config/>"),
        ("s.conf", "<cb_confg><amazons3><s3_bucket>abc</s3_bucket></amazons3></cb_confg>"),
    ],
)
def test_convert_refuses_a_source_without_a_section(path: Path, source: str, text: str, target: str) -> None:
    Path(source).write_text(text)
    run("convert", "cback.conf", "a.json")
    before = {entry.name: entry.read_bytes() for entry in Path().iterdir()}
    options = ("--to", "xml") if target == "-" else ()
    result = run("convert", source, target, "--force", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{source}: error[A201]: there is no <amazons3> section" in result.stderr
    assert {entry.name: entry.read_bytes() for entry in Path().iterdir()} == before


@pytest.mark.parametrize("target", ["cback.conf", "new.yaml"])
def test_convert_writes_what_a_check_refuses_only_by_force(path: Path, target: str) -> None:
    Path("a.json").write_text('{"amazons3": {"s3_bucket": "My_Bad", "full_size_limit": 1, "incr_size_limit": 2}}')
    result = run("convert", "a.json", target)
    assert result.exit_code == 2
    assert "s3_bucket: error[A315]: " in result.stderr
    assert "incr_size_limit: warning[A332]: " in result.stderr
    assert (path.read_text(), Path("new.yaml").exists()) == (SAMPLE, False)
    assert run("convert", "a.json", target, "--force").exit_code == 0
    assert "My_Bad" in Path(target).read_text()


@pytest.mark.parametrize("form", ["json", "yaml", "toml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_convert_replaces_data_with_other_line_ends_or_in_another_encoding(form: str, encoding: str) -> None:
    written = formats.dumps(LocalConfig(xmlData=SAMPLE), form)
    target = Path(f"a.{form}")
    old = written.replace("2.5 GB", "1 GB").replace("\n", "\r\n").encode(encoding)
    target.write_bytes(old)
    result = run("convert", "cback.conf", target.name, "--backup", ".bak")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith(f"a.{form}: written from cback.conf, as {form.upper()}, without its other sections")
    assert (target.read_bytes(), Path(f"{target}.bak").read_bytes()) == (written.encode(), old)


def test_convert_takes_standard_input_and_output_and_says_what_they_are() -> None:
    result = run("convert", "-", "-", "--to", "json", data=SAMPLE)
    back = run("convert", "-", "-", "--from", "json", data=result.stdout)
    assert LocalConfig(xmlData=back.stdout) == LocalConfig(xmlData=SAMPLE)
    assert (result.stderr, back.stderr) == (f"written from -, as JSON{WITHOUT}\n", "")


@pytest.mark.parametrize("target", ["a.json", "new.conf", "-"])
def test_convert_says_which_sections_it_leaves_out_unless_that_is_not_wanted(target: str) -> None:
    assert run("convert", "cback.conf", target).stderr.endswith(f"{WITHOUT}\n")
    assert run("convert", "cback.conf", target, "--quiet").stderr == ""


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


def test_any_element_is_set_read_and_removed_by_its_path() -> None:
    Path("a.conf").write_text(SAMPLE)
    result = run("set", "a.conf", "options/working_dir=/w", "peers/peer[name=example]/collect_dir=/c")
    done = "a.conf: set options/working_dir, peers/peer[name=example]/collect_dir\n"
    assert (result.exit_code, result.output) == (0, done)
    changed = SAMPLE.replace("/opt/backup/tmp", "/w").replace("/opt/backup/collect", "/c")
    assert Path("a.conf").read_text() == changed
    assert run("get", "a.conf", "options/working_dir").stdout == "/w\n"
    assert run("set", "a.conf", "--unset", "reference/revision").exit_code == 0
    assert run("get", "a.conf", "reference/revision").exit_code == 1


def test_what_would_break_the_whole_is_told_and_not_written() -> None:
    Path("a.conf").write_text(SAMPLE)
    result = run("set", "a.conf", "--unset", "options/backup_user")
    assert result.exit_code == 2
    assert "error[A501]" in result.stderr
    assert Path("a.conf").read_text() == SAMPLE
    assert run("set", "a.conf", "--unset", "options/backup_user", "--force").exit_code == 0
    assert "backup_user" not in Path("a.conf").read_text()


@pytest.mark.parametrize(
    ("assigned", "words"),
    [("options/workingdir=/x", "did you mean working_dir"), ("options/working_dir=x", "absolute path")],
)
def test_a_path_that_leads_nowhere_and_a_wrong_value_are_told(assigned: str, words: str) -> None:
    Path("a.conf").write_text(SAMPLE)
    result = run("set", "a.conf", assigned)
    assert result.exit_code == 2
    assert words in result.stderr


def test_each_command_that_writes_says_in_one_line_what_it_did_unless_that_is_not_wanted(path: Path) -> None:
    for arguments, told in (
        (["set", "cback.conf", "warn_midnite=N"], "cback.conf: set warn_midnite\n"),
        (["set", "cback.conf", "warn_midnite=N"], "cback.conf is unchanged\n"),
        (["convert", "cback.conf", "a.json"], f"a.json: written from cback.conf, as JSON{WITHOUT}\n"),
        (["convert", "a.json", "b.toml"], "b.toml: written from a.json, as TOML\n"),
        (["convert", "a.json", "cback.conf"], "cback.conf is unchanged\n"),
    ):
        result = run(*arguments)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", told)
    for arguments in (["set", "cback.conf", "warn_midnite=Y", "-q"], ["init", "new.conf", "--full", "--quiet"]):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (0, "")
        assert not re.search("^(cback|new).conf: (?!.*error)|next", result.stderr, re.MULTILINE)
    assert run("set", "-", "warn_midnite=N", data=SAMPLE).stderr == ""


def test_what_is_wrong_with_a_file_is_told_with_its_line(path: Path) -> None:
    path.write_text("<cb_config>\n  <amazons3/>\n  <!DOCTYPE>\n</cb_config>")
    for command in (["set", "cback.conf", "warn_midnite=N"], ["init", "cback.conf"], ["get", "cback.conf", "encrypt"]):
        result = run(*command)
        assert result.exit_code == 2
        assert re.match(r"cback.conf:3:\d+: error\[A10\d\]: .*\n   3 |   <!DOCTYPE>\n", result.stderr)
