"""Sends a day's files in rounds: while one is uploaded the next is made ready, and what is uploaded leaves the disk."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from amazons3cfg import EncryptCommand

from amazons3action import etag, plan, rounds
from amazons3action.account import Account
from amazons3action.command import cores, free_memory
from amazons3action.contents import StagedFile
from amazons3action.encrypt import check_lengths, encrypt
from amazons3action.messages import Progress, listed
from amazons3action.names import argument
from amazons3action.plan import Sent, Target
from amazons3action.rounds import LINKS, TREE, Kind, Room, Round
from amazons3action.s3 import Client
from amazons3action.uploads import Uploads
from amazons3action.workspace import Workspace


class Source(NamedTuple):
    """What is sent: files of a staging directory, as they are or encrypted, by way of a workspace of the account's."""

    directory: str
    files: Sequence[StagedFile]
    encryption: EncryptCommand | None
    space: Workspace
    account: Account

    @property
    def path_of(self) -> Callable[[str], str] | None:
        """Where what was sent under a key can be read once more; None where it was encrypted, and is gone."""
        return None if self.encryption else lambda key: os.path.join(self.directory, argument(key))


def send(source: Source, client: Client, target: Target, begin: Callable[[], None]) -> dict[str, Sent]:
    """Upload the files, and return what was sent by key. ``begin`` is called before the first of them.

    Raises:
        ValueError: the encrypt command is too long with a file's name; nothing was sent.
        OSError: there is not enough room, so nothing was sent; or something failed on the way: tells which objects an
            earlier backup of the day no longer has as they were.
    """
    kind, room = _room(source)
    if source.encryption:
        tree = os.path.join(source.space.path, "round.999999", TREE)
        check_lengths(source.encryption, (file.name for file in source.files), source.directory, tree)
    todo = rounds.in_order(source.files, smallest_first=kind.encrypted)
    at_once = rounds.at_once(rounds.weight(todo), cores(), free_memory())
    total = sum(file.size for file in todo)
    encrypting = Progress("Encrypting", len(todo), total) if source.encryption else None
    sending = _Sending(source, client, target)
    try:
        with Uploads(at_once, room) as uploads:
            for each in rounds.split(todo, kind, room, at_once):
                uploads.make_room(each.needs)
                sizes = _make_ready(source, each, encrypting)
                if not each.number:
                    begin()
                    sending.progress = Progress("Uploading", len(todo), total)
                uploads.start(partial(sending.upload, each, sizes, uploads), each.needs)
            if encrypting:
                encrypting.finish()
            uploads.finish()
    except OSError as error:
        raise OSError(f"{str(error).rstrip('.')}.{sending.replaced()}") from None
    if not todo:
        begin()
    elif sending.progress:
        sending.progress.finish()
    return sending.sent


def _room(source: Source) -> tuple[Kind, Room]:
    """Return what each file is made into, and what is free for it.

    Raises:
        OSError: a file does not fit.
    """
    free = source.space.free()
    kind = Kind(source.encryption is not None, free.f_frsize)
    room = Room(free.f_bavail * free.f_frsize, free.f_favail if free.f_files else float("inf"))
    too_large = rounds.too_large(source.files, kind, room)
    if too_large:
        few = any(kind.needs(file).entries > room.entries for file in too_large)
        free_files = f" and {room.entries:.0f} files" if few else ""
        raise OSError(
            f"{rounds.refusal(too_large, kind, room)} below {os.path.dirname(source.space.path)}, and {room.bytes:.0f} "
            f"bytes{free_files} are free; nothing was sent."
        )
    return kind, room


def _make_ready(source: Source, each: Round, encrypting: Progress | None) -> Mapping[str, int]:
    """Put a round's encrypted files, or links to the staged ones, into a workspace of its own; returns their sizes."""
    space = source.space.inside(_name(each))
    staged = {file.name: file.size for file in each.files}
    if source.encryption and encrypting:
        first = not each.number
        return encrypt(
            source.encryption, staged, source.directory, space, source.account, encrypting, first_alone=first
        )
    directories: dict[str, int] = {}
    space.parents([f"{TREE}/", f"{LINKS}/", *(f"{TREE}/{name}" for name in staged)])
    for name in staged:
        parent = name.rpartition("/")[0]
        if parent not in directories:
            directories[parent] = len(directories)
            space.link(f"{LINKS}/{directories[parent]}", os.path.join(source.directory, parent))
        space.link(f"{TREE}/{name}", rounds.link(name, directories[parent]))
    space.give(source.account)
    return staged


class _Sending:
    """What has been sent, and what is being sent."""

    def __init__(self, source: Source, client: Client, target: Target) -> None:
        self._source = source
        self._client = client
        self._target = target
        self._uploaded: dict[int, list[str]] = {}
        self.sent: dict[str, Sent] = {}
        self.progress: Progress | None = None

    def upload(self, each: Round, sizes: Mapping[str, int], uploads: Uploads) -> None:
        """Upload a round, keep what is to be known of its files, and remove them from the workspace."""
        name = _name(each)
        path = os.path.join(self._source.space.path, name, TREE)
        uploaded = self._uploaded.setdefault(each.number, [])
        keys = {plan.key(file): size for file, size in sizes.items()}
        path_of = self._source.path_of or (lambda key: os.path.join(path, argument(key)))

        def done(key: str) -> None:
            uploaded.append(key)
            if self.progress:
                self.progress.done(keys.get(key, 0))

        paths = {key: path_of(key) for key in keys}
        with etag.computing(paths, keys, self._source.account, uploads.stopped) as etags:
            self._client.upload(path, self._target, done)
        self.sent.update((key, Sent(size, etags.get(key, ""))) for key, size in keys.items())
        del self._uploaded[each.number]
        self._source.space.remove(name)

    def replaced(self) -> str:
        """Tell what an earlier backup of the day no longer has as it was, behind what went wrong."""
        keys = [*self.sent, *(key for uploaded in self._uploaded.values() for key in uploaded)]
        if not keys:
            return ""
        return f" Of an earlier backup of the day, {len(keys)} objects are replaced if it had them: {listed(keys)}."


def _name(each: Round) -> str:
    return f"round.{each.number}"
