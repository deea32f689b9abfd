"""What the commands have in common: the arguments, and how they fail."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import click
from amazons3cfg import LocalConfig
from amazons3cfg.reports.text import printable

from amazons3action import days
from amazons3action.configuration import DEFAULT_CONFIG, load


def a_day(text: str) -> date:
    """Return a day that is given as a calendar or the path of a staging directory writes it.

    Raises:
        click.BadParameter: it is none; tells how to write one.
    """
    found = re.fullmatch(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})", text)
    if not found:
        raise click.BadParameter(f"{text!r} is no day: write it as 2026-11-24.")
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        raise click.BadParameter(f"there is no such day as {text}.") from None


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


def read(file: str, day: date, *, again: bool) -> Any:
    """Return the configuration, by which ``day`` is staged, and not stored yet unless it shall be stored ``again``.

    Raises:
        Refused: that is not so.
    """
    try:
        config = load(file)
        if LocalConfig(xmlPath=file).amazons3 is None or config.options is None or config.stage is None:
            raise ValueError("it lacks a section: <amazons3>, <options> and <stage> are needed")
    except (ValueError, OSError) as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise Refused(printable(f"{file}: {reason}")) from None
    try:
        days.named(config.stage.targetDir, day, again=again)
    except OSError as error:
        raise Refused(printable(str(error))) from None
    return config


@contextmanager
def failing_in_one_line() -> Iterator[None]:
    """Let what goes wrong be told in one line, with the exit code 1."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise click.ClickException(str(error)) from None
