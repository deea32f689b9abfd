"""The temporary directory: who can enter it when, and that it goes away, and nothing else."""

import errno
import fcntl
import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from amazons3action import locks
from amazons3action.account import Account
from amazons3action.workspace import PREFIX, Workspace, workspace

LOCK = locks.lock


def test_it_is_closed_to_others_until_it_is_handed_over(space: Workspace, account: Account) -> None:
    assert os.stat(space.path).st_mode & 0o777 == 0o700
    assert not account.can_enter(space.path)
    space.parents(["a/b/file", "a/c"])
    space.write("a/b/file", b"x")
    space.hand_over(account)
    assert account.can_enter(space.path)
    for name, mode in ((".", 0o700), ("a", 0o700), ("a/b", 0o700), ("a/b/file", 0o600)):
        status = os.stat(os.path.join(space.path, name))
        assert (status.st_uid, status.st_mode & 0o777) == (account.uid, mode)


def test_a_link_in_a_files_place_is_given_away_in_the_place_of_what_it_leads_to(
    space: Workspace, account: Account, tmp_path: Path
) -> None:
    (tmp_path / "victim").touch()
    path = space.write("file", b"x")
    os.unlink(path)
    os.symlink(tmp_path / "victim", path)
    space.hand_over(account)
    assert (os.lstat(path).st_uid, os.stat(path).st_uid) == (account.uid, 0)


def test_what_a_command_wrote_is_read_if_it_is_a_regular_file(space: Workspace) -> None:
    Path(space.path, "answer").write_bytes(b"\xff\r\n")
    os.mkfifo(os.path.join(space.path, "pipe"))
    assert space.read("answer") == b"\xff\r\n"
    with pytest.raises(OSError, match=f"{space.path}/pipe is not a regular file"):
        space.read("pipe")


