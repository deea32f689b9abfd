"""``amazons3cfg schema``: print a schema."""

import click

from amazons3cfg.cli.streams import write
from amazons3cfg.schemas.files import SCHEMA_FILES, schema_path


@click.command("schema")
@click.argument("name", type=click.Choice(list(SCHEMA_FILES)), default="section")
def schema_command(name: str) -> None:
    """Print a schema.

    It is the XSD 1.0 of the <amazons3> section, the XSD 1.1 of a whole document, an XSD 1.0 of it for editors, or the
    JSON Schema of its data.
    """
    write(schema_path(name).read_bytes())
