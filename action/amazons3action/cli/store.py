"""``store``: store one day that is staged."""

import logging
import sys
from datetime import datetime

import click

from amazons3action.action import store
from amazons3action.cli.configuration import Failure, check_root, file_argument, load
from amazons3action.messages import logger

DAY = click.DateTime(["%Y-%m-%d", "%Y/%m/%d"])
"""A day, as a calendar or the path of a staging directory writes it."""


@click.command("store")
@click.argument("day", type=DAY, metavar="DAY")
@file_argument
@click.option("--full", is_flag=True, help="As a full backup, and again if the day is stored already.")
def store_command(day: datetime, file: str, full: bool) -> None:
    """Store the staging directory of DAY (2026-11-24) in Amazon S3, as cback3 does with the day that is due.

    The exit code is 0 once it is stored, verified and marked, 1 if it is not, 2 if nothing was tried.
    """
    check_root()
    _log_to_screen()
    try:
        store(file, load(file), full=full, day=day.date())
    except (ValueError, OSError) as error:
        raise Failure(str(error)) from None


def _log_to_screen() -> None:
    """Show what the action logs, which at night goes to Cedar Backup's log."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
