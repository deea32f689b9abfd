"""The temporary directory: who can enter it when, and that it goes away, and nothing else."""

import fcntl
import os
from pathlib import Path

import pytest
from amazons3action.account import Account
from amazons3action.workspace import PREFIX, Workspace, workspace


def test_it_is_closed_to_others_until_it_is_handed_over(space: Workspace, account: Account) -> None:
    assert os.stat(space.path).st_mode & 0o777 == 0o700
    assert not account.can_enter(space.path)
    space.parents(["a/b/file", "a/c"])
    space.write("a/b/file", b"x")
    space.hand_over(account)
    assert account.can_enter(space.path)
    for name in (".", "a", "a/b", "a/b/file"):
        assert os.stat(os.path.join(space.path, name)).st_uid == account.uid


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
    with workspace(str(working)) as space, pytest.raises(ValueError, match=r"cannot enter.*working dir"):
        space.hand_over(account)


def test_it_goes_away_after_an_error_with_all_that_others_put_there(working: Path) -> None:
    def fail() -> None:
        with workspace(str(working)) as space:
            Path(space.path, "d").mkdir()
            Path(space.path, "d", "file").touch()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert os.listdir(working) == []


def test_a_link_put_in_its_place_is_not_followed(working: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "file").touch()
    with workspace(str(working)) as space:
        os.rename(space.path, tmp_path / "moved")
        os.symlink(victim, space.path)
    assert (victim / "file").exists()


def test_dead_workspaces_are_removed_and_living_ones_and_others_are_not(working: Path) -> None:
    for name in (f"{PREFIX}dead", f"{PREFIX}alive", "other"):
        (working / name / "sub").mkdir(parents=True)
    (working / f"{PREFIX}link").symlink_to("other")
    alive = os.open(working / f"{PREFIX}alive", os.O_RDONLY)
    fcntl.flock(alive, fcntl.LOCK_EX)
    try:
        with workspace(str(working)):
            pass
    finally:
        os.close(alive)
    assert set(os.listdir(working)) == {f"{PREFIX}alive", f"{PREFIX}link", "other"}
    assert (working / "other" / "sub").exists()
