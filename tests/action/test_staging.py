"""The choice of the staging directory, what is read from it, and the indicator."""

import logging
import os
import socket
from datetime import date, timedelta
from pathlib import Path

import pytest
from amazons3action import staging
from amazons3action.account import Account

TODAY = date(2026, 3, 1)
DAYS = {"today": TODAY, "yesterday": TODAY - timedelta(days=1), "tomorrow": TODAY + timedelta(days=1)}


def stage(root: Path, day: str, *, stored: bool = False) -> Path:
    """Make a staged day."""
    made = root / DAYS[day].strftime("%Y/%m/%d")
    made.mkdir(parents=True)
    (made / "cback.stage").touch()
    if stored:
        (made / "cback.amazons3").touch()
    return made


def found(root: Path, *, full: bool = False, warn: bool = False) -> str:
    return staging.find(str(root), TODAY, full=full, warn_midnite=warn).path


def test_today_comes_before_yesterday_and_that_before_tomorrow(tmp_path: Path) -> None:
    tomorrow = stage(tmp_path, "tomorrow")
    assert found(tmp_path) == str(tomorrow)
    yesterday = stage(tmp_path, "yesterday")
    assert found(tmp_path) == str(yesterday)
    today = stage(tmp_path, "today")
    assert found(tmp_path) == str(today)


def test_a_stored_day_counts_only_for_a_full_backup_of_today(tmp_path: Path) -> None:
    today = stage(tmp_path, "today", stored=True)
    stage(tmp_path, "yesterday", stored=True)
    with pytest.raises(OSError, match=r"2026/03/01, 2026/02/28, 2026/03/02.*no cback.amazons3"):
        found(tmp_path)
    assert found(tmp_path, full=True) == str(today)


def test_a_full_backup_takes_no_other_day(tmp_path: Path) -> None:
    stage(tmp_path, "yesterday")
    with pytest.raises(OSError, match=r"looked for 2026/03/01, holding") as caught:
        found(tmp_path, full=True)
    assert "cback.amazons3" not in str(caught.value)


def test_a_day_that_is_not_staged_to_its_end_is_passed_over(tmp_path: Path) -> None:
    (stage(tmp_path, "today") / "cback.stage").unlink()
    yesterday = stage(tmp_path, "yesterday")
    assert found(tmp_path) == str(yesterday)


@pytest.mark.parametrize(
    ("day", "warn", "warned"), [("yesterday", True, 1), ("yesterday", False, 0), ("today", True, 0)]
)
def test_another_day_than_today_is_warned_of_on_request(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, day: str, warn: bool, warned: int
) -> None:
    caplog.set_level(logging.INFO)
    staged = stage(tmp_path, day)
    found(tmp_path, warn=warn)
    assert all(str(staged) in message for message in caplog.messages)
    assert [record.levelno for record in caplog.records] == [logging.INFO] + [logging.WARNING] * warned
    assert ("not today's" in caplog.text) == bool(warned)


def test_indicators_are_left_out_and_names_like_them_are_not(tmp_path: Path) -> None:
    for name in ("cback.stage", "d/cback.x", "mycback.tar", "cback.d/file", "cback"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    contents = staging.scan(str(tmp_path))
    assert {file.name: file.size for file in contents.files} == {"mycback.tar": 11, "cback.d/file": 12, "cback": 5}
    assert not contents.refused


def test_links_to_files_are_files_and_all_that_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("four")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "device").symlink_to("/dev/null")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind(str(tmp_path / "socket"))
    contents = staging.scan(str(tmp_path))
    assert {file.name: file.size for file in contents.files} == {"file": 4, "link": 4}
    kinds = {"dangling": "no file", "loop": "directory", "device": "device", "pipe": "pipe", "socket": "socket"}
    assert contents.refused.keys() == kinds.keys()
    assert all(kind in contents.refused[name] for name, kind in kinds.items())


def test_a_second_run_is_kept_out_until_the_first_ends(tmp_path: Path) -> None:
    with staging.held(str(tmp_path)), pytest.raises(OSError, match="Another run"), staging.held(str(tmp_path)):
        pass
    with staging.held(str(tmp_path)):
        pass


@pytest.mark.parametrize("target", ["elsewhere", "nowhere"])
def test_a_day_that_is_a_link_is_refused_with_what_to_do(tmp_path: Path, target: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "day").symlink_to(target)
    with pytest.raises(OSError, match=r"day is a symbolic link.*make it a directory"):
        staging.held(str(tmp_path / "day")).__enter__()


@pytest.mark.parametrize("existing", ["nothing", "link", "hard link", "left over"])
def test_the_indicator_is_a_new_file_of_the_backup_user_whatever_stood_there(
    tmp_path: Path, account: Account, existing: str
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("kept")
    day = tmp_path / "day"
    day.mkdir()
    if existing == "link":
        (day / "cback.amazons3").symlink_to(victim)
    elif existing == "hard link":
        (day / "cback.amazons3").hardlink_to(victim)
    elif existing == "left over":
        (day / "cback.amazons3.new").symlink_to(victim)
    with staging.held(str(day)) as fd:
        staging.mark_stored(fd, account)
    made = (day / "cback.amazons3").lstat()
    assert (made.st_size, made.st_uid, made.st_gid) == (0, account.uid, account.gid)
    assert made.st_mode & 0o133 == 0
    assert os.listdir(day) == ["cback.amazons3"]
    assert victim.read_text() == "kept"
    assert victim.stat().st_uid == 0


def test_a_link_put_in_the_indicators_place_at_the_last_moment_is_not_followed(
    tmp_path: Path, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = tmp_path / "victim"
    victim.touch()
    day = tmp_path / "day"
    day.mkdir()
    monkeypatch.setattr(os, "unlink", lambda name, dir_fd: os.symlink(victim, name, dir_fd=dir_fd))
    with staging.held(str(day)) as fd, pytest.raises(FileExistsError):
        staging.mark_stored(fd, account)
    assert victim.stat().st_uid == 0
