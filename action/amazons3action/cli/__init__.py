"""The command ``python -m amazons3action``, for a person by day; a module here for each sub-command."""

import click

from amazons3action.cli.preflight import preflight_command
from amazons3action.cli.store import store_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="amazons3action", message="%(prog)s %(version)s")
def main() -> None:
    """Store days that were missed, and tell by day whether the next night will work."""


main.add_command(preflight_command)
main.add_command(store_command)
