"""The days: those that were missed, and whether the one that is due could be stored."""

import math
import os
from collections.abc import Iterator
from heapq import nlargest
from operator import attrgetter

from amazons3cfg import Finding

from amazons3action import checks, days, rounds, staging
from amazons3action.contents import Contents, StagedFile, scan
from amazons3action.encrypt import check_lengths
from amazons3action.messages import reasons
from amazons3action.plan import target
from amazons3action.preflight.encryption import command_of
from amazons3action.preflight.site import Site
from amazons3action.preflight.troubles import DAY, ENCRYPT_LONG, LIMIT, MISSED, REFUSED, ROOM
from amazons3action.rounds import Kind, Room

_LONGEST_TREE = "cback.amazons3.0123456789abcdef/round.999999/tree"
"""Below the working directory, where a run has a file encrypted."""

# Of a million files, those that are most likely to be too long or too large: the time is short.
_MOST_TOLD = 20


def check_missed(site: Site) -> Iterator[Finding]:
    """Yield the days of the last two weeks that are staged and not stored."""
    missed = days.missed(site.staging_dir, site.today)
    if missed:
        said = f"staged and not stored: {', '.join(day.name for day in missed)}"
        each = "" if len(missed) == 1 else " each, here the first"
        yield site.trouble(MISSED, said, f"store it{each}: {days.how_to_store(missed[0], site.path)}")


def check_due(site: Site) -> Iterator[Finding]:
    """Yield what keeps the day that is due from being stored; where none is, of the latest day only its room."""
    day = due(site)
    shown = day or next(filter(days.is_staged, days.around(site.staging_dir, site.today)), None)
    if shown is None:
        return
    try:
        with staging.opened(shown) as fd:
            contents = scan(fd)
    except OSError as error:
        yield site.trouble(DAY, str(error))
        return
    if day and site.settings:
        yield from _check_contents(site, day, contents)
    yield from _check_room(site, shown, contents.files)


def due(site: Site) -> staging.Day | None:
    """Return the day that the next run stores, if nothing changes."""
    near = (days.at(site.staging_dir, day) for day in staging.near(site.today))
    return next((day for day in near if days.is_staged(day) and not days.is_stored(day)), None)


def _check_contents(site: Site, day: staging.Day, contents: Contents) -> Iterator[Finding]:
    assert site.settings  # noqa: S101 - for the type checker
    try:
        place = target(str(site.settings.s3Bucket), day.name)
    except ValueError:
        return  # the check has told
    try:
        refused = checks.refused(contents, day.path, place, site.account)
    except ValueError as error:
        yield site.trouble(REFUSED, str(error), "let the backup user enter it, with chown or chmod")
        return
    if refused:
        yield site.trouble(REFUSED, f"{day.path} holds files that cannot be stored: {reasons(refused)}")
    encryption = command_of(site)
    if encryption:
        tree = os.path.join(site.working_dir, _LONGEST_TREE)
        try:
            longest = nlargest(_MOST_TOLD, (file.name for file in contents.files), key=len)
            check_lengths(encryption, longest, day.path, tree)
        except ValueError as error:
            yield site.trouble(ENCRYPT_LONG, str(error))
    try:
        total = sum(file.size for file in contents.files)
        checks.check_size(total, site.settings, site.config, day.day, full=False)
    except ValueError as error:
        yield site.trouble(LIMIT, str(error))


def _check_room(site: Site, day: staging.Day, files: list[StagedFile]) -> Iterator[Finding]:
    """Yield the files that do not fit into the working directory, each by itself: rounds need no more."""
    if not (site.settings and os.path.isdir(site.working_dir)):
        return
    free = os.statvfs(site.working_dir)
    kind = Kind(bool(site.settings.encryptCommand), free.f_frsize)
    room = Room(free.f_bavail * free.f_frsize, free.f_favail if free.f_files else math.inf)
    too_large = rounds.too_large(nlargest(_MOST_TOLD, files, key=attrgetter("size")), kind, room)
    if too_large:
        said = f"{rounds.refusal(too_large, kind, room)} of {day.path} below {site.working_dir}"
        yield site.trouble(ROOM, f"{said}, and {room.bytes:.0f} bytes and {room.entries:.0f} files are free")
