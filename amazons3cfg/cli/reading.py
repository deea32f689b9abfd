"""``amazons3cfg show``, ``get`` and ``diff``: tell what a configuration says."""

import sys
from contextlib import suppress
from pathlib import Path

import click

from amazons3cfg.cli.failure import CouldNotRun, failing_clearly
from amazons3cfg.cli.fields import Target, complete_field, target
from amazons3cfg.cli.files import NOT_XML, STDIN, conversion
from amazons3cfg.cli.streams import read_input, show, show_exactly, write
from amazons3cfg.editing import ConfigDocument
from amazons3cfg.model.amazons3 import FIELDS, AmazonS3Config
from amazons3cfg.model.blocks import read_configuration
from amazons3cfg.model.local_config import LocalConfig
from amazons3cfg.text.source import decode
from amazons3cfg.text.tree import parse

FORMATS = ["xml", "json", "yaml", "toml"]  # a copy: the formats themselves take long to import


def section(name: str, form: str | None = None) -> AmazonS3Config:
    """Read a section in the format ``form``, or in that of its file's name, or else XML; ``-`` is standard input.

    Raises ``CouldNotRun`` if it cannot be read, or there is none.
    """
    from amazons3cfg import formats  # heavy

    path = "<stdin>" if name == STDIN else name
    with failing_clearly():
        data = read_input() if name == STDIN else Path(name).read_bytes()
        config = formats.loads(data, form or _format(name), path=path, validate=False).amazons3
    if config is None:
        raise CouldNotRun(f"{path}: there is no <amazons3> section under <cb_config>")
    return config


def dump(config: AmazonS3Config, form: str) -> str:
    """Return a section as the text of a document in the format ``form``."""
    from amazons3cfg import formats  # heavy

    local = LocalConfig()
    local.amazons3 = config
    return formats.dumps(local, form)


def open_document(name: str) -> ConfigDocument:
    """Read a document from a file, or from standard input for ``-``.

    Raises ``OSError``, ``DocumentError``, and ``CouldNotRun`` for a file in another format.
    """
    if name.lower().endswith(NOT_XML):
        raise CouldNotRun(f"{name}: the ending is not that of XML; {conversion(name)}")
    return ConfigDocument(read_input(), "<stdin>") if name == STDIN else ConfigDocument.open(name)


def _format(name: str) -> str:
    from amazons3cfg import formats  # heavy

    with suppress(ValueError):  # as of cback.conf.old
        return formats.format_of(name)
    return "xml"


@click.command("show")
@click.argument("file")
@click.option("--format", "form", type=click.Choice(["text", *FORMATS]), default="text", help="How to show it.")
@click.option("--all", "whole", is_flag=True, help="Show all sections, with what is inherited, and the defaults.")
@click.option("--secrets", is_flag=True, help="With --all: show passwords, too.")
def show_command(file: str, form: str, whole: bool, secrets: bool) -> None:
    """Show what a configuration says. FILE may be - for standard input.

    With --all that is the whole configuration as Cedar Backup understands it: the order of its actions, and each
    value, written there, inherited from elsewhere or by default.
    """
    if whole:
        _show_all(file, form, secrets)
        return
    if secrets:
        raise click.UsageError("--secrets goes with --all")
    config = section(file)
    if form == "text":
        width = max(len(spec.title) for spec in FIELDS.values())
        for name, spec in FIELDS.items():
            show(f"{spec.title:{width}}  {spec.values.write(getattr(config, name)) or '-'}")
        return
    write(dump(config, form).encode())


def _show_all(file: str, form: str, secrets: bool) -> None:
    from amazons3cfg.cli import resolving  # nothing else needs it

    if form not in resolving.FORMATS:
        raise click.UsageError(f"--all is shown as {' or '.join(resolving.FORMATS)}")
    with failing_clearly():
        opened = open_document(file)
        configuration = read_configuration(parse(decode(bytes(opened), "<stdin>" if file == STDIN else file)))
    if form == "json":
        write(resolving.as_json(configuration, secrets).encode("utf-8", "backslashreplace"))
    else:
        for line in resolving.as_text(configuration, secrets):
            show(line)
    errors = sum(found.severity == "error" for found in opened.check())
    if errors:
        told = f"a check finds {errors} error{'s' * (errors != 1)} in it"
        click.echo(f"{file}: {told}, so that Cedar Backup may refuse it; see: amazons3cfg check", err=True)


@click.command("get")
@click.argument("file")
@click.argument("field", callback=lambda context, parameter, text: target(text), shell_complete=complete_field)
def get_command(file: str, field: Target) -> None:
    """Print the value of one element, as a document writes it.

    FIELD is the name of an element of the section, such as s3_bucket, or the path of any other, such as
    options/working_dir or peers/peer[name=web]/collect_dir. The exit code is 1 if it has no value.
    """
    with failing_clearly():
        # Of a document only this field is read, so that it can be got though others are wrong.
        if _format(file) == "xml":
            text = field.get(open_document(file))
        elif field.field is None:
            raise CouldNotRun(f"{file}: only XML has the element {field.written}")
        else:
            text = FIELDS[field.field].values.write(getattr(section(file), field.field))
    if not text:
        sys.exit(1)
    show_exactly(text)


@click.command("diff")
@click.argument("a")
@click.argument("b")
def diff_command(a: str, b: str) -> None:
    """Compare two configurations by what they mean; 1 GB is the same as 1073741824.

    The exit code is 0 if they are the same, 1 if they differ. The files may be in any format.
    """
    left, right = section(a), section(b)
    differing = [name for name in FIELDS if getattr(left, name) != getattr(right, name)]
    for name in differing:
        spec = FIELDS[name]
        old, new = (spec.values.write(getattr(config, name)) or "-" for config in (left, right))
        show(f"{spec.name}: {old} -> {new}")
    if differing:
        sys.exit(1)
    show("same")
