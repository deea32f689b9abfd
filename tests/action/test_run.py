"""A run of the action with a bucket in memory: what it decides, and in which order."""

import hashlib
import logging
import os
import re
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from amazons3action import action, executeAction, logger
from amazons3action.account import Account
from amazons3action.etag import PART_SIZE
from amazons3action.plan import Listed, Target
from amazons3action.workspace import Workspace
from testbed.bed import small_file_system

TODAY = date(2026, 3, 4)
DAY = "2026/03/04/"
STARTS_TODAY, STARTS_ANOTHER_DAY = "wednesday", "monday"


class Bucket:
    """Stands for the AWS commands: objects by key, and what was uploaded and asked for."""

    def __init__(self, **objects: bytes) -> None:
        self.objects = objects
        self.uploaded: list[str] = []
        self.asked: list[str] = []
        self.part_size = PART_SIZE
        self.keeps_all = False
        self.happens: dict[str, Callable[[], object]] = {}

    def __call__(self, account: Account, space: Workspace) -> "Bucket":
        assert account.can_enter(space.path)
        return self

    def upload(self, tree: str, target: Target, done: Callable[[str], None]) -> None:
        self._happen("upload")
        for folder, _, names in os.walk(tree):
            for path in (os.path.join(folder, name) for name in names):
                key = os.path.relpath(path, tree)
                self.objects[f"{target.prefix}{key}"] = Path(path).read_bytes()
                self.uploaded.append(key)
                done(key)

    def listing(self, target: Target, take: Callable[[str, Listed], None]) -> None:
        self._happen("listing")
        for key, content in list(self.objects.items()):
            if key.startswith(target.prefix):
                take(key.removeprefix(target.prefix), self._listed(content))

    def head(self, target: Target, key: str) -> dict[str, Any]:
        self.asked.append(key)
        return {"ContentLength": min(self.part_size, len(self.objects[target.prefix + key]))}

    def remove(self, target: Target, keys: Collection[str]) -> None:
        self._happen("removal")
        for key in () if self.keeps_all else keys:
            del self.objects[target.prefix + key]

    def _happen(self, step: str) -> None:
        self.happens.get(step, lambda: None)()

    def _listed(self, content: bytes) -> Listed:
        starts = range(0, len(content), self.part_size)
        digests = [hashlib.md5(content[start : start + self.part_size]).digest() for start in starts]
        in_parts = len(content) >= self.part_size
        whole = f"{hashlib.md5(b''.join(digests)).hexdigest()}-{len(digests)}"
        return Listed(len(content), whole if in_parts else hashlib.md5(content).hexdigest())


class Site:
    """A staged day with its configuration, and the bucket that it goes to."""

    def __init__(self, root: Path, account: Account, bucket: Bucket) -> None:
        self.bucket = bucket
        self.day = root / "staging" / DAY
        self.day.mkdir(parents=True)
        (self.day / "cback.stage").touch()
        self.working = root / "working"
        self.working.mkdir()
        self._conf = root / "cback.conf"
        self._account = account

    def stage(self, **contents: bytes) -> dict[str, bytes]:
        """Put files there; returns what the bucket must have of them."""
        for name, content in contents.items():
            (self.day / name).parent.mkdir(exist_ok=True)
            (self.day / name).write_bytes(content)
        return {DAY + name: content for name, content in contents.items()}

    def run(self, *, full: bool = False, starting_day: str = STARTS_ANOTHER_DAY, **fields: str) -> None:
        """Run the action with these fields of the section beside the bucket."""
        section = "".join(f"<{tag}>{text}</{tag}>" for tag, text in ({"s3_bucket": "b"} | fields).items())
        self._conf.write_text(f"<cb_config><amazons3>{section}</amazons3></cb_config>")
        config = SimpleNamespace(
            options=SimpleNamespace(
                backupUser=self._account.user,
                backupGroup=self._account.user,
                workingDir=str(self.working),
                startingDay=starting_day,
            ),
            stage=SimpleNamespace(targetDir=str(self.day.parents[2])),
        )
        executeAction(str(self._conf), SimpleNamespace(full=full), config)

    @property
    def is_stored(self) -> bool:
        """Tell whether the action says so."""
        assert os.listdir(self.working) == []
        return (self.day / "cback.amazons3").exists()


def fail() -> None:
    raise OSError("out of order")


