"""``amazons3cfg set``, ``init`` and ``convert``: change a configuration file, or make one."""

from pathlib import Path
from typing import Any

import click

from amazons3cfg.cli.failure import CouldNotRun, failing_clearly
from amazons3cfg.cli.fields import assignment, complete_assignment, complete_field, field_name
from amazons3cfg.cli.files import STDIN
from amazons3cfg.cli.reading import FORMATS, load, open_document
from amazons3cfg.cli.writing import finish, finish_document, writing_options
from amazons3cfg.editing import ConfigDocument
from amazons3cfg.editing.saving import save
from amazons3cfg.source import decode

_EMPTY = b'<?xml version="1.0" encoding="UTF-8"?>\n<cb_config>\n</cb_config>\n'

_assignments = click.argument(
    "assignments",
    nargs=-1,
    metavar="[FIELD=VALUE]...",
    callback=lambda context, parameter, texts: [assignment(text) for text in texts],
    shell_complete=complete_assignment,
)

_force = click.option("--force", is_flag=True, help="Write values that a check would refuse, too.")


@click.command("set")
@click.argument("file")
@_assignments
@click.option(
    "--unset",
    multiple=True,
    metavar="FIELD",
    callback=lambda context, parameter, texts: [field_name(text) for text in texts],
    shell_complete=complete_field,
    help="Remove a field; may be repeated.",
)
@_force
@writing_options
def set_command(file: str, assignments: list[tuple[str, Any]], unset: list[str], force: bool, **options: Any) -> None:
    """Change fields of a configuration file, and nothing else in it.

    A value is written as in the file: warn_midnite=Y, full_size_limit='2.5 GB'; an empty one clears the field.
    FILE may be -: from standard input to standard output.
    """
    if not assignments and not unset:
        raise click.UsageError("say what to change: FIELD=VALUE or --unset FIELD")
    with failing_clearly():
        document = open_document(file)
        old = document.text
        values = dict([*assignments, *((name, None) for name in unset)])
        if len(values) < len(assignments) + len(unset):
            raise click.UsageError("a field is named twice")
        _judge(values, force)
        for name, value in assignments:
            document.set(name, value)
        for name in unset:
            document.remove(name)
        finish_document(file, old, document, **options)


@click.command("init")
@click.argument("file")
@_assignments
@click.option("--action", is_flag=True, help="Add the extension action that uses the section, too.")
@_force
@writing_options
def init_command(file: str, assignments: list[tuple[str, Any]], action: bool, force: bool, **options: Any) -> None:
    """Add a section with comments that explain it to a configuration file, which is made if it is not there."""
    with failing_clearly():
        _judge(dict(assignments), force)
        new = file != STDIN and not Path(file).exists()
        document = ConfigDocument(_EMPTY, file) if new else open_document(file)
        old = None if new else document.text
        if document.section is not None:
            raise CouldNotRun(f"{file}: there is an <amazons3> section already; change it with: amazons3cfg set")
        document.add_section(dict(assignments))
        if action:
            document.add_action()
        finish_document(file, old, document, **options)


def _judge(values: dict[str, Any], force: bool) -> None:
    """Tell what a check would say of the values; errors end the command, unless forced."""
    from amazons3cfg.forms import check_value, write_value  # heavy

    findings = [found for name, value in values.items() for found in check_value(name, write_value(name, value))]
    for found in findings:
        click.echo(f"{found.severity}[{found.code}]: {found}", err=True)
    if not force and any(found.severity == "error" for found in findings):
        raise CouldNotRun("nothing was written; use --force to write it all the same")


@click.command("convert")
@click.argument("source")
@click.argument("target")
@click.option("--from", "source_format", type=click.Choice(FORMATS), help="What SOURCE is, if its name does not say.")
@click.option("--to", "target_format", type=click.Choice(FORMATS), help="What TARGET is, if its name does not say.")
@writing_options
def convert_command(
    source: str, target: str, source_format: str | None, target_format: str | None, **options: Any
) -> None:
    """Write a configuration in another format. SOURCE and TARGET may be -.

    Where TARGET is a configuration file that exists, its section is changed, and nothing else in it.
    """
    from amazons3cfg import formats  # heavy

    with failing_clearly():
        local = load(source, source_format)
        form = target_format or ("xml" if target == STDIN else formats.format_of(target))
        exists = target != STDIN and Path(target).exists()
        if form == "xml" and exists:
            document = ConfigDocument.open(target)
            old = document.text
            document.section = local.amazons3
            finish_document(target, old, document, **options)
            return
        data = Path(target).read_bytes() if exists else None
        old = "" if data is None else decode(data, target).text
        new, backup = formats.dumps(local, form), options.pop("backup")

        def write() -> None:
            if target == STDIN:
                click.echo(new, nl=False)
            else:
                save(Path(target), new.encode(), expected=data, overwrite=False, backup=backup)

        finish(target, old, new, write, **options)
