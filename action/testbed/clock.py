"""Time zones in which local time is what a run needs, now.

The clock itself is left alone: requests to S3 tell when they were signed, which a server checks.
"""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Clock:
    """A time zone, as the variable ``TZ`` takes it; the date there when it was made, and when clocks next turn over.

    They do so at midnight, or where they are put.
    """

    zone: str
    today: date
    end: float

    def wait(self) -> None:
        """Wait until they have turned over."""
        time.sleep(max(0.0, self.end - time.time()))


def local_time(since_midnight: timedelta) -> Clock:
    """Make a zone in which it is now that long after midnight."""
    now = _utc()
    offset = _offset(now, since_midnight)
    return Clock(f"STD{_west(offset)}", (now + offset).date(), (now + DAY - since_midnight).timestamp())


def local_time_before(since_midnight: timedelta, jump: timedelta, after: timedelta) -> Clock:
    """Make a zone in which it is now that long after midnight, and clocks are put by ``jump`` after that time."""
    now = _utc()
    offset = _offset(now, since_midnight)
    return Clock(_zone(offset, now + after, jump), (now + offset).date(), (now + after).timestamp())


def local_time_after(since_midnight: timedelta, jump: timedelta, before: timedelta) -> Clock:
    """Make a zone in which it is now that long after midnight, and clocks were put by ``jump`` that long ago."""
    now = _utc()
    offset = _offset(now, since_midnight)
    zone = _zone(offset - jump, now - before, jump)
    return Clock(zone, (now + offset).date(), (now + DAY - since_midnight).timestamp())


def _utc() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _offset(now: datetime, since_midnight: timedelta) -> timedelta:
    """Return what to add to UTC; within 12 hours, as programs expect."""
    there = timedelta(hours=now.hour, minutes=now.minute, seconds=now.second)
    return (since_midnight - there + DAY / 2) % DAY - DAY / 2


def _zone(offset: timedelta, change: datetime, jump: timedelta) -> str:
    """Write a zone whose clocks are put by ``jump`` at a moment, and back half a year from it (POSIX, 8.3)."""
    standard, summer = sorted((offset, offset + jump))
    at = change + offset
    day = at.timetuple().tm_yday - 1
    rules = f"{day}/{at:%H:%M:%S}", f"{(day + 183) % 365}"
    begin, end = rules if jump > timedelta() else reversed(rules)
    return f"STD{_west(standard)}DST{_west(summer)},{begin},{end}"


def _west(offset: timedelta) -> str:
    """Write an offset as POSIX has it, where west of Greenwich is positive."""
    sign = "-" if offset > timedelta() else ""
    return f"{sign}{abs(offset)}"
