"""What a preflight finds where one thing is wrong, with an ``aws`` that keeps its bucket in a folder."""

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from amazons3action import preflight
from amazons3action.account import Account
from amazons3action.locks import lock
from amazons3action.preflight import machine
from amazons3action.workspace import PREFIX
from testbed.bed import small_file_system
from testbed.bucket import Bucket
from testbed.clock import Clock
from testbed.site import Site
from testbed.user import BackupUser

TODAY = date(2026, 3, 4)
AWS = """#!/bin/sh
{before}
cd {bucket} || exit 9
for last; do :; done
case "$1 $2" in
"--version ") echo 'aws-cli/{version} Python/3.11.2' ;;
"s3 cp") mkdir -p "${{last#s3://bkt/}}" && cp -r "$5". "${{last#s3://bkt/}}" ;;
"s3api list-objects-v2")
    find . -type f -path "./${{4#--prefix=}}*" | while read -r key; do
        echo "$(stat -c %s "$key")\t\\"$(md5sum < "$key" | cut -d' ' -f1)\\""
    done | head -1 ;;
"s3api delete-objects") key=${{4#*'"Key": "'}} && rm -f "${{key%%'"'*}}" ;;
*) echo "not known: $*" >&2; exit 9 ;;
esac
"""


@dataclass
class Scene:
    """The installation, and what a preflight of it finds."""

    site: Site
    bucket: Path
    aws: Path
    hints: dict[str, str] = field(default_factory=dict)
    """What to do about what was found last, by code."""
    lines: dict[str, str] = field(default_factory=dict)
    """From where that stands to the end of the line, by code."""

    def let_aws(self, before: str = "", version: str = "1.44.0") -> None:
        """Let ``aws`` do something before what it does otherwise, or be of another version."""
        self.aws.write_text(AWS.format(before=before, bucket=self.bucket, version=version))

    def objects(self) -> list[str]:
        """Return the keys of all objects in the bucket."""
        return sorted(str(path.relative_to(self.bucket)) for path in self.bucket.rglob("*") if path.is_file())

    def found(self, read_only: bool = False, seconds: float = preflight.SECONDS) -> dict[str, str]:
        """Return what is found, by code, each of which comes once; the preflight leaves all as it was."""
        conf = str(self.site.configuration_file())
        before = sorted(self.site.root.rglob("*"))
        result = preflight.preflight(conf, read_only=read_only, seconds=seconds)
        assert sorted(self.site.root.rglob("*")) == before
        self.hints = {finding.code: finding.hint for finding in result.findings}
        text = Path(conf).read_text().splitlines()
        self.lines = {each.code: text[each.line - 1][each.column - 1 - len("<abs_path>") :] for each in result.findings}
        assert all(finding.line for finding in result.findings)
        found = {finding.code: finding.message for finding in result.findings}
        assert len(found) == len(result.findings)
        assert result.failed == any(finding.severity == "error" for finding in result.findings)
        return found


