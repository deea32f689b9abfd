"""A copy of a file for an editor, beside it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Self

import click
from attrs import define


@define(slots=True)
class Copy:
    """A copy that only its owner can read, since a file may hold passwords; it goes at the end."""

    path: Path
    old: bytes
    is_wanted: bool = True
    """Whether what was changed in it is to be kept if the end comes early."""

    @classmethod
    @contextmanager
    def of(cls, file: Path, data: bytes) -> Iterator[Self]:
        """Yield a copy beside ``file``, or where its links lead, under a name that nobody has. Raises ``OSError``."""
        target = Path(os.path.realpath(file))
        copy = cls(_written(target, data), data)
        try:
            yield copy
        finally:
            copy._end()

    def read(self) -> bytes:
        """Return what it holds. Raises ``OSError``."""
        return self.path.read_bytes()

    def _end(self) -> None:
        if self.is_wanted and self.path.exists() and self.read() != self.old:
            with suppress(OSError):  # the terminal may be gone
                click.echo(f"what you wrote is in {self.path}", err=True)
        else:
            self.path.unlink(missing_ok=True)


def _written(target: Path, data: bytes) -> Path:
    for number in count(1):
        path = target.with_name(f"{target.name}.edit{number if number > 1 else ''}")
        with suppress(FileExistsError):
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            return path
    raise AssertionError  # for the type checker: numbers do not end
