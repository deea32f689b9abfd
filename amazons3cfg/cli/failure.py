"""How a command ends that could not do what it was asked."""

from collections.abc import Iterator
from contextlib import contextmanager

import click


class CouldNotRun(click.ClickException):
    """Ends the command with its message on standard error and exit code 2."""

    exit_code = 2


@contextmanager
def failing_clearly() -> Iterator[None]:
    """Turn errors of the library and of the system into a message and exit code 2."""
    try:
        yield
    except ValueError as error:
        raise CouldNotRun(str(error)) from None
    except BrokenPipeError:
        raise  # who reads has seen enough
    except OSError as error:
        reason = error.strerror or str(error)
        raise CouldNotRun(f"{error.filename}: {reason}" if error.filename else reason) from None
