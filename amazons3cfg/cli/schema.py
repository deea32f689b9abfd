"""``amazons3cfg schema``: print a schema."""

from typing import TYPE_CHECKING, cast

import click

if TYPE_CHECKING:
    from amazons3cfg.schema import SchemaName


@click.command("schema")
@click.argument("name", type=click.Choice(["section", "document"]), default="section")
def schema_command(name: str) -> None:
    """Print the XSD of the <amazons3> section (1.0), or of a whole document (1.1)."""
    from amazons3cfg.schema import schema_path  # reading package resources is slow to import

    click.echo(schema_path(cast("SchemaName", name)).read_bytes(), nl=False)
