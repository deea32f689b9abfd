"""The choice of the staging directory, how it is opened, and the indicator."""

import logging
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from amazons3action import staging
from amazons3action.account import Account
from amazons3action.staging import Day

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


def test_a_second_run_is_kept_out_until_the_first_ends(tmp_path: Path) -> None:
    day = Day(str(stage(tmp_path, "today")), TODAY)
    with staging.held(day), pytest.raises(OSError, match="Another run"), staging.held(day):
        pass
    with staging.held(day):
        pass


@pytest.mark.parametrize("target", ["elsewhere", "nowhere"])
@pytest.mark.parametrize("part", ["2026", "2026/03", "2026/03/01"])
def test_a_day_below_a_link_is_refused_with_what_to_do(tmp_path: Path, part: str, target: str) -> None:
    path = stage(tmp_path / "staging", "today")
    (tmp_path / "staging" / part).rename(tmp_path / "elsewhere")
    (tmp_path / "staging" / part).symlink_to(tmp_path / target)
    with pytest.raises(OSError, match=rf"staging/{part} is a symbolic link.*make it a directory"):
        staging.held(Day(str(path), TODAY)).__enter__()


def test_the_directory_of_all_days_may_be_a_link(tmp_path: Path) -> None:
    stage(tmp_path / "elsewhere", "today")
    (tmp_path / "staging").symlink_to("elsewhere")
    with staging.held(staging.find(str(tmp_path / "staging"), TODAY, full=False, warn_midnite=False)) as fd:
        assert os.listdir(fd) == ["cback.stage"]


@pytest.mark.parametrize("name", ["cback.amazons3", "cback.amazons3.new"])
def test_a_directory_in_the_indicators_place_is_told_at_the_start(tmp_path: Path, name: str) -> None:
    day = stage(tmp_path, "today")
    (day / name).mkdir()
    with pytest.raises(ValueError, match=rf"{day}/{name} is a directory, .*rename it\.$"):
        staging.held(Day(str(day), TODAY)).__enter__()


@pytest.mark.parametrize("existing", ["nothing", "link", "hard link", "left over"])
def test_the_indicator_is_a_new_file_of_the_backup_user_whatever_stood_there(
    tmp_path: Path, account: Account, existing: str
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("kept")
    day = stage(tmp_path, "today")
    if existing == "link":
        (day / "cback.amazons3").symlink_to(victim)
    elif existing == "hard link":
        (day / "cback.amazons3").hardlink_to(victim)
    elif existing == "left over":
        (day / "cback.amazons3.new").symlink_to(victim)
    with staging.held(Day(str(day), TODAY)) as fd:
        staging.mark_stored(fd, account)
    made = (day / "cback.amazons3").lstat()
    assert (made.st_size, made.st_uid, made.st_gid) == (0, account.uid, account.gid)
    assert made.st_mode & 0o133 == 0
    assert set(os.listdir(day)) == {"cback.stage", "cback.amazons3"}
    assert victim.read_text() == "kept"
    assert victim.stat().st_uid == 0


def test_a_link_put_in_the_indicators_place_at_the_last_moment_is_not_followed(
    tmp_path: Path, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = tmp_path / "victim"
    victim.touch()
    day = stage(tmp_path, "today")
    monkeypatch.setattr(os, "unlink", lambda name, dir_fd: os.symlink(victim, name, dir_fd=dir_fd))
    with staging.held(Day(str(day), TODAY)) as fd, pytest.raises(FileExistsError):
        staging.mark_stored(fd, account)
    assert victim.stat().st_uid == 0
