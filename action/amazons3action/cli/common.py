"""What the commands have in common: the arguments, and how they fail."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from amazons3action.configuration import DEFAULT_CONFIG

DAY = click.DateTime(["%Y-%m-%d", "%Y/%m/%d"])
"""A day, as a calendar or the path of a staging directory writes it."""

file_argument: Callable[[Callable[..., Any]], Callable[..., Any]] = click.argument(
    "file", default=DEFAULT_CONFIG, metavar=f"[{DEFAULT_CONFIG}]"
)
"""The argument that names the configuration file."""


class Refused(click.ClickException):
    """Why nothing was even tried; the exit code is 2."""

    exit_code = 2


def check_root() -> None:
    """Raise ``Refused`` for another user than root."""
    if os.geteuid() != 0:
        raise Refused("this must be run as root, as cback3 is at night: it runs commands as the backup user")


@contextmanager
def failing_in_one_line() -> Iterator[None]:
    """Let what goes wrong be told in one line, with the exit code 1."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise click.ClickException(str(error)) from None
