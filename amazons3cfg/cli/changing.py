"""``amazons3cfg set`` and ``convert``: change a configuration file, or write it in another format."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import click

from amazons3cfg.cli.failure import failing_clearly, quoting
from amazons3cfg.cli.fields import Assignment, Target, each_once, target
from amazons3cfg.cli.files import STDIN, complete_file
from amazons3cfg.cli.judging import Judge, force_option
from amazons3cfg.cli.offering import assignments_argument, complete_field
from amazons3cfg.cli.opening import FORMATS, dump, open_document, opened
from amazons3cfg.cli.writing import Writing, repeated, writing_options
from amazons3cfg.editing import ConfigDocument
from amazons3cfg.findings import FieldError
from amazons3cfg.model.amazons3 import DEFAULTS, FIELD_NAMES, FieldName
from amazons3cfg.text.saving import save
from amazons3cfg.text.source import Source


@click.command("set", short_help="Change elements of a file, and nothing else in it.")
@click.argument("file", shell_complete=complete_file)
@assignments_argument
@click.option(
    "--unset",
    multiple=True,
    metavar="FIELD",
    callback=lambda context, parameter, texts: [target(text) for text in texts],
    shell_complete=complete_field,
    help="Remove an element; may be repeated.",
)
@force_option
@writing_options
def set_command(file: str, assignments: list[Assignment], unset: list[Target], force: bool, writing: Writing) -> None:
    """Change elements of a configuration file, and nothing else in it.

    FIELD is the name of an element of <amazons3>, such as s3_bucket, or the path of any other, such as
    options/working_dir or peers/peer[name=web]/collect_dir. What is not there is added. A value is written as in the
    file: warn_midnite=Y, full_size_limit='2.5 GB'; an empty one clears it. FILE may be -: from standard input to
    standard output.
    """
    if not assignments and not unset:
        raise click.UsageError("say what to change: FIELD=VALUE or --unset FIELD")
    named = [*(each.target for each in assignments), *unset]
    each_once(named)
    judge = Judge(force)
    assigned = {each.target.field: each.value for each in assignments}
    written = {each.field for each in named}
    values: dict[str, Any] = {
        name: assigned.get(name, getattr(DEFAULTS, name)) for name in FIELD_NAMES if name in written
    }
    done = [f"set {', '.join(each.target.written for each in assignments)}"] if assignments else []
    done += [f"removed {', '.join(each.written for each in unset)}"] if unset else []

    def change() -> None:
        document = open_document(file)
        old, before = bytes(document), None if all(each.field for each in named) else document.check()
        added: list[str] = []
        with quoting(old, file):
            for each in assignments:
                added += filter(None, [each.target.missing(document) if each.text else ""])
                each.target.set(document, each.text, each.value)
            for unwanted in unset:
                unwanted.remove(document)
        judge.values(values, partial(_value, document))
        if before is not None:
            judge.document(before, document.check(), Source(document.text, path=file))
        told = [f"added {', '.join(added)}"] if added else []
        writing.finish_document(file, old, document, ", ".join(told + done))
        if file == STDIN and told:
            writing.say(*told)

    with failing_clearly():
        repeated(change)


def _value(document: ConfigDocument, name: FieldName) -> Any:
    """Return the value of a field; None if it is refused."""
    with suppress(FieldError):
        return document.get(name)


@click.command("convert", short_help="Write the <amazons3> section in another format.")
@click.argument("source", shell_complete=complete_file)
@click.argument("target", shell_complete=complete_file)
@click.option("--from", "source_format", type=click.Choice(FORMATS), help="What SOURCE is, if its name does not say.")
@click.option("--to", "target_format", type=click.Choice(FORMATS), help="What TARGET is, if its name does not say.")
@force_option
@writing_options
def convert_command(
    source: str, target: str, source_format: str | None, target_format: str | None, force: bool, writing: Writing
) -> None:
    """Write the <amazons3> section of a configuration in another format. SOURCE and TARGET may be -.

    Which other sections SOURCE has is told on standard error. Where TARGET is a configuration file that exists, its
    section is changed, and nothing else in it.
    """
    from amazons3cfg import formats  # heavy

    with failing_clearly():
        found = opened(source, source_format)
        config = found.section
        Judge(force).values({name: getattr(config, name) for name in FIELD_NAMES})
        form = target_format or ("xml" if target == STDIN else formats.format_of(target))
        new = dump(config, form).encode()
        left_out = f", without its other sections: {', '.join(found.others)}" if found.others else ""
        done = f"written from {source}, as {form.upper()}{left_out}"

    def change() -> None:
        exists = target != STDIN and Path(target).exists()
        if form == "xml" and exists:
            document = ConfigDocument.open(target)
            before = bytes(document)
            document.section = config
            writing.finish_document(target, before, document, f"its <amazons3> section is that of {source} now")
            return
        old = Path(target).read_bytes() if exists else None
        writing.finish(
            target,
            old or b"",
            new,
            lambda: save(Path(target), new, expected=old, overwrite=False, backup=writing.backup),
            done,
        )
        if target == STDIN and left_out:
            writing.say(done)

    with failing_clearly():
        repeated(change)
