"""``store``: store one day that is staged."""

import logging
import sys
from datetime import date

import click

from amazons3action.action import store
from amazons3action.cli.common import a_day, check_root, failing_in_one_line, file_argument, read
from amazons3action.cli.rehearsal import show_rehearsal
from amazons3action.messages import logger


@click.command("store")
@click.argument("day", type=a_day, metavar="DAY")
@file_argument
@click.option("--full", is_flag=True, help="As a full backup, and again if the day is stored already.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be uploaded, replaced and removed.")
def store_command(day: date, file: str, full: bool, dry_run: bool) -> None:
    """Store the staging directory of DAY (2026-11-24) in Amazon S3, as cback3 does with the day that is due.

    The exit code is 0 once it is stored, verified and marked, 1 if it is not, 2 if nothing was tried.
    """
    check_root()
    if dry_run:
        show_rehearsal(file, day, again=full, full=full)
        return
    config = read(file, day, again=full)
    _log_to_screen()
    with failing_in_one_line():
        store(file, config, full=full, day=day)


def _log_to_screen() -> None:
    """Show what the action logs, which at night goes to Cedar Backup's log."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