@pytest.fixture
def scene(working: Path, account: Account, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(preflight, "date", SimpleNamespace(today=lambda: TODAY))
    monkeypatch.setattr(machine, "_CRON", ())
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    user = BackupUser(account.user, account.uid, account.gid, working)
    bucket = working.parent / "bucket"
    bucket.mkdir()
    user.give(bucket)
    aws = working.parent / "aws"
    aws.touch()
    aws.chmod(0o755)
    clock = Clock("UTC", TODAY, 0)
    site = Site(working, user, Bucket("", 0, "bkt"), clock, prefix="some/prefix", overrides={"aws": aws})
    made = Scene(site, bucket, aws)
    made.let_aws()
    return made


def denied(call: str) -> str:
    """Return what lets ``aws`` refuse a call, as it says so."""
    return f"""case "$1 $2" in "{call}") echo 'AccessDenied when calling {call}' >&2; exit 254 ;; esac"""


def hint_helps(scene: Scene, code: str, begins: str) -> bool:
    """Tell whether the hint of what was found begins so, and a shell that runs its command mends it."""
    words, command = scene.hints[code].split(": ", 1)
    subprocess.run(command, shell=True, check=True)
    return f"{words}: {command}".startswith(begins) and scene.found() == {}


def test_nothing_is_found_where_all_is_well(scene: Scene) -> None:
    scene.site.encrypt = '/bin/sh -c \'gzip < "$1" > "$2"\' sh ${input} ${output}'
    scene.site.stage({"a": b"1"})
    assert scene.found() == {}
    assert scene.objects() == []


def test_the_files_own_findings_are_told(scene: Scene) -> None:
    scene.site.options["incr_size_limit"] = "0"
    scene.site.stage({"a": b"1"})
    assert scene.found().keys() == {"A331", "P504"}


def test_what_cedar_backup_refuses_is_told_as_it_says_it_and_ends_the_search(scene: Scene) -> None:
    scene.site.starting_day = "someday"
    scene.site.encrypt = "/bin/false ${input} ${output}"
    found = scene.found()
    assert [code for code in found if code.startswith("P")] == ["P101"]
    assert "Starting day" in found["P101"]


def test_a_user_that_does_not_exist_ends_the_search(scene: Scene) -> None:
    scene.site.user = BackupUser("nobody-here", 0, 0, scene.site.root)
    found = scene.found()
    assert found.keys() == {"P102"}
    assert "no user nobody-here" in found["P102"]


def test_a_file_that_is_missing_cannot_be_looked_at(tmp_path: Path) -> None:
    assert preflight.preflight(str(tmp_path / "missing")).unreadable


def test_a_file_that_is_malformed_has_that_finding(tmp_path: Path) -> None:
    (tmp_path / "conf").write_text("<cb_config>")
    result = preflight.preflight(str(tmp_path / "conf"))
    assert ([finding.code for finding in result.findings], result.failed) == (["A102"], True)


def test_where_su_does_not_work_nothing_else_is_tried_with_it(scene: Scene) -> None:
    su = scene.site.root / "su"
    su.write_text("#!/bin/sh\necho 'su is out of order' >&2; exit 9\n")
    su.chmod(0o755)
    scene.site.overrides["su"] = su
    scene.site.encrypt = "/bin/false ${input} ${output}"
    found = scene.found()
    assert found.keys() == {"P103"}
    assert "su is out of order" in found["P103"]


def test_variables_for_aws_are_named_without_what_they_hold(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hidden")
    monkeypatch.setenv("AWS_PROFILE", "hidden")
    found = scene.found()
    assert found.keys() == {"P105"}
    assert "AWS_PROFILE, AWS_SECRET_ACCESS_KEY" in found["P105"]
    assert "hidden" not in found["P105"]


def test_a_configuration_that_others_can_write_to_is_told(scene: Scene) -> None:
    scene.site.configuration_file().chmod(0o602)
    assert scene.found().keys() == {"P106"}


def test_without_aws_the_bucket_is_not_tried(scene: Scene) -> None:
    scene.site.overrides["aws"] = scene.site.root / "no aws"
    assert scene.found().keys() == {"P111"}


def test_an_aws_that_the_user_cannot_run_is_told_at_its_path(scene: Scene) -> None:
    scene.aws.chmod(0o700)
    assert scene.found().keys() == {"P111"}
    assert scene.hints["P111"] == f"the user {scene.site.user.name} cannot run it: chmod a+rx {scene.aws}"
    assert scene.lines["P111"].startswith(f"<abs_path>{scene.aws}</abs_path>")


@pytest.mark.parametrize(
    ("version", "code"),
    [("1.35.9", "P112"), ("1.36.0", None), ("2.8.1", "P112"), ("2.9.19", None), ("3.0.0", None), ("unknown", None)],
)
def test_a_version_of_aws_that_is_older_than_those_tried_is_told(scene: Scene, version: str, code: str | None) -> None:
    scene.let_aws(version=version)
    assert scene.found().keys() == ({code} if code else set())


def test_a_working_directory_that_is_missing_is_told(scene: Scene) -> None:
    scene.site.working.rmdir()
    assert scene.found().keys() == {"P201"}
    assert hint_helps(scene, "P201", "create it: install ")


def test_a_working_directory_that_the_user_cannot_enter_is_told(scene: Scene) -> None:
    os.chown(scene.site.working, 0, 0)
    scene.site.working.chmod(0o700)
    found = scene.found()
    assert found.keys() == {"P201"}
    assert scene.site.user.name in found["P201"]
    assert hint_helps(scene, "P201", "let that user have it: chown ")


def test_a_staging_directory_that_is_missing_is_told(scene: Scene) -> None:
    scene.site.staging.rmdir()
    assert scene.found().keys() == {"P202"}
    assert hint_helps(scene, "P202", "create it: install ")


def test_a_staging_directory_that_the_user_cannot_enter_is_told(scene: Scene) -> None:
    os.chown(scene.site.staging, 0, 0)
    scene.site.staging.chmod(0o700)
    assert scene.found().keys() == {"P202"}
    assert hint_helps(scene, "P202", "let that user have it: chown ")


def test_a_closed_directory_above_is_the_one_to_open(scene: Scene) -> None:
    above = scene.site.root / "closed to others"
    above.mkdir(0o700)
    scene.site.staging_name = "closed to others/staging"
    scene.site.staging.mkdir()
    assert scene.found().keys() == {"P202"}
    assert hint_helps(scene, "P202", "let that user through: chmod ")
    assert above.stat().st_mode & 0o777 == 0o711


@pytest.mark.parametrize(("state", "says"), [("left", "killed"), ("held", "goes on"), ("strange", "12345")])
def test_what_another_run_made_is_told_and_stays(scene: Scene, state: str, says: str) -> None:
    left = scene.site.working / f"{PREFIX}0123456789abcdef"
    left.mkdir()
    os.chown(left, 12345 if state == "strange" else 0, 0)
    fd = os.open(left, os.O_RDONLY)
    try:
        if state == "held":
            assert lock(fd)
        found = scene.found()
    finally:
        os.close(fd)
    assert found.keys() == {"P203"}
    assert str(left) in found["P203"]
    assert says in found["P203"]


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("/bin/false ${input} ${output}", "P301", "exit code 1"),
        ("/bin/sh -c 'echo no key; exit 3' sh ${input} ${output}", "P301", "no key"),
        ("/no/such/program ${input} ${output}", "P301", "/no/such/program"),
        ("/bin/true ${input} ${output}", "P302", "no output"),
        ("/bin/touch ${output} --reference ${input}", "P302", "empty"),
        ("/bin/mkdir ${output} --mode 700 --context=${input}", "P302", ""),
        ("""/bin/sh -c 'cp "$1" "$2.gpg"' sh ${input} ${output}""", "P302", "'plain file.gpg'"),
        ("/bin/cp ${input} ${output}", "P303", "is its input"),
        ('/bin/sh -c \'(echo; cat "$1") > "$2"\' sh ${input} ${output}', "P303", "holds its input"),
        ("/bin/sh -c 'id -un >&2; exit 1' sh ${input} ${output}", "P301", "USER"),
    ],
)
def test_the_encrypt_command_is_tried_as_the_backup_user(scene: Scene, command: str, code: str, says: str) -> None:
    scene.site.encrypt = command
    found = scene.found()
    assert found.keys() == {code}
    assert says.replace("USER", scene.site.user.name) in found[code]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_bucket_that_cannot_be_listed_is_told_with_what_aws_says(scene: Scene, read_only: bool) -> None:
    scene.let_aws("""case "$1" in s3*) echo 'NoSuchBucket' >&2; exit 1 ;; esac""")
    found = scene.found(read_only=read_only)
    assert found.keys() == {"P401"}
    assert "NoSuchBucket" in found["P401"]


