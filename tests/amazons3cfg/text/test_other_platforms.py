"""Saving where the system lacks what Linux has: the functions are hidden, and the system is named as another."""

import errno
import os
import sys
from pathlib import Path

import pytest

from amazons3cfg.editing import ConfigDocument, FileChangedError
from amazons3cfg.text import locking

OLD = "<cb_config><amazons3><s3_bucket>old</s3_bucket></amazons3></cb_config>"
LACKING = {
    "darwin": ["listxattr", "getxattr", "setxattr"],
    "win32": ["listxattr", "getxattr", "setxattr", "geteuid", "getuid", "fchown", "chown", "fchmod", "O_DIRECTORY"],
}
LOCK = ".amazons3cfg.lock"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "cback.conf"
    made.write_text(OLD)
    return made


@pytest.fixture(params=sorted(LACKING))
def platform(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in LACKING[request.param]:
        monkeypatch.delattr(os, name)
    if request.param == "win32":
        monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setattr(sys, "platform", request.param)
    return str(request.param)


def edited(path: Path) -> ConfigDocument:
    document = ConfigDocument.open(path)
    document.set("s3Bucket", "new")
    return document


@pytest.mark.usefixtures("platform")
class TestSaving:
    def test_a_file_is_replaced_with_a_copy_kept_and_nothing_else_beside_it(self, path: Path) -> None:
        edited(path).save(backup=".bak")
        assert path.read_text() == OLD.replace("old", "new")
        assert path.with_name("cback.conf.bak").read_text() == OLD
        assert len(list(path.parent.iterdir())) == 2

    def test_a_new_file_is_made(self, path: Path) -> None:
        ConfigDocument(OLD).save(path.with_name("new.conf"))
        assert path.with_name("new.conf").read_text() == OLD

    def test_a_file_that_was_changed_is_not_replaced(self, path: Path) -> None:
        document = edited(path)
        path.write_text("<cb_config/>")
        with pytest.raises(FileChangedError):
            document.save()
        assert path.read_text() == "<cb_config/>"
        assert list(path.parent.iterdir()) == [path]


def test_a_read_only_file_is_not_replaced_where_users_have_no_numbers(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "geteuid")
    path.chmod(0o444)
    with pytest.raises(PermissionError, match="read-only"):
        edited(path).save()
    assert path.read_text() == OLD


@pytest.mark.parametrize("directories_open", [True, False])
def test_a_file_stands_for_the_lock_where_directories_have_none(
    path: Path, monkeypatch: pytest.MonkeyPatch, directories_open: bool
) -> None:
    if directories_open:

        def refuse(descriptor: int, operation: int) -> None:
            raise OSError(errno.EBADF, "as NFS answers")

        monkeypatch.setattr("fcntl.flock", refuse)
    else:
        monkeypatch.delattr(os, "O_DIRECTORY")
    monkeypatch.setattr(locking, "LONGEST", 0.05)
    lock = path.with_name(LOCK)
    lock.touch()
    with pytest.raises(TimeoutError, match=f"another process is saving; if none is, remove {lock}"):
        edited(path).save()
    assert path.read_text() == OLD
    lock.unlink()
    edited(path).save()
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("lacking", ["link", "hard links"])
def test_a_copy_is_kept_where_there_are_no_hard_links(
    path: Path, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(errno.EPERM, "as FAT answers")

    if lacking == "link":
        monkeypatch.delattr(os, "link")
    else:
        monkeypatch.setattr(os, "link", refuse)
    path.with_name("cback.conf.bak").write_text("mine")
    edited(path).save(backup=".bak")
    assert path.with_name("cback.conf.bak").read_text() == "mine"
    assert path.with_name("cback.conf.bak2").read_text() == OLD
    assert len(list(path.parent.iterdir())) == 3
