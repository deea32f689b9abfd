"""``amazons3cfg show``, ``get`` and ``diff``: tell what a configuration says."""

import sys
from contextlib import suppress
from pathlib import Path

import click
from attrs import evolve

from amazons3cfg.cli.failure import CouldNotRun, Refused, failing_clearly, quoting, unreadable
from amazons3cfg.cli.fields import Target, complete_field, target
from amazons3cfg.cli.files import CONFIGURATION, NOT_XML, STDIN, STDIN_NAME, complete_file, conversion
from amazons3cfg.cli.streams import read_input, show, show_exactly, write
from amazons3cfg.editing import ConfigDocument
from amazons3cfg.findings import ConfigError
from amazons3cfg.model.amazons3 import FIELDS, AmazonS3Config
from amazons3cfg.model.configuration import read_configuration
from amazons3cfg.model.local_config import LocalConfig
from amazons3cfg.rules.structure import NO_SECTION
from amazons3cfg.text.source import decode
from amazons3cfg.text.tree import parse

FORMATS = ["xml", "json", "yaml", "toml"]  # a copy: the formats themselves take long to import


def section(name: str, form: str | None = None) -> AmazonS3Config:
    """Read a section in the format ``form``, or in that of its file's name, or else XML; ``-`` is standard input.

    Raises ``Refused`` if it cannot be read, or there is none.
    """
    config, refused = _readable_section(name, form)
    if refused:
        raise refused
    return config


def _readable_section(name: str, form: str | None = None) -> tuple[AmazonS3Config, Refused | None]:
    """Return what of a section can be read, and the error of what cannot. Raises ``Refused`` if nothing can be."""
    from amazons3cfg import formats  # heavy

    data, path = _read(name)
    with quoting(data, path):
        source = decode(data, path)
        local, findings = formats.read(source, form or _format(name), validate=False)
    refused = Refused(findings, source) if findings else None
    if local.amazons3 is None:
        if refused:
            raise refused
        hint = "look whether it is the right file, or add one with: amazons3cfg init"
        missing = NO_SECTION.finding("there is no <amazons3> section under <cb_config>", hint)
        raise Refused([evolve(missing, path=path)])
    return local.amazons3, refused


def _read(name: str) -> tuple[bytes, str]:
    """Return what a file, or for ``-`` standard input, holds, and its name as it is told. Raises ``Refused``."""
    path = STDIN_NAME if name == STDIN else name
    try:
        return read_input() if name == STDIN else Path(name).read_bytes(), path
    except OSError as error:
        raise Refused([unreadable(path, error.strerror or str(error))]) from None


def dump(config: AmazonS3Config, form: str) -> str:
    """Return a section as the text of a document in the format ``form``."""
    from amazons3cfg import formats  # heavy

    local = LocalConfig()
    local.amazons3 = config
    return formats.dumps(local, form)


def open_document(name: str) -> ConfigDocument:
    """Read a document from a file, or from standard input for ``-``.

    Raises ``Refused`` for what cannot be read, and for a file in another format.
    """
    if name.lower().endswith(NOT_XML):
        raise Refused([unreadable(name, "the ending is not that of XML", conversion(name))])
    if name == STDIN:
        data, path = _read(name)
        with quoting(data, path):
            return ConfigDocument(data, path)
    try:
        return ConfigDocument.open(name)
    except OSError as error:
        raise Refused([unreadable(name, error.strerror or str(error))]) from None
    except ConfigError as error:
        with quoting(_read(name)[0] if Path(name).is_file() else b"", name):  # a pipe can be read once
            raise error


def _format(name: str) -> str:
    from amazons3cfg import formats  # heavy

    with suppress(ValueError):  # as of cback.conf.old
        return formats.format_of(name)
    return "xml"


@click.command("show")
@click.argument("file", default=CONFIGURATION, shell_complete=complete_file)
@click.option("--format", "form", type=click.Choice(["text", *FORMATS]), default="text", help="How to show it.")
@click.option("--all", "whole", is_flag=True, help="Show all sections, with what is inherited, and the defaults.")
@click.option("--secrets", is_flag=True, help="With --all: show passwords, too.")
def show_command(file: str, form: str, whole: bool, secrets: bool) -> None:
    """Show what a configuration says.

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
        write(dump(section(file), form).encode())
        return
    config, refused = _readable_section(file)
    wrong = {found.field for found in refused.findings} if refused else set()
    width = max(len(spec.title) for spec in FIELDS.values())
    for name, spec in FIELDS.items():
        text = "(cannot be read)" if name in wrong else spec.values.write(getattr(config, name)) or "-"
        show(f"{spec.title:{width}}  {text}")
    if refused:
        raise refused


def _show_all(file: str, form: str, secrets: bool) -> None:
    from amazons3cfg.cli import resolving  # nothing else needs it

    if form not in resolving.FORMATS:
        raise click.UsageError(f"--all is shown as {' or '.join(resolving.FORMATS)}")
    with failing_clearly():
        opened = open_document(file)
        configuration = read_configuration(parse(decode(bytes(opened), STDIN_NAME if file == STDIN else file)))
    if form == "json":
        write(resolving.as_json(configuration, secrets).encode("utf-8", "backslashreplace"))
    else:
        for line in resolving.as_text(configuration, secrets):
            show(line)
    errors = sum(found.severity == "error" for found in opened.check())
    if errors:
        told = f"a check finds {errors} error{'s' * (errors != 1)} in it"
        click.echo(f"{file}: {told}, so that Cedar Backup may refuse it; see: amazons3cfg check", err=True)


@click.command("get", short_help="Print the value of one element.")
@click.argument("file", shell_complete=complete_file)
@click.argument("field", callback=lambda context, parameter, text: target(text), shell_complete=complete_field)
def get_command(file: str, field: Target) -> None:
    """Print the value of one element, as a document writes it.

    FIELD is the name of an element of the section, such as s3_bucket, or the path of any other, such as
    options/working_dir or peers/peer[name=web]/collect_dir. The exit code is 1 if it has no value.
    """
    with failing_clearly():
        # Of a document only this field is read, so that it can be got though others are wrong.
        if _format(file) == "xml":
            document = open_document(file)
            with quoting(bytes(document), file):
                text = field.get(document)
        elif field.field is None:
            raise CouldNotRun(f"{file}: only XML has the element {field.written}")
        else:
            text = FIELDS[field.field].values.write(getattr(section(file), field.field))
    if not text:
        sys.exit(1)
    show_exactly(text)


@click.command("diff", short_help="Compare two configurations by what they mean.")
@click.argument("a", shell_complete=complete_file)
@click.argument("b", shell_complete=complete_file)
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
