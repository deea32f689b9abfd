"""``amazons3cfg diff``: compare two configurations."""

import sys
from collections.abc import Sequence

import click

from amazons3cfg.cli.files import STDIN, complete_file
from amazons3cfg.cli.opening import opened
from amazons3cfg.cli.streams import show
from amazons3cfg.editing.comparing import Difference, differences
from amazons3cfg.reports.text import printable

_SECTION = "amazons3/"


@click.command("diff", short_help="Compare two configurations by what they mean.")
@click.argument("a", shell_complete=complete_file)
@click.argument("b", shell_complete=complete_file)
def diff_command(a: str, b: str) -> None:
    """Compare two configurations by what they mean; 1 GB is the same as 1073741824.

    The exit code is 0 if they are the same, 1 if they differ. The files may be in any format. Of two in XML, all
    sections are compared; JSON, YAML and TOML hold <amazons3> only, and no other is compared then.
    """
    if a == b == STDIN:
        raise click.UsageError("standard input can be read once: name a file for one of the two")
    left, right = opened(a), opened(b)
    found = list(differences(left.configuration, right.configuration))
    data = next((name for name, each in ((a, left), (b, right)) if each.form != "xml"), None)
    if data is not None:
        found = [each for each in found if each.path.startswith(_SECTION)]
        if left.others or right.others:
            click.echo(printable(f"only the <amazons3> sections are compared: {data} holds no other"), err=True)
    for each in found:
        show(printable(_line(each)))
    if found:
        sys.exit(1)
    show("same")


def _line(difference: Difference) -> str:
    path = difference.path.removeprefix(_SECTION)
    if not difference.old and not difference.new:
        return f"{path}: differs"
    old, new = (_shown(texts, difference.is_secret) for texts in (difference.old, difference.new))
    return f"{path}: {old} -> {new}"


def _shown(texts: Sequence[str], is_secret: bool) -> str:
    return ", ".join("(hidden)" if is_secret else text for text in texts) or "-"
