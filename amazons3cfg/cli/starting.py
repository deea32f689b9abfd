"""``amazons3cfg init``: begin with the section, or with a whole configuration file."""

from pathlib import Path
from shlex import quote
from typing import Any

import click
from attrs import evolve

from amazons3cfg.cli.failure import CouldNotRun, failing_clearly, tell
from amazons3cfg.cli.fields import Assignment, each_once
from amazons3cfg.cli.files import STDIN, complete_file, xml_name
from amazons3cfg.cli.judging import Judge, force_option
from amazons3cfg.cli.offering import assignments_argument
from amazons3cfg.cli.opening import open_document
from amazons3cfg.cli.writing import Writing, repeated, writing_options
from amazons3cfg.editing import ConfigDocument
from amazons3cfg.model.amazons3 import FIELDS
from amazons3cfg.sections.actions import STORE_MODULES
from amazons3cfg.text.suffixes import NOT_XML

_EMPTY = b'<?xml version="1.0" encoding="UTF-8"?>\n<cb_config>\n</cb_config>\n'


@click.command("init", short_help="Add an <amazons3> section to a file, or make a whole new one.")
@click.argument("file", shell_complete=complete_file)
@assignments_argument
@click.option("--action", is_flag=True, help="Add the extension action that uses the section, too.")
@click.option("--full", is_flag=True, help="Make a new, whole file that stores to Amazon S3, with all that it needs.")
@force_option
@writing_options
def init_command(
    file: str, assignments: list[Assignment], action: bool, full: bool, force: bool, writing: Writing
) -> None:
    """Add an <amazons3> section, with comments that explain it, to a configuration file; a missing one is made.

    With --full, FILE is a new one, and a whole configuration is written into it: what is collected, staged, stored
    and purged. Any element of it can be given as FIELD=VALUE; where no value is right everywhere, it has the mark
    FILL IN. What a check still finds wrong with FILE, and what to do next, is told on standard error.
    """
    if file.lower().endswith(NOT_XML):
        xml = xml_name(file)
        raise CouldNotRun(f"{file}: init writes XML; make {xml}, then: amazons3cfg convert {xml} {file}")
    each_once([each.target for each in assignments])
    values: dict[str, Any] = {}
    for each, _, value in assignments:
        if each.field is not None:
            values[each.field] = value
        elif not full:
            raise click.UsageError(f"init writes the <amazons3> section only: {each.written} goes with --full")

    def change() -> None:
        if full:
            document, old, done = _whole(file, assignments), b"", "made, with a whole configuration"
        else:
            document, old = _with_section(file, values, action)
            done = f"{'has' if old else 'made, with'} an <amazons3> section{' now' if old else ''}"
        writing.finish_document(file, old, document, done)
        if not writing.dry_run and not writing.check_only:
            _tell_next(document, "FILE" if file == STDIN else file, full, writing)

    with failing_clearly():
        Judge(force).values(values)
        repeated(change)


def _with_section(file: str, values: dict[str, Any], action: bool) -> tuple[ConfigDocument, bytes]:
    """Return the document of ``file``, or a new one, with the section added, and what it held before.

    Raises ``CouldNotRun`` if it has a section.
    """
    new = file != STDIN and not Path(file).exists()
    document = ConfigDocument(_EMPTY, file) if new else open_document(file)
    old = b"" if new else bytes(document)
    if document.section is not None:
        raise CouldNotRun(f"{file}: there is an <amazons3> section already; change it with: amazons3cfg set")
    document.add_section(values)
    if action:
        document.add_action()
    return document, old


def _whole(file: str, assignments: list[Assignment]) -> ConfigDocument:
    """Return a new document for ``file`` with those values in it. Raises ``CouldNotRun`` if the file is there."""
    from amazons3cfg.editing.starting import new_configuration  # nothing else needs it

    if file != STDIN and Path(file).exists():
        raise CouldNotRun(f"{file}: it is there already, and --full writes a new file")
    given = {
        f"amazons3/{FIELDS[each.field].name}" if each.field else each.written for each, text, _ in assignments if text
    }
    document = ConfigDocument(new_configuration(given).encode(), None if file == STDIN else file)
    for each, text, value in assignments:
        each.set(document, text, value)
    return document


def _tell_next(document: ConfigDocument, name: str, full: bool, writing: Writing) -> None:
    """Tell what is still wrong with a document that was written, and what to do next."""
    errors = [found for found in document.check() if found.severity == "error"]
    if errors:
        writing.say(f"{name}: a check still finds {len(errors)} error{'s' * (len(errors) != 1)}:")
    tell(evolve(found, path=name) for found in errors)
    if not full:
        return
    typed = quote(name)
    steps = [
        f"amazons3cfg check {typed}",
        f"amazons3cfg check --system {typed}    (on the machine: whether it has what the file names)",
        f"cback3 --config {typed} validate",
    ]
    if f"<module>{STORE_MODULES[0]}</module>" in document.text:
        steps.append(f"python -m amazons3action preflight {typed}    (as root: whether the next night will work)")
    if errors:
        steps.insert(0, "fill in what the file has marked with FILL IN")
    writing.say("next:")
    for number, step in enumerate(steps, 1):
        writing.say(f"  {number}. {step}")
