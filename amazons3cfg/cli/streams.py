"""Standard input and output, which may be closed, full, or of a locale that lacks characters."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

import click

from amazons3cfg.cli.failure import CouldNotRun

_NO_READER = 141
"""The exit code where nobody reads any more what is written: 128 and SIGPIPE, as of programs that it ends."""
_STANDARD = (0, 1, 2)


def read_input() -> bytes:
    """Return all of standard input. Raises ``OSError``."""
    with _naming("<stdin>"):
        data: bytes = _open(sys.stdin).buffer.read()
        return data


def write(data: bytes) -> None:
    """Write bytes, such as a document's, whatever the locale. Raises ``OSError``."""
    with _naming("standard output"):
        stream = _open(sys.stdout)
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()


def show(text: str) -> None:
    """Write a line for people; what the locale lacks is escaped. Raises ``OSError``."""
    with _naming("standard output"):
        _open(sys.stdout)
        click.echo(text)


def show_exactly(text: str) -> None:
    """Write a line as it is. Raises ``OSError``, and ``CouldNotRun`` if the locale lacks a character."""
    with _naming("standard output"):
        encoding = _open(sys.stdout).encoding
    try:
        data = f"{text}\n".encode(encoding)
    except UnicodeEncodeError as error:
        lacking = text[error.start]
        raise CouldNotRun(f"{lacking!a} cannot be written in {encoding}; use a locale in UTF-8") from None
    write(data)


@contextmanager
def standard_streams() -> Iterator[None]:
    """Make the streams ready, and let Python find nothing at its end that cannot be written."""
    for descriptor in _STANDARD:
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # or the next file would get its number, and what is printed
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                if stream is not None and not stream.closed:
                    stream.flush()
            except OSError:
                _discard(stream)


@contextmanager
def ending_without_reader() -> Iterator[None]:
    """End silently when nobody reads what is written; click would have the exit code that a check has for mistakes."""
    try:
        yield
    except BrokenPipeError:
        raise click.exceptions.Exit(_NO_READER) from None


def _discard(stream: IO[str]) -> None:
    with suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


def _open(stream: Any) -> Any:
    if stream is None:
        raise OSError(errno.EBADF, "it is closed")
    return stream


@contextmanager
def _naming(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        error.filename = name
        raise
