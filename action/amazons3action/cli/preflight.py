"""``preflight``: tell by day whether the next night will work."""

from datetime import date
from importlib import import_module

import click
from amazons3cfg.reports import REPORTS
from amazons3cfg.reports.text import printable

from amazons3action.cli.common import a_day, check_root, file_argument
from amazons3action.cli.rehearsal import show_rehearsal
from amazons3action.preflight import CATALOGUE, SECONDS, preflight


@click.command("preflight")
@file_argument
@click.option("--format", "form", type=click.Choice(REPORTS), default="text", help="How to report.")
@click.option("--read-only", is_flag=True, help="Write nothing to the bucket, and only list it.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=1),
    default=SECONDS,
    show_default=True,
    help="How long the commands that are tried may take together.",
)
@click.option(
    "--dry-run",
    "day",
    type=a_day,
    metavar="DAY",
    help="Only tell what storing the staged DAY would upload, replace and remove.",
)
@click.pass_context
def preflight_command(
    context: click.Context,
    file: str,
    form: str,
    read_only: bool,
    strict: bool,
    seconds: float,
    day: date | None,
) -> None:
    """Tell whether the next backup will work, without changing anything that lasts.

    Looks at the configuration, the backup user, the directories, the encrypt command, aws, the bucket, and at the days
    that are staged. The exit code is 0 if all is well, 1 if something was found, 2 if nothing could be looked at.
    """
    check_root()
    if day:
        show_rehearsal(file, day, again=True, full=False)
        return
    result = preflight(file, read_only=read_only, seconds=seconds)
    for line in import_module(f"amazons3cfg.reports.{form}").render([result], CATALOGUE):
        click.echo(line)
    if result.unreadable:
        click.echo(f"Error: {printable(f'{file}: {result.findings[0].message}')}", err=True)
        context.exit(2)
    context.exit(1 if result.failed or (strict and result.findings) else 0)
