"""What will be stored under which key, and how a listing differs from it: rules only, no effects."""

import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from amazons3cfg import NOT_XML, BucketPath, FieldError
from CedarBackup3.util import displayBytes

MAX_KEY_BYTES = 1024
"""The most that S3 takes for a key, in bytes of UTF-8."""


class Target(NamedTuple):
    """Where a day's files go: a bucket, and what their keys begin with, which ends in a slash."""

    bucket: str
    prefix: str

    @property
    def uri(self) -> str:
        """The target as ``aws s3`` takes it."""
        return f"s3://{self.bucket}/{self.prefix}"


class Listed(NamedTuple):
    """An object as S3 lists it: its size in bytes and its ETag, without quotes."""

    size: int
    etag: str


class Sent(NamedTuple):
    """A file that was sent: its size in bytes, and the ETag that S3 usually gives to it, empty if that is not known."""

    size: int
    etag: str


class Difference:
    """How a listing differs from what was sent: the keys concerned, when each object has been taken."""

    def __init__(self, sent: Mapping[str, Sent]) -> None:
        """Expect the files ``sent``, which are given by key."""
        self._sent = sent
        self.missing = set(sent)
        self.wrong_size: list[str] = []
        self.other_etag: dict[str, Listed] = {}
        """Objects of the right size, whose content has to be looked at."""
        self.extra: list[str] = []

    def take(self, key: str, found: Listed) -> None:
        """Compare an object.

        Keys that end in a slash are no files but the folders that some tools make, for the day itself too; they are
        left alone.
        """
        sent = self._sent.get(key)
        if sent is None:
            if key and not key.endswith("/"):
                self.extra.append(key)
            return
        self.missing.discard(key)
        if found.size != sent.size:
            self.wrong_size.append(key)
        elif found.etag != sent.etag:
            self.other_etag[key] = found


def target(bucket: str, day: str) -> Target:
    """Return where the files of ``day`` (``YYYY/MM/DD``) go for the configured ``bucket`` or ``bucket/prefix``.

    Raises:
        ValueError: ``aws`` would understand the text differently; tells what to write instead.
    """
    try:
        path = BucketPath.parse(bucket)
    except FieldError as error:
        reasons = "; and ".join(finding.sentence for finding in error.findings)
        raise ValueError(f"Cannot store to s3_bucket {bucket!r}: {reasons}.") from None
    return Target(path.bucket, f"{path.prefix}/{day}/" if path.prefix else f"{day}/")


def key(name: str) -> str:
    """Return the key of a file, behind the prefix: the bytes of its name, read as UTF-8.

    Raises:
        UnicodeDecodeError: the bytes are not UTF-8.
    """
    return name if name.isascii() else os.fsencode(name).decode()


def refused_names(names: Iterable[str], prefix: str) -> dict[str, str]:
    """Return those of ``names`` that cannot be a key behind ``prefix``, with the reasons."""
    room = MAX_KEY_BYTES - len(prefix.encode())
    reasons = {}
    for name in names:
        try:
            text = key(name)
        except UnicodeDecodeError:
            reasons[name] = "not UTF-8, as keys are"
            continue
        found = NOT_XML.search(text)  # S3 lists and deletes objects in XML
        if found:
            reasons[name] = f"holds the character U+{ord(found[0]):04X}, which S3 cannot list or delete"
        elif len(text.encode()) > room:
            reasons[name] = f"{len(text.encode())} bytes long, and S3 has room for {room} behind {prefix!r}"
    return reasons


def check_size(total: int, limit: float | None, kind: str) -> None:
    """Compare ``total`` bytes with the ``limit`` in bytes for the ``kind`` of backup (full or incremental).

    Raises:
        ValueError: the total is over the limit.
    """
    if limit is not None and total > limit:
        raise ValueError(
            f"The staging directory holds {displayBytes(total)} ({total} bytes), over the {kind} backup size "
            f"limit of {displayBytes(limit)} ({limit:.0f} bytes); nothing was sent."
        )