@pytest.mark.parametrize(
    ("before", "code", "says"),
    [
        (denied("s3 cp"), "P402", "AccessDenied"),
        (denied("s3api list-objects-v2"), "P401", "AccessDenied"),
        ('[ "$2" = list-objects-v2 ] && exit 0', "P403", "not listed"),
        ("""[ "$2" = list-objects-v2 ] && printf '5\\t"abc"\\n' && exit""", "P403", "5 bytes"),
        ("""[ "$2" = list-objects-v2 ] && printf '69\\t"abc-1"\\n' && exit""", "P405", "abc-1"),
    ],
)
def test_what_the_user_cannot_do_in_the_bucket_is_told_and_no_probe_stays(
    scene: Scene, before: str, code: str, says: str
) -> None:
    scene.let_aws(before)
    found = scene.found()
    assert found.keys() == {code}
    assert says in found[code]
    assert "aws-cli" not in found[code]
    assert scene.objects() == []


@pytest.mark.parametrize(
    "before",
    [
        denied("s3api delete-objects"),
        """[ "$2" = delete-objects ] && echo '{"Errors": [{"Code": "AccessDenied"}]}' && exit""",
    ],
)
def test_a_probe_that_cannot_be_removed_is_named(scene: Scene, before: str) -> None:
    scene.let_aws(before)
    found = scene.found()
    assert found.keys() == {"P404"}
    assert "AccessDenied" in found["P404"]
    [left] = scene.objects()
    assert left.startswith("some/prefix/cback.amazons3.")
    assert left in found["P404"]


def test_read_only_writes_nothing_to_the_bucket(scene: Scene) -> None:
    scene.let_aws("""case "$1 $2" in "s3 cp"|"s3api delete-objects") touch written ;; esac""")
    assert scene.found(read_only=True) == {}
    scene.let_aws(denied("s3 cp"))
    assert scene.found(read_only=True) == {}


