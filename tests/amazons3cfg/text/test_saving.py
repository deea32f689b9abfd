"""Saving: atomic, durable, keeping what the file system knows of the file, and noticing others' changes."""

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command import UNMEASURED

from amazons3cfg.editing import ConfigDocument, FileChangedError

OLD = b"<cb_config><amazons3><s3_bucket>old</s3_bucket></amazons3></cb_config>"
NEW = OLD.replace(b"old", b"new")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "cback.conf"
    made.write_bytes(OLD)
    made.chmod(0o640)
    return made


def edited(path: Path) -> ConfigDocument:
    document = ConfigDocument.open(path)
    document.set("s3Bucket", "new")
    return document


def test_saving_replaces_the_file_and_leaves_nothing_beside_it(path: Path) -> None:
    edited(path).save()
    assert path.read_bytes() == NEW
    assert list(path.parent.iterdir()) == [path]


def test_mode_owner_and_extended_attributes_stay(path: Path) -> None:
    os.setxattr(path, "user.note", b"kept")
    if os.getuid() == 0:
        os.chown(path, 12345, 54321)
    path.chmod(0o2664)
    before = path.stat()
    edited(path).save()
    after = path.stat()
    assert after.st_ino != before.st_ino
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert os.getxattr(path, "user.note") == b"kept"


