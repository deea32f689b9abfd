"""The configuration file as the commands take it: read by Cedar Backup, as ``cback3`` reads it at night."""

import os
from collections.abc import Callable
from typing import Any

import click
from CedarBackup3.cli import DEFAULT_CONFIG, setupPathResolver
from CedarBackup3.config import Config

file_argument: Callable[[Callable[..., Any]], Callable[..., Any]] = click.argument(
    "file", default=DEFAULT_CONFIG, metavar=f"[{DEFAULT_CONFIG}]"
)
"""The argument that names the configuration file."""


class Failure(click.ClickException):
    """What could not be done, in one line; the exit code is 1."""


class Refused(click.ClickException):
    """Why nothing was even tried; the exit code is 2."""

    exit_code = 2


def check_root() -> None:
    """Raise ``Refused`` for another user than root."""
    if os.geteuid() != 0:
        raise Refused("this must be run as root, as cback3 is at night: it runs commands as the backup user")


def load(path: str) -> Any:
    """Return Cedar Backup's configuration, and let its commands be found where that says.

    Raises:
        ValueError: Cedar Backup refuses the file, or an action's part of it.
        OSError: the file cannot be read.
    """
    config = Config(xmlPath=path)
    setupPathResolver(config)
    return config
