"""Days that were missed, and a day that is named."""

import logging
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from amazons3action import days
from hypothesis import given
from hypothesis import strategies as st

TODAY = date(2026, 3, 4)


def put(root: Path, back: int, *indicators: str) -> str:
    """Make a day with these indicators; returns its name."""
    day = days.at(str(root), TODAY - timedelta(days=back))
    Path(day.path).mkdir(parents=True)
    for name in indicators:
        Path(day.path, name).touch()
    return day.name


def test_days_of_two_weeks_that_are_staged_and_not_stored_are_missed(tmp_path: Path) -> None:
    for back in (-1, 0, 1, 14, 15):
        put(tmp_path, back, "cback.stage")
    put(tmp_path, 2, "cback.stage", "cback.amazons3")
    put(tmp_path, 3)
    assert [day.name for day in days.missed(str(tmp_path), TODAY)] == ["2026/03/03", "2026/02/18"]


@given(st.dates(date(1, 2, 1), date(9999, 12, 1)))
def test_the_days_that_are_looked_at_follow_each_other(today: date) -> None:
    found = [day.day for day in days.around("/staging", today)]
    assert found[1] == today
    assert {later - earlier for later, earlier in pairwise(found)} == {timedelta(days=1)}
    assert len(found) == days.LOOK_BACK + 2


def test_the_warning_names_the_missed_days_but_not_the_one_that_is_stored_now(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for back in (1, 2, 5):
        put(tmp_path, back, "cback.stage")
    storing = days.at(str(tmp_path), TODAY - timedelta(days=1))
    days.warn_of_missed(str(tmp_path), TODAY, storing, "/etc/my conf")
    [record] = caplog.records
    assert record.levelno == logging.WARNING
    assert "2026/03/02" in record.getMessage()
    assert "2026/02/27" in record.getMessage()
    assert storing.name not in record.getMessage()
    assert f"{sys.executable} -m amazons3action store 2026/03/02 '/etc/my conf'" in record.getMessage()


def test_no_missed_day_is_no_reason_to_warn(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    put(tmp_path, 0, "cback.stage")
    days.warn_of_missed(str(tmp_path), TODAY, days.at(str(tmp_path), TODAY), "conf")
    assert caplog.records == []


def test_a_day_that_is_named_must_be_staged(tmp_path: Path) -> None:
    put(tmp_path, 3)
    with pytest.raises(OSError, match=r"2026/03/01 holds no cback.stage"):
        days.named(str(tmp_path), date(2026, 3, 1), again=True)


def test_a_day_that_is_stored_is_stored_again_only_on_request(tmp_path: Path) -> None:
    name = put(tmp_path, 3, "cback.stage", "cback.amazons3")
    with pytest.raises(OSError, match=r"2026/03/01 holds cback.amazons3.*--full"):
        days.named(str(tmp_path), date(2026, 3, 1), again=False)
    assert days.named(str(tmp_path), date(2026, 3, 1), again=True).name == name