def test_a_symbolic_link_stays_and_its_target_is_replaced(path: Path, tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    link = tmp_path / "etc" / "link.conf"
    link.symlink_to("../cback.conf")
    edited(link).save()
    assert link.is_symlink()
    assert path.read_bytes() == NEW
    assert list(link.parent.iterdir()) == [link]


@pytest.mark.parametrize(
    "change", [lambda path: path.write_bytes(b"<cb_config/>"), Path.unlink], ids=["changed", "gone"]
)
def test_a_file_that_was_changed_since_is_not_overwritten_unless_told(path: Path, change: Any) -> None:
    document = edited(path)
    change(path)
    with pytest.raises(FileChangedError, match="changed since"):
        document.save()
    document.save(overwrite=True)
    assert path.read_bytes() == NEW


def test_saving_twice_expects_what_was_saved(path: Path) -> None:
    document = edited(path)
    document.save()
    document.set("s3Bucket", "old")
    document.save()
    assert path.read_bytes() == OLD


def test_a_backup_copy_keeps_content_and_mode(path: Path) -> None:
    edited(path).save(backup=".bak")
    backup = path.with_name("cback.conf.bak")
    assert backup.read_bytes() == OLD
    assert backup.stat().st_mode == path.stat().st_mode


def test_an_earlier_backup_copy_is_never_overwritten(path: Path) -> None:
    taken = path.with_name("cback.conf.bak")
    taken.write_bytes(b"mine")
    edited(path).save(backup=".bak")
    assert taken.read_bytes() == b"mine"
    assert path.with_name("cback.conf.bak2").read_bytes() == OLD


def test_another_path_must_be_new_and_is_for_its_owner_only(path: Path, tmp_path: Path) -> None:
    document = edited(path)
    with pytest.raises(FileChangedError, match="already"):
        ConfigDocument(NEW).save(path)
    document.save(tmp_path / "other.conf")
    assert (tmp_path / "other.conf").read_bytes() == NEW
    assert (tmp_path / "other.conf").stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() == OLD


def test_a_document_without_a_path_must_be_told_one() -> None:
    with pytest.raises(ValueError, match="where to save"):
        ConfigDocument(OLD).save()


def test_a_failure_leaves_the_old_file_and_nothing_else(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = edited(path)

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        document.save()
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("function", "message"),
    [
        ("amazons3cfg.text.saving._private", "no new file can be made beside it: Operation not permitted"),
        ("os.fchown", "its owner and group cannot be kept; do this as root: Operation not permitted"),
        ("os.setxattr", "its attribute user.note cannot be kept: Operation not permitted"),
        ("os.fsync", "Operation not permitted"),
    ],
)
@pytest.mark.parametrize("backup", [None, ".bak"])
def test_an_error_tells_the_file_as_it_was_named_and_what_cannot_be_done(
    path: Path, monkeypatch: pytest.MonkeyPatch, function: str, message: str, backup: str | None
) -> None:
    os.setxattr(path, "user.note", b"kept")
    monkeypatch.chdir(path.parent)
    document = edited(Path("cback.conf"))

    def fail(*arguments: object, **options: object) -> None:
        raise PermissionError(1, "Operation not permitted", "/a/temporary/file")

    owner = os.stat_result((0, 0, 0, 0, os.getuid() + 1, 0, 0, 0, 0, 0))
    monkeypatch.setattr(os, "fstat", lambda descriptor: owner)
    if function != "os.fchown":
        monkeypatch.setattr(os, "fchown", lambda descriptor, user, group: None)
    monkeypatch.setattr(function, fail)
    with pytest.raises(PermissionError) as caught:
        document.save(backup=backup)
    assert (caught.value.filename, caught.value.strerror) == ("cback.conf", message)
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_its_owner_may_not_write_is_not_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.chown(path, 12345, -1)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    path.chmod(0o444)
    document = edited(path)
    with pytest.raises(PermissionError, match="read-only; allow writing first, with chmod u\\+w"):
        document.save(overwrite=True)
    assert path.read_bytes() == OLD
    path.chmod(0o644)
    document.save()
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("length", [250, 255])
def test_a_name_may_be_as_long_as_a_name_can_be(tmp_path: Path, length: int) -> None:
    path = tmp_path / ("c" * (length - 5) + ".conf")
    path.write_bytes(OLD)
    edited(path).save()
    assert path.read_bytes() == NEW
    document = ConfigDocument.open(path)
    document.set("s3Bucket", "old")
    with pytest.raises(OSError, match=r"no copy can be kept as c+.conf.longer: File name too long"):
        document.save(backup=".longer")
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (NEW, [path])


@pytest.mark.parametrize("number", [errno.ENOTSUP, errno.ENOSYS])
def test_a_file_system_without_extended_attributes_is_saved_on(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    for name in ("listxattr", "getxattr", "setxattr"):
        monkeypatch.setattr(os, name, refuse)
    edited(path).save(backup=".bak")
    assert path.read_bytes() == NEW


def test_a_file_system_that_has_one_mode_for_all_and_makes_no_directory_durable_is_saved_on(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.chmod(0o600)  # as new files have it
    fsync = os.fsync

    def refuse(*arguments: object) -> None:
        raise OSError(errno.EPERM, "as FAT answers")

    def only_files(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "as some network file systems answer")
        fsync(descriptor)

    monkeypatch.setattr(os, "fchmod", refuse)
    monkeypatch.setattr(os, "fsync", only_files)
    edited(path).save(backup=".bak")
    assert path.read_bytes() == NEW
    path.chmod(0o640)
    with pytest.raises(OSError, match="its mode cannot be kept: as FAT answers"):
        ConfigDocument(OLD).save(path, overwrite=True)
    assert path.read_bytes() == NEW


MOUNTED = """
mount --bind source.conf cback.conf || exit 77
"$0" -c 'from amazons3cfg.cli import main; main()' set cback.conf s3_bucket=new --backup .bak
"""


@pytest.mark.skipif(os.getuid() != 0 or not shutil.which("unshare"), reason="only root can mount")
def test_a_file_that_is_mounted_by_itself_is_told_with_what_to_do(path: Path) -> None:
    source = path.with_name("source.conf")
    source.write_bytes(OLD)
    command = ["unshare", "-m", "sh", "-c", MOUNTED, sys.executable]
    run = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, env=UNMEASURED)
    if run.returncode in (1, 77):
        pytest.skip("nothing can be mounted here")
    reason = "it is mounted by itself, so that it cannot be replaced; change it where it is mounted from"
    assert (run.returncode, run.stderr) == (2, f"Error: cback.conf: {reason}\n")
    assert (path.read_bytes(), source.read_bytes()) == (OLD, OLD)
    assert sorted(path.parent.iterdir()) == [path, source]


SAVER = """
import itertools, sys
from amazons3cfg.editing import ConfigDocument
document = ConfigDocument.open(sys.argv[1])
print("ready", flush=True)
for number in itertools.count():
    document.set("s3Bucket", f"bucket-{number}" * 400)
    document.save()
"""


def test_a_process_killed_200_times_while_it_saves_leaves_the_file_whole_each_time(path: Path) -> None:
    seen = set()
    for kill in range(200):
        with subprocess.Popen([sys.executable, "-c", SAVER, str(path)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            process.stdout.close()
            # Somewhere among the steps of a save, which takes about a millisecond.
            os.sched_yield()
            signal.sigtimedwait([], kill / 200 * 0.01)
            process.kill()
        bucket = ConfigDocument.open(path).get("s3Bucket")
        number = bucket.removeprefix("bucket-").partition("bucket")[0]
        assert bucket == "old" or bucket == f"bucket-{number}" * 400
        seen.add(bucket)
    assert len(seen) > 1
