"""How a day's files are divided into rounds, each made ready and uploaded as a whole: rules only, no effects."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from amazons3action.contents import StagedFile
from amazons3action.names import readable

TREE = "tree"
"""The directory of a round that is uploaded as it is."""

LINKS = "d"
"""The directory of a round with links to the staged directories."""

FILES_A_START = 300
"""The fewest small files for an ``aws`` beside others: its start costs as much as about 150 of them."""

MOST_FILES = 20_000
"""The most files of a round, so that what is known of its files stays small."""

_BYTES_AS_A_FILE = 256 * 1024  # take as long to upload as what a request itself takes
_STARTS_A_CORE = 2
_MOST_STARTS = 16
_MEMORY_A_START = 100 * 1024 * 1024
_SHARE = 4  # of the free room a round takes one part in so many
# Where files are encrypted: while one round is uploaded the next one is made, and rounds get lighter towards the end,
# so that little is left to upload once all is encrypted. More starts would cost more than they save.
_ROUNDS_A_START = 2
_FEW_FILES = 1200
_PART_OF_REST = 0.4
_LIGHTEST_ENCRYPTED = 200
_LONGEST_IN_INODE = 59
_SHORT_NAME = 30  # its link fits into the inode, whatever the number of slashes
_LAST_LINK = 10**6
_ENTRY_BYTES = 64
_SHOWN = 10


class Room(NamedTuple):
    """What is free in a file system, or needed there: bytes, and entries (inodes)."""

    bytes: float
    entries: float

    def holds(self, needed: "Room") -> bool:
        """Tell whether there is enough for ``needed``."""
        return needed.bytes <= self.bytes and needed.entries <= self.entries

    def plus(self, other: "Room") -> "Room":
        """Return both together."""
        return Room(self.bytes + other.bytes, self.entries + other.entries)


class Round(NamedTuple):
    """Files that are made ready and uploaded together, and the room that takes."""

    number: int
    files: Sequence[StagedFile]
    needs: Room


class Kind(NamedTuple):
    """What is made of a file in the working directory: its encrypted form, or a link; and the size of a block there."""

    encrypted: bool
    block: int

    def size(self, file: StagedFile) -> int:
        """Return the bytes that are made of ``file``."""
        if self.encrypted:
            return (-(-file.size // self.block) + 1) * self.block  # one more for what encryption adds
        short = len(file.name) <= _SHORT_NAME and file.name.isascii()
        if short or len(os.fsencode(link(file.name, _LAST_LINK))) <= _LONGEST_IN_INODE:
            return _ENTRY_BYTES
        return self.block

    def directories(self, count: int) -> Room:
        """Return the room for ``count`` directories, and where there are links, one to the staged one each."""
        return Room(count * self.block, count) if self.encrypted else Room(2 * count * self.block, 2 * count)

    def needs(self, file: StagedFile) -> Room:
        """Return the room for a file alone, with the directories that lead to it."""
        return Room(self.size(file), 1).plus(self.directories(file.name.count("/")))


def link(name: str, directory: int) -> str:
    """Return what the link for ``name`` in the tree says; the link numbered ``directory`` leads to its directory.

    It is relative and short, since a long one takes a block of its own, which takes long to remove.
    """
    return f"{'../' * (name.count('/') + 1)}{LINKS}/{directory}/{name.rpartition('/')[2]}"


def in_order(files: Iterable[StagedFile], *, smallest_first: bool) -> list[StagedFile]:
    """Return the largest files first, so that all uploads end at about the same time.

    With ``smallest_first`` the smallest one that is not empty comes before all others, to be tried alone.
    """
    ordered = sorted(files, key=attrgetter("size"), reverse=True)
    if smallest_first:
        last = next((index for index in reversed(range(len(ordered))) if ordered[index].size), 0)
        ordered[:0] = [ordered.pop(last)] if ordered else []
    return ordered


def weight(files: Iterable[StagedFile]) -> int:
    """Return how many small files take as long to upload as ``files``."""
    return sum(1 + file.size // _BYTES_AS_A_FILE for file in files)


def at_once(weight: int, cores: int, memory: float) -> int:
    """Return how many ``aws`` upload at the same time.

    That is by what there is to upload, which is less than a start costs if it is little; by the cores, since
    each waits for a distant S3 half of its time; and by the free ``memory`` in bytes.
    """
    return max(
        1, min(weight // FILES_A_START, cores * _STARTS_A_CORE, int(min(memory / _MEMORY_A_START, _MOST_STARTS)))
    )


def too_large(files: Collection[StagedFile], kind: Kind, room: Room) -> list[StagedFile]:
    """Return the files that do not fit even alone."""
    deepest = max((file.name.count("/") for file in files), default=0)
    largest = max((file.size for file in files), default=0)
    if room.holds(Room(largest + 2 * kind.block, 1).plus(kind.directories(deepest))):
        return []  # as nearly always, and a look at each file takes seconds for a million
    return [file for file in files if not room.holds(kind.needs(file))]


def split(files: Sequence[StagedFile], kind: Kind, room: Room, at_once: int) -> Iterator[Round]:
    """Yield rounds in the order of ``files``, of about the same weight, or lighter towards the end if encrypted.

    Each takes at most a fixed share of the free ``room``, but for a file that needs more alone.
    """
    share = Room(room.bytes / _SHARE, room.entries / _SHARE)
    left = total = weight(files)
    number, first = 0, 0
    while first < len(files):
        end, needs = _round(files, first, kind, share, _heaviest(kind, left, total, at_once))
        yield Round(number, files[first:end], needs)
        left -= weight(files[first:end])
        number, first = number + 1, end


def _heaviest(kind: Kind, left: int, total: int, at_once: int) -> int:
    """Return the weight of the next round, where so much of the ``total`` is ``left``."""
    if not kind.encrypted:
        return max(FILES_A_START, -(-total // at_once))
    most = max(_FEW_FILES, total // (at_once * _ROUNDS_A_START))
    return max(_LIGHTEST_ENCRYPTED, min(most, int(left * _PART_OF_REST)))


def _round(files: Sequence[StagedFile], first: int, kind: Kind, share: Room, heaviest: int) -> tuple[int, Room]:
    """Return the end of the round that begins with the file numbered ``first``, and what it needs."""
    known = {""}
    needs = Room(0, 0)
    size = heavy = 0
    for end in range(first, len(files)):
        file = files[end]
        heavy += 1 + file.size // _BYTES_AS_A_FILE
        size += kind.size(file)
        entries = end - first + 1
        parent = file.name.rpartition("/")[0]
        while parent not in known:
            known.add(parent)
            parent = parent.rpartition("/")[0]
        directories = kind.directories(len(known) - 1)
        now = Room(size + directories.bytes, entries + directories.entries)
        if end > first and (heavy > heaviest or entries > MOST_FILES or not share.holds(now)):
            return end, needs
        needs = now
    return len(files), needs


def refusal(files: Sequence[StagedFile], kind: Kind, room: Room) -> str:
    """Return what to say of files that do not fit into the ``room``: the first few names, and what they need."""
    texts = []
    for file in files[:_SHOWN]:
        needs = kind.needs(file)
        entries = needs.entries > room.entries
        what = f"{needs.entries:.0f} files and directories" if entries else f"{needs.bytes:.0f} bytes"
        texts.append(f"{readable(file.name)!r} needs about {what}")
    more = f", and {len(files) - _SHOWN} more" if len(files) > _SHOWN else ""
    return f"{'Encrypting' if kind.encrypted else 'A link to'} {'; '.join(texts)}{more}"