def test_commands_that_do_not_end_are_ended_when_the_time_is_over(scene: Scene) -> None:
    scene.let_aws("""[ "$1" = s3 ] && echo connecting && sleep 1000""")
    started = time.monotonic()
    found = scene.found(seconds=2)
    assert found.keys() == {"P401"}
    assert "did not end" in found["P401"]
    assert "printed so far: connecting" in found["P401"]
    assert "endpoint_url" in scene.hints["P401"]
    assert time.monotonic() - started < 60
    assert scene.site.user.processes() == {}


def test_missed_days_are_told(scene: Scene) -> None:
    for offset in (0, -1, -7, -15):
        scene.site.stage({}, offset)
    scene.site.indicator(-1).touch()
    found = scene.found()
    assert found.keys() == {"P501"}
    assert [scene.site.day_name(offset) in found["P501"] for offset in (-1, -7, -15)] == [False, True, False]
    command = f"-m amazons3action store {scene.site.day_name(-7)} '{scene.site.configuration_file()}'"
    assert scene.hints["P501"] == f"store it: {sys.executable} {command}"


def test_aws_is_given_few_attempts_unless_the_environment_says_how_many(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.let_aws("""[ "$1" = s3api ] && echo "attempts: $AWS_MAX_ATTEMPTS" && exit 1""")
    assert "attempts: 2" in scene.found()["P401"]
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "7")
    assert "attempts: 7" in scene.found()["P401"]


def test_a_due_day_that_is_a_link_is_told(scene: Scene) -> None:
    day = scene.site.stage({"a": b"1"})
    day.rename(scene.site.root / "elsewhere")
    day.symlink_to(scene.site.root / "elsewhere")
    found = scene.found()
    assert found.keys() == {"P502"}
    assert str(day) in found["P502"]


def test_files_of_the_due_day_that_cannot_be_stored_are_told(scene: Scene) -> None:
    day = scene.site.stage({"a\x01": b"1", "closed": b"2", "good": b"3"})
    os.chown(day / "closed", 0, 0)
    (day / "closed").chmod(0o600)
    found = scene.found()
    assert found.keys() == {"P503"}
    assert "closed" in found["P503"]
    assert "good" not in found["P503"]


def test_a_due_day_that_the_user_cannot_enter_is_told_in_place_of_its_files(scene: Scene) -> None:
    day = scene.site.stage({"file": b"1"})
    os.chown(day, 0, 0)
    day.chmod(0o700)
    found = scene.found()
    assert found.keys() == {"P503"}
    assert f"{scene.site.user.name} cannot enter {day}" in found["P503"]
    assert "'file'" not in found["P503"]


def test_a_command_that_is_too_long_with_a_files_name_is_told(scene: Scene) -> None:
    scene.site.encrypt = f'/bin/sh -c \'gzip < "$1" > "$2"\' sh ${{input}} ${{output}} {"${input} " * 500}'
    scene.site.stage({"short": b"1", f"{'long' * 60}/{'long' * 60}": b"2"})
    found = scene.found()
    assert found.keys() == {"P304"}
    assert "long" in found["P304"]
    assert "short" not in found["P304"]


def test_a_due_day_over_its_limit_is_told_and_a_stored_one_is_not(scene: Scene) -> None:
    scene.site.stage({"a": b"12345"})
    scene.site.options["incr_size_limit"] = "4"
    assert scene.found().keys() == {"P504"}
    scene.site.indicator().touch()
    assert scene.found() == {}


@pytest.mark.parametrize("encrypt", [None, '/bin/sh -c \'gzip < "$1" > "$2"\' sh ${input} ${output}'])
def test_room_is_compared_with_what_was_staged_last_though_it_is_stored(scene: Scene, encrypt: str | None) -> None:
    scene.site.encrypt = encrypt
    scene.site.stage({"a": bytes(1000), "d/big": bytes(20_000)}, -1)
    scene.site.indicator(-1).touch()
    with small_file_system(scene.site.working, 20):
        found = scene.found()
    assert found.keys() == ({"P204"} if encrypt else set())
    assert not encrypt or re.findall(r"'(.*?)' needs", found["P204"]) == ["d/big"]
    assert scene.found() == {}


def test_the_removal_of_the_probe_has_time_of_its_own(scene: Scene) -> None:
    scene.let_aws("""[ "$2" = list-objects-v2 ] && sleep 1000; [ "$2" = delete-objects ] && sleep 3""")
    assert scene.found(seconds=1).keys() == {"P401"}
    assert scene.objects() == []