def test_an_answer_without_end_is_an_error(space: Workspace) -> None:
    with open(os.path.join(space.path, "answer"), "wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(OSError, match=f"{space.path}/answer is larger than 16777216 bytes"):
        space.read("answer")


def test_what_is_written_later_is_the_users_and_follows_no_link(space: Workspace, account: Account) -> None:
    space.hand_over(account)
    assert os.stat(space.write("later", b"x")).st_uid == account.uid
    os.symlink("/etc/hostname", os.path.join(space.path, "trap"))
    with pytest.raises(FileExistsError):
        space.write("trap", b"x")
    with pytest.raises(OSError, match="trap"):
        space.read("trap")


def test_a_working_directory_that_the_user_cannot_reach_is_told(working: Path, account: Account) -> None:
    working.chmod(0o700)
    with workspace(str(working), account) as space, pytest.raises(ValueError, match=r"cannot enter.*working dir"):
        space.hand_over(account)


def test_it_goes_away_after_an_error_with_all_that_others_put_there(working: Path, account: Account) -> None:
    def fail() -> None:
        with workspace(str(working), account) as space:
            Path(space.path, "d").mkdir()
            Path(space.path, "d", "file").touch()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert os.listdir(working) == []


def test_a_link_put_in_its_place_is_not_followed(working: Path, account: Account, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "file").touch()
    with workspace(str(working), account) as space:
        os.rename(space.path, tmp_path / "moved")
        os.symlink(victim, space.path)
    assert (victim / "file").exists()


@pytest.mark.parametrize("error", [OSError(errno.EBUSY, "busy"), RecursionError("busy")])
def test_a_directory_that_cannot_be_removed_is_told_with_the_reason(
    working: Path,
    account: Account,
    error: Exception,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(name: str, dir_fd: int) -> None:
        raise error

    (working / f"{PREFIX}dead").mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", refuse)
        with workspace(str(working), account) as space:
            left = [str(working / f"{PREFIX}dead"), space.path]
    told = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert [[path in message and "busy" in message for path in left] for message in told] == [
        [True, False],
        [False, True],
    ]


def test_without_locks_it_works_and_leaves_others_alone_with_a_warning(
    working: Path, account: Account, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(fd: int) -> bool:
        raise OSError(errno.ENOLCK, "no locks here")

    monkeypatch.setattr(locks, "lock", refuse)
    (working / f"{PREFIX}dead").mkdir()
    with workspace(str(working), account) as space:
        space.write("file", b"x")
    assert os.listdir(working) == [f"{PREFIX}dead"]
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 2
    assert all("no locks here" in message for message in caplog.messages)
    assert str(working / f"{PREFIX}dead") in caplog.messages[0]


def removed(path: Path) -> None:
    path.rmdir()


def locked(path: Path) -> None:
    """Take the lock, for as long as the process lasts."""
    fcntl.flock(os.open(path, os.O_RDONLY), fcntl.LOCK_EX)


def given_away(path: Path) -> None:
    os.chown(path, 12345, 0)


def opened(path: Path) -> None:
    path.chmod(0o777)


@pytest.fixture
def meddled(working: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Path]]:
    """Let something happen right after new directories are made, or opened, up to so many times; lists them."""
    made: list[Path] = []
    really = os.mkdir

    def meddle(happens: Callable[[Path], None], times: int, *, once_open: bool = False) -> list[Path]:
        def mkdir(name: str, mode: int, dir_fd: int) -> None:
            really(name, mode, dir_fd=dir_fd)
            made.append(working / name)
            if len(made) <= times and not once_open:
                happens(made[-1])

        def lock(fd: int) -> bool:
            if len(made) <= times and once_open:
                happens(made[-1])
            return LOCK(fd)

        monkeypatch.setattr(os, "mkdir", mkdir)
        monkeypatch.setattr(locks, "lock", lock)
        return made

    return meddle


def test_a_working_directory_whose_group_is_inherited_is_as_good(working: Path, account: Account) -> None:
    os.chown(working, -1, account.gid)
    working.chmod(0o2775)
    with workspace(str(working), account) as space:
        space.parents(["a/b"])
        space.hand_over(account)
    assert os.listdir(working) == []


def test_a_directory_that_cannot_be_closed_is_told_and_leaves_nothing(
    working: Path, meddled: Callable[..., list[Path]], account: Account
) -> None:
    meddled(opened, 1000)
    with pytest.raises(OSError, match=r"root's alone"), workspace(str(working), account):
        pass
    assert os.listdir(working) == []


@pytest.mark.parametrize(
    ("happens", "once_open"), [(removed, False), (removed, True), (locked, False), (given_away, False), (opened, False)]
)
def test_a_new_directory_that_others_meddle_with_is_not_used_but_another(
    working: Path,
    account: Account,
    meddled: Callable[..., list[Path]],
    happens: Callable[[Path], None],
    once_open: bool,
) -> None:
    made = meddled(happens, 1, once_open=once_open)
    with workspace(str(working), account) as space:
        assert space.path == str(made[1])
        assert os.listdir(space.path) == []


def test_others_that_go_on_meddling_end_in_an_error(
    working: Path, account: Account, meddled: Callable[..., list[Path]]
) -> None:
    meddled(removed, 1000)
    with pytest.raises(OSError, match=r"temporary directory.*working directory"), workspace(str(working), account):
        pass


def link(path: Path) -> None:
    path.rename(path.with_name("moved"))
    path.symlink_to("moved")


def file(path: Path) -> None:
    path.rmdir()
    path.touch(0o700)


@pytest.mark.parametrize("happens", [link, file])
def test_something_else_in_the_place_of_a_new_directory_is_never_used(
    working: Path, account: Account, meddled: Callable[..., list[Path]], happens: Callable[[Path], None]
) -> None:
    meddled(happens, 1000)
    with pytest.raises(OSError, match="Not a directory"), workspace(str(working), account):
        pass


def test_dead_workspaces_are_removed_and_living_ones_and_others_are_not(
    working: Path, account: Account, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for name in (f"{PREFIX}dead", f"{PREFIX}alive", "other"):
        (working / name / "sub").mkdir(parents=True)
    (working / f"{PREFIX}link").symlink_to("other")
    os.mkfifo(working / f"{PREFIX}pipe")
    alive = os.open(working / f"{PREFIX}alive", os.O_RDONLY)
    fcntl.flock(alive, fcntl.LOCK_EX)
    try:
        with workspace(str(working), account):
            pass
    finally:
        os.close(alive)
    assert set(os.listdir(working)) == {f"{PREFIX}alive", f"{PREFIX}link", f"{PREFIX}pipe", "other"}
    assert (working / "other" / "sub").exists()
    [told] = caplog.messages
    assert str(working / f"{PREFIX}dead") in told


def test_what_looks_like_a_workspace_of_another_user_is_left_alone(working: Path, account: Account) -> None:
    for name, owner in (("roots", 0), ("users", account.uid), ("others", 12345)):
        (working / f"{PREFIX}{name}" / "sub").mkdir(parents=True)
        os.chown(working / f"{PREFIX}{name}", owner, owner)
    with workspace(str(working), account):
        pass
    assert os.listdir(working) == [f"{PREFIX}others"]
    assert (working / f"{PREFIX}others" / "sub").exists()


def test_a_directory_that_took_a_dead_ones_name_before_the_lock_is_left_alone(
    working: Path, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = working / f"{PREFIX}dead"
    dead.mkdir()

    def swap(fd: int) -> bool:
        if not (working / "moved").exists():
            dead.rename(working / "moved")
            (dead / "living").mkdir(parents=True)
        return LOCK(fd)

    monkeypatch.setattr(locks, "lock", swap)
    with workspace(str(working), account):
        pass
    assert sorted(os.listdir(working)) == [dead.name, "moved"]
    assert (dead / "living").exists()
