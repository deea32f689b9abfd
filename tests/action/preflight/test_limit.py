"""The limit of time for a command."""

import signal
import time

import pytest
from amazons3action.preflight.limit import within


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(TimeoutError, match="within 0 s"), within(0.05):
        time.sleep(1000)


def test_what_ends_in_time_is_left_alone_and_the_alarm_is_as_it_was() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with within(1000):
        assert signal.getsignal(signal.SIGALRM) != before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == before


def test_another_error_passes() -> None:
    with pytest.raises(ValueError, match="another"), within(1000):
        raise ValueError("another")
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
