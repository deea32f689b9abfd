"""``amazons3cfg schema``: print a schema, write all, or tell where they are."""

from pathlib import Path

import click

from amazons3cfg.cli.failure import failing_clearly
from amazons3cfg.cli.streams import show, write
from amazons3cfg.schemas.files import CATALOG, SCHEMA_FILES, schema_path


@click.command("schema", short_help="Print a schema, or write all into a directory.")
@click.argument("name", type=click.Choice(list(SCHEMA_FILES)), required=False)
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write all into a directory, which is made if it is not there, with the catalog for editors.",
)
@click.option("--path", "where", is_flag=True, help="Print where the file is, or without NAME the directory of all.")
def schema_command(name: str | None, output: Path | None, where: bool) -> None:
    """Print a schema, which needs no other file.

    NAME is section, the XSD 1.0 of the <amazons3> section, and without it that; document, the XSD 1.1 of a whole
    document; editors, an XSD 1.0 of it; or json, the JSON Schema of its data.
    """
    if output and (name or where):
        raise click.UsageError("--output writes all schemas: use it without a name, and without --path")
    path = schema_path(name or "section")
    if where:
        show(str(path if name else path.parent))
    elif output:
        files = [*SCHEMA_FILES.values(), CATALOG]
        with failing_clearly():
            output.mkdir(parents=True, exist_ok=True)
            for file in files:
                (output / file).write_bytes((path.parent / file).read_bytes())
        click.echo(f"{output}: written: {', '.join(files)}", err=True)
    else:
        write(path.read_bytes())
