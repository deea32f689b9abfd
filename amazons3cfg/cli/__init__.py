"""The command ``amazons3cfg``; each sub-command is a module of this package."""

import click

from amazons3cfg.cli.check import check_command
from amazons3cfg.cli.schema import schema_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="amazons3cfg", message="%(prog)s %(version)s")
def main() -> None:
    """Check the <amazons3> section of Cedar Backup configuration files."""


main.add_command(check_command)
main.add_command(schema_command)