@pytest.fixture
def site(working: Path, account: Account, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Site:
    bucket = Bucket()
    monkeypatch.setattr(action, "Client", bucket)
    monkeypatch.setattr(action, "date", SimpleNamespace(today=lambda: TODAY))
    caplog.set_level(logging.INFO)
    return Site(working, account, bucket)


def test_the_days_files_are_stored_and_the_day_is_marked(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    expected = site.stage(**{"a": b"1", "empty": b"", "d/\u00e4": b"2", "big": bytes(PART_SIZE)})
    site.run()
    assert site.bucket.objects == expected
    assert sorted(site.bucket.uploaded) == sorted(key.removeprefix(DAY) for key in expected)
    assert site.bucket.asked == []
    assert site.is_stored
    assert str(site.day) in caplog.messages[-1]
    assert f"s3://b/{DAY}" in caplog.messages[-1]


def test_encrypted_files_are_stored_in_place_of_the_originals(site: Site) -> None:
    plain = site.stage(**{"a": b"1", "empty": b"", "d/b": b"2"})
    site.run(encrypt="""/bin/sh -c 'tr 0-9 a-j &lt; "$1" > "$2"; echo >> "$2"' sh ${input} ${output}""")
    assert site.bucket.objects == {**plain, f"{DAY}a": b"b\n", f"{DAY}d/b": b"c\n"}
    assert site.is_stored


def test_what_an_earlier_run_stored_and_the_day_no_longer_has_is_removed(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    expected = site.stage(a=b"1", b=b"2")
    others = {"2026/03/03/old": b"", "other": b""}
    site.bucket.objects = others | {f"{DAY}old": b"", f"{DAY}d/old": b"", f"{DAY}b": b"other content"}
    site.run()
    assert site.bucket.objects == others | expected
    assert site.is_stored
    [told] = [message for message in caplog.messages if "old" in message]
    assert re.findall(r"\d+|'.*?'", told) == ["2", "'d/old'", "'old'"]


def test_parts_of_another_size_are_verified_before_and_after_removing(site: Site) -> None:
    site.bucket.part_size = 2
    expected = site.stage(a=b"12345", b=b"67")
    site.bucket.objects = {f"{DAY}old": b""}
    site.run()
    assert site.bucket.objects == expected
    assert site.bucket.asked == ["a", "a"]


def test_a_day_without_files_removes_no_earlier_backup_of_it(site: Site) -> None:
    site.bucket.objects = {f"{DAY}old": b"", f"{DAY}d/old": b""}
    with pytest.raises(OSError, match=rf"holds no files.*s3://b/{DAY} holds 2 .*'d/old', 'old'"):
        site.run()
    assert len(site.bucket.objects) == 2
    assert not site.is_stored


@pytest.mark.parametrize("content", [{}, {"a": b"1"}])
def test_folder_markers_of_other_tools_stay_and_are_in_nobodys_way(site: Site, content: dict[str, bytes]) -> None:
    expected = site.stage(**content)
    markers = {DAY: b"", f"{DAY}d/": b"", "2026/03/": b""}
    site.bucket.objects = dict(markers)
    site.run()
    assert site.bucket.objects == markers | expected
    assert site.is_stored


def test_a_full_backup_that_fails_leaves_no_indicator_of_the_one_before(site: Site) -> None:
    site.stage(a=b"1")
    site.run()
    site.bucket.happens["listing"] = fail
    with pytest.raises(OSError, match="out of order"):
        site.run(full=True)
    assert not site.is_stored


@pytest.mark.parametrize("command", ["/bin/false ${input} ${output}", "/bin/true ${input} ${output}"])
def test_an_encryption_that_fails_leaves_the_indicator_of_what_is_still_in_the_bucket(site: Site, command: str) -> None:
    site.stage(a=b"1")
    site.run()
    with pytest.raises(OSError, match="ncrypt"):
        site.run(full=True, encrypt=command)
    assert site.is_stored


@pytest.mark.parametrize(("step", "old_stays"), [("listing", True), ("removal", False)])
@pytest.mark.parametrize("encrypt", ["", "/bin/cp ${input} ${output}"])
@pytest.mark.parametrize("name", ["a", "d/b", "new", "empty", "replaced"])
def test_what_changes_while_the_day_is_stored_is_named_and_the_day_is_not_marked(
    site: Site, step: str, old_stays: bool, encrypt: str, name: str
) -> None:
    site.stage(**{"a": b"1", "d/b": b"2", "empty": b"", "replaced": b"3"})
    site.bucket.objects = {f"{DAY}old": b""}

    def change() -> None:
        if name == "replaced":
            (site.day / name).rename(site.day.parent / "elsewhere")
        (site.day / name).write_bytes(b"4")

    site.bucket.happens[step] = change
    with pytest.raises(OSError, match=rf"changed meanwhile: '{name}'\."):
        site.run(encrypt=encrypt)
    assert (f"{DAY}old" in site.bucket.objects) == old_stays
    assert not site.is_stored
    site.bucket.happens.clear()
    site.run(encrypt=encrypt)
    assert site.is_stored


@pytest.mark.parametrize("becomes", ["nothing", "pipe"])
def test_a_file_that_is_gone_after_the_upload_is_named(site: Site, becomes: str) -> None:
    site.stage(a=b"1", b=b"2")

    def change() -> None:
        (site.day / "b").unlink()
        if becomes == "pipe":
            os.mkfifo(site.day / "b")

    site.bucket.happens["listing"] = change
    with pytest.raises(OSError, match="changed meanwhile: 'b'"):
        site.run(encrypt="/bin/cp ${input} ${output}")
    assert not site.is_stored


def test_indicators_written_while_the_day_is_stored_are_no_change_of_it(site: Site) -> None:
    site.stage(a=b"1")
    site.bucket.happens["listing"] = (site.day / "cback.other").touch
    site.run()
    assert site.is_stored


def test_what_cannot_be_removed_is_an_error_and_the_day_is_not_marked(site: Site) -> None:
    site.stage(a=b"1")
    site.bucket.objects = {f"{DAY}old": b""}
    site.bucket.keeps_all = True
    with pytest.raises(OSError, match=rf"s3://b/{DAY}.*'old'"):
        site.run()
    assert not site.is_stored


def test_all_files_that_cannot_be_stored_are_named_before_anything_is_sent(site: Site, account: Account) -> None:
    site.stage(**{"good": b"1", "closed": b"2", "odd\x01": b"3"})
    (site.day / "closed").chmod(0o600)
    (site.day / "link").symlink_to("nowhere")
    with pytest.raises(ValueError, match="nothing was sent") as caught:
        site.run()
    told = str(caught.value)
    assert str(site.day) in told
    assert re.findall(r"'([^']*)': ", told) == ["closed", "link", "odd\\x01"]
    assert f"read by the backup user {account.user}" in told
    assert (site.bucket.objects, site.is_stored) == ({}, False)


def test_a_working_directory_that_is_not_there_is_told_at_the_start(site: Site) -> None:
    site.working.rmdir()
    with pytest.raises(ValueError, match=rf"working directory {site.working} is not there: make it"):
        site.run()


def test_a_disk_that_is_full_at_the_listing_is_told_behind_what_failed(site: Site) -> None:
    site.stage(a=b"1")

    def fill() -> None:
        with suppress(OSError), (site.working / "filler").open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass
        raise OSError("Listing failed; it printed: nothing.")

    site.bucket.happens["listing"] = fill
    with (
        small_file_system(site.working, 200),
        pytest.raises(OSError, match=rf"printed: nothing\..* The disk of the working directory {site.working} is full"),
    ):
        site.run()
    site.bucket.happens["listing"] = fail
    with pytest.raises(OSError, match=r"out of order") as caught:
        site.run()
    assert "full" not in str(caught.value)


def test_variables_for_aws_are_named_in_the_log_without_what_they_hold(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hidden")
    site.stage(a=b"1")
    site.run()
    assert [message for message in caplog.messages if "AWS_SECRET_ACCESS_KEY" in message]
    assert "hidden" not in caplog.text


@pytest.mark.parametrize(
    ("full", "starting_day", "kind"),
    [
        (False, STARTS_ANOTHER_DAY, "incremental"),
        (False, STARTS_TODAY, "full"),
        (True, STARTS_ANOTHER_DAY, "full"),
        (True, STARTS_TODAY, "full"),
    ],
)
def test_the_limit_is_that_of_a_full_backup_on_the_first_day_of_the_week_or_on_request(
    site: Site, full: bool, starting_day: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    site.stage(a=b"123", b=b"4567")
    tag, other = ("full_size_limit", "incr_size_limit")[:: 1 if kind == "full" else -1]
    with pytest.raises(ValueError, match=rf"7 bytes.* {kind} .*6 bytes") as caught:
        site.run(full=full, starting_day=starting_day, **{tag: "6", other: "1000"})
    assert caplog.record_tuples[-1] == (logger.name, logging.ERROR, str(caught.value))
    assert (site.bucket.objects, site.is_stored) == ({}, False)
    site.run(full=full, starting_day=starting_day, **{tag: "7", other: "1"})
    assert site.is_stored


@pytest.mark.parametrize(("warn", "warned"), [("Y", 1), ("N", 0)])
def test_yesterdays_directory_goes_to_yesterdays_keys(
    site: Site, warn: str, warned: int, caplog: pytest.LogCaptureFixture
) -> None:
    site.stage(a=b"1")
    yesterday = site.day.parent / f"{(TODAY - timedelta(days=1)).day:02}"
    site.day = site.day.rename(yesterday)
    site.run(warn_midnite=warn)
    assert site.bucket.objects == {"2026/03/03/a": b"1"}
    assert [record.levelno for record in caplog.records].count(logging.WARNING) == warned


@pytest.fixture
def little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the working directory have room for eight small encrypted files, so that a round has two."""
    free = (4096, 4096, 0, 0, 20, 0, 0, 0, 0, 255)
    monkeypatch.setattr(os, "statvfs", lambda path: os.statvfs_result(free))


COPY = """/bin/sh -c 'cp "$1" "$2"' sh ${input} ${output}"""


@pytest.mark.usefixtures("little_room")
def test_more_than_fits_at_a_time_is_sent_in_rounds_that_leave_nothing(site: Site) -> None:
    expected = site.stage(**{f"f{number:02}": b"%d" % number for number in range(20)})
    left: list[list[str]] = []
    site.bucket.happens["listing"] = lambda: left.extend(
        names for path in site.working.iterdir() for _, _, names in os.walk(path)
    )
    site.run(encrypt=COPY)
    assert site.bucket.objects == expected
    assert not any(left)
    assert site.is_stored


@pytest.mark.usefixtures("little_room")
def test_a_file_that_does_not_fit_is_named_and_nothing_is_sent(site: Site) -> None:
    site.stage(**{"small": b"1", "d/large": bytes(20 * 4096)})
    with pytest.raises(OSError, match=rf"'d/large' needs about \d+ bytes below {site.working}.*nothing was sent"):
        site.run(encrypt=COPY)
    assert (site.bucket.uploaded, site.is_stored) == ([], False)


@pytest.mark.usefixtures("little_room")
def test_a_wrong_key_changes_nothing_though_there_are_many_rounds(site: Site) -> None:
    site.stage(**{f"f{number:02}": b"1" for number in range(20)})
    site.bucket.objects = {f"{DAY}f00": b"old"}
    with pytest.raises(OSError, match=r"Encrypting '.*' as [a-z0-9]+ failed: exit code 1; it printed: nothing\.$"):
        site.run(encrypt="/bin/false ${input} ${output}")
    assert site.bucket.objects == {f"{DAY}f00": b"old"}


@pytest.mark.usefixtures("little_room")
def test_a_command_that_fails_later_tells_what_was_replaced_and_removes_nothing(site: Site) -> None:
    site.stage(**{f"f{number:02}": b"%02d" % number for number in range(10)})
    site.bucket.objects = {f"{DAY}{name}": b"old" for name in ("f00", "f09", "gone")}
    (site.day / "f09").write_bytes(b"last, since it is the largest of all but one")
    (site.day / "f00").write_bytes(b"1")
    fails = """/bin/sh -c 'case "$1" in *f05) exit 7;; esac; cp "$1" "$2"' sh ${input} ${output}"""
    with pytest.raises(
        OSError, match=r"'f05' as .* failed: exit code 7.*objects are replaced if it had them: 'f00'"
    ) as told:
        site.run(encrypt=fails)
    replaced = {key.removeprefix(DAY) for key, content in site.bucket.objects.items() if content != b"old"}
    assert set(re.findall(r"'(f\d\d)'", str(told.value))) - {"f05"} == replaced
    assert site.bucket.objects[f"{DAY}gone"] == b"old"
    assert not site.is_stored


@pytest.mark.usefixtures("little_room")
def test_an_upload_that_fails_ends_the_encryption_and_is_what_is_told(site: Site) -> None:
    site.stage(**{f"f{number:02}": b"%02d" % number for number in range(10)})
    site.bucket.happens["upload"] = fail
    slow = """/bin/sh -c 'case "$1" in *f0[0-4]) ;; *) sleep 60;; esac; cp "$1" "$2"' sh ${input} ${output}"""
    with pytest.raises(OSError, match=r"^out of order\.$"):
        site.run(encrypt=slow)
    assert not site.is_stored
