"""``amazons3cfg show`` and ``get``: tell what a configuration says."""

import sys

import click

from amazons3cfg.cli.failure import CouldNotRun, failing_clearly, quoting
from amazons3cfg.cli.fields import Target, target
from amazons3cfg.cli.files import CONFIGURATION, STDIN, STDIN_NAME, complete_file
from amazons3cfg.cli.offering import complete_field
from amazons3cfg.cli.opening import FORMATS, dump, format_of, open_document, opened, readable
from amazons3cfg.cli.streams import show, show_exactly, write
from amazons3cfg.model.amazons3 import FIELDS
from amazons3cfg.model.configuration import read_configuration
from amazons3cfg.reports.text import printable
from amazons3cfg.text.source import decode
from amazons3cfg.text.tree import parse


@click.command("show", short_help="Show what a configuration says.")
@click.argument("file", default=CONFIGURATION, shell_complete=complete_file)
@click.option("--format", "form", type=click.Choice(["text", *FORMATS]), default="text", help="How to show it.")
@click.option("--all", "whole", is_flag=True, help="Show all sections, with what is inherited, and the defaults.")
@click.option("--secrets", is_flag=True, help="With --all: show passwords, too.")
def show_command(file: str, form: str, whole: bool, secrets: bool) -> None:
    """Show what a configuration says: its <amazons3> section, or with --all all of it.

    FILE is /etc/cback3.conf if it is not given, and may be - for standard input.

    What of the section cannot be read is told on standard error, and the exit code is 2 then.
    With --all that is the whole configuration as Cedar Backup understands it: the order of its actions, and each
    value, written there, inherited from elsewhere or by default.
    """
    if whole:
        _show_all(file, form, secrets)
        return
    if secrets:
        raise click.UsageError("--secrets goes with --all")
    if form != "text":
        write(dump(opened(file).section, form).encode())
        return
    found = readable(file)
    wrong = {each.field for each in found.refused.findings} if found.refused else set()
    width = max(len(spec.title) for spec in FIELDS.values())
    for name, spec in FIELDS.items():
        text = "(cannot be read)" if name in wrong else spec.values.write(getattr(found.section, name)) or "-"
        show(f"{spec.title:{width}}  {text}")
    if found.refused:
        raise found.refused


def _show_all(file: str, form: str, secrets: bool) -> None:
    from amazons3cfg.cli import resolving  # nothing else needs it

    if form not in resolving.FORMS:
        raise click.UsageError(f"--all is shown as {' or '.join(resolving.FORMS)}")
    with failing_clearly():
        document = open_document(file)
        configuration = read_configuration(parse(decode(bytes(document), STDIN_NAME if file == STDIN else file)))
    if form == "json":
        write(resolving.as_json(configuration, secrets).encode("utf-8", "backslashreplace"))
    else:
        for line in resolving.as_text(configuration, secrets):
            show(line)
    errors = sum(found.severity == "error" for found in document.check())
    if errors:
        told = f"a check finds {errors} error{'s' * (errors != 1)} in it"
        click.echo(f"{file}: {told}, so that Cedar Backup may refuse it; see: amazons3cfg check", err=True)


@click.command("get", short_help="Print the value of one element.")
@click.argument("file", shell_complete=complete_file)
@click.argument("field", callback=lambda context, parameter, text: target(text), shell_complete=complete_field)
def get_command(file: str, field: Target) -> None:
    """Print the value of one element, as a document writes it.

    FIELD is the name of an element of <amazons3>, such as s3_bucket, or the path of any other, such as
    options/working_dir or peers/peer[name=web]/collect_dir. If it is not set, or empty, standard error tells so, and
    the exit code is 1; 2 means that FILE cannot be read, or that no cback.conf has such an element.
    """
    with failing_clearly():
        # Of a document only this field is read, so that it can be got though others are wrong.
        if format_of(file) == "xml":
            document = open_document(file)
            with quoting(bytes(document), file):
                text = field.get(document)
        elif field.field is None:
            raise CouldNotRun(f"{file}: only XML has the element {field.written}")
        else:
            text = FIELDS[field.field].values.write(getattr(opened(file).section, field.field))
    if not text:
        click.echo(printable(f"{file}: {field.written} is not set"), err=True)
        sys.exit(1)
    show_exactly(text)
