"""Which days are staged and not stored, and the one that a person names."""

import os
import shlex
import sys
from collections.abc import Iterator
from datetime import date, timedelta

from CedarBackup3.actions.constants import DIR_TIME_FORMAT, STAGE_INDICATOR

from amazons3action.messages import listed, logger
from amazons3action.staging import STORE_INDICATOR, Day

LOOK_BACK = 14
"""How many days before today are looked at for some that were never stored."""


def is_staged(day: Day) -> bool:
    """Tell whether Cedar Backup has staged the day to its end."""
    return os.path.exists(os.path.join(day.path, STAGE_INDICATOR))


def is_stored(day: Day) -> bool:
    """Tell whether the day is marked as stored."""
    return os.path.lexists(os.path.join(day.path, STORE_INDICATOR))


def around(target_dir: str, today: date) -> Iterator[Day]:
    """Yield tomorrow, today and the days of the last two weeks, the latest first, whether they are there or not."""
    for back in range(-1, LOOK_BACK + 1):
        yield at(target_dir, today - timedelta(days=back))


def at(target_dir: str, day: date) -> Day:
    """Return the place of ``day`` below the directory of all staged days."""
    return Day(os.path.join(target_dir, day.strftime(DIR_TIME_FORMAT)), day)


def missed(target_dir: str, today: date) -> list[Day]:
    """Return the days before today, the latest first, that are staged and not stored."""
    return [day for day in around(target_dir, today) if day.day < today and is_staged(day) and not is_stored(day)]


def named(target_dir: str, day: date, *, again: bool) -> Day:
    """Return ``day``, which is staged, and not stored yet unless it shall be stored ``again``.

    Raises:
        OSError: it is not staged, or stored already.
    """
    found = at(target_dir, day)
    if not is_staged(found):
        raise OSError(f"{found.path} holds no {STAGE_INDICATOR}: the day is not staged there, or not to its end.")
    if is_stored(found) and not again:
        raise OSError(
            f"{found.path} holds {STORE_INDICATOR}: the day is stored. Use --full to store it again, "
            f"or preflight --dry-run {day} to see only what that would change."
        )
    return found


def how_to_store(day: Day, config_path: str) -> str:
    """Return the command that stores a day by hand, as a shell takes it."""
    return shlex.join([sys.executable, "-m", "amazons3action", "store", day.name, config_path])


def warn_of_missed(target_dir: str, today: date, storing: Day, config_path: str) -> None:
    """Log a warning that names the days before today that nobody has stored, other than the one at hand."""
    others = [day for day in missed(target_dir, today) if day.day != storing.day]
    if others:
        logger.warning(
            "These days are staged and not stored: %s. Store each in this way: %s",
            listed([day.name for day in others]),
            how_to_store(others[0], config_path),
        )
