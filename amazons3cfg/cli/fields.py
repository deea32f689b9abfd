"""How the command line names elements and their values: as a document writes them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import click
from attrs import define, evolve

from amazons3cfg.cli.failure import Refused
from amazons3cfg.editing import ConfigDocument
from amazons3cfg.editing.paths import WHICH, Path, parse_path
from amazons3cfg.findings import FieldError, Finding
from amazons3cfg.kinds.kind import Kind
from amazons3cfg.model.amazons3 import FIELD_NAMES, FIELDS, FieldName
from amazons3cfg.rules.structure import UNKNOWN_ELEMENT
from amazons3cfg.rules.suggestions import closest
from amazons3cfg.sections import CB_CONFIG
from amazons3cfg.text.source import Source

_MOST = 3
"""How many paths are told that may be meant."""
_NAMES: dict[str, FieldName] = {FIELDS[name].name: name for name in FIELD_NAMES} | {name: name for name in FIELD_NAMES}


@define(frozen=True)
class Target:
    """What a person names: a field of the ``amazons3`` section, or any element by its path."""

    written: str
    """As it was typed."""
    path: Path
    field: FieldName | None = None
    """Of the ``amazons3`` section; None for any other element."""

    @property
    def kind(self) -> Kind[object] | None:
        """The kind of value; None where it holds elements, not text."""
        return self.path.element.kind

    def is_in(self, document: ConfigDocument) -> bool:
        """Tell whether a document has it, with text if it holds text. Raises ``FieldError`` if there are several."""
        return document.has_path(str(self.path))

    def missing(self, document: ConfigDocument) -> str:
        """Return the path of the one of several that a document does not have yet; empty where nothing is chosen.

        Raises ``FieldError`` if there are several.
        """
        steps = self.path.steps
        beginnings = ("/".join(map(str, steps[: end + 1])) for end, step in enumerate(steps) if step.key or step.number)
        return next((path for path in beginnings if not document.has_path(path)), "")

    def get(self, document: ConfigDocument) -> str:
        """Return its text as a document has it. Raises ``FieldError``."""
        if self.field is None:
            return document.get_path(self.written)
        return FIELDS[self.field].values.write(document.get(self.field))

    def set(self, document: ConfigDocument, text: str, value: Any) -> None:
        """Give it a text, which stands for ``value``; an empty one clears it. Raises ``FieldError``."""
        if self.field is not None:
            document.set(self.field, value)
        elif text:
            document.set_path(self.written, text)
        else:
            document.remove_path(self.written)

    def remove(self, document: ConfigDocument) -> None:
        """Remove it, if it is there. Raises ``FieldError``."""
        if self.field is not None:
            document.remove(self.field)
        else:
            document.remove_path(self.written)


class Assignment(NamedTuple):
    """What is to be written: where, the text, and the value that it stands for, None for an empty text."""

    target: Target
    text: str
    value: Any


def target(text: str) -> Target:
    """Return what ``text`` names: by the name of a field's element, by its API name, or by a path.

    Raises ``Refused``.
    """
    field = _NAMES.get(text)
    if field is None and "/" not in text and re.split(r"\W", text)[0] not in CB_CONFIG.by_name:
        raise Refused([evolve(_unknown(text), path=text or None)])
    try:
        path = parse_path(text if field is None else f"amazons3/{FIELDS[field].name}")
    except FieldError as error:
        raise Refused(evolve(found, path=text, element=None) for found in error.findings) from None
    section, *rest = path.steps
    if section.name == "amazons3" and len(rest) == 1:
        field = _NAMES[rest[0].name]
    return Target(text, path, field)


def _unknown(text: str) -> Finding:
    """Return what is told of the name of no field and no section."""
    known = [element.name for element in FIELDS.values()]
    close = closest(text, [*known, *CB_CONFIG.by_name])
    meant = [close] if close else [path for path, _ in names() if path.rpartition("/")[2] == text][:_MOST]
    hint = f"use {', '.join(known)}, or a path such as options/working_dir"
    return UNKNOWN_ELEMENT.finding(
        f"there is no field {text!r}", f"did you mean {' or '.join(meant)}?" if meant else hint
    )


def assignment(text: str) -> Assignment:
    """Return what ``FIELD=VALUE`` names, and the value as it is written.

    Raises ``Refused``, and ``click.BadParameter`` where there is no equals sign.
    """
    field, equals, written = split(text)
    if not equals:
        if "[" in text:  # whatever is wrong with the brackets
            target(text)
        raise click.BadParameter(f"{text!r} is not written as FIELD=VALUE")
    if not field:
        raise click.BadParameter(f"{text!r} names no field; write FIELD=VALUE, such as s3_bucket=my-backups")
    named = target(field)
    try:
        value = named.kind.assigned(named.kind.read(written)) if written and named.kind else None
    except FieldError as error:
        findings = (evolve(found, path=field, element=None, field=None) for found in error.findings)
        raise Refused(findings, Source(written, path=field)) from None
    return Assignment(named, written, value)


def each_once(named: Sequence[Target]) -> None:
    """Raise ``click.UsageError`` if an element is named more than once, in whatever way."""
    paths: set[str] = set()
    for each in named:
        if str(each.path) in paths:
            raise click.UsageError(f"{each.written} is named twice")
        paths.add(str(each.path))


def split(text: str) -> tuple[str, str, str]:
    """Return what stands before the equals sign, it, and what stands behind it; a path may have some in brackets."""
    named_by = re.match(rf"(?:{WHICH}|\[[^\]]*\]?|[^=\[])*", text)
    field = named_by[0] if named_by else ""
    return field, text[len(field) : len(field) + 1], text[len(field) + 1 :]


def names() -> Iterator[tuple[str, str]]:
    """Yield the name of each field, and the path of each other element that holds text, with its title."""
    for element in FIELDS.values():
        yield element.name, element.title
    for section in CB_CONFIG.children:
        if section.name != "amazons3":
            yield from ((path, element.title) for path, element in section.walk() if element.kind)
