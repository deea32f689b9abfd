"""``amazons3cfg schema``: print a schema."""

from typing import cast

import click

from amazons3cfg.schema import SchemaName, schema_path


@click.command("schema")
@click.argument("name", type=click.Choice(["section", "document"]), default="section")
def schema_command(name: str) -> None:
    """Print the XSD of the <amazons3> section (1.0), or of a whole document (1.1)."""
    click.echo(schema_path(cast("SchemaName", name)).read_text("utf-8"), nl=False)
