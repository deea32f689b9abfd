"""How the command line names elements and their values: as a document writes them."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import click
from attrs import define, evolve
from click.shell_completion import CompletionItem

from amazons3cfg.cli.failure import Refused
from amazons3cfg.editing import ConfigDocument
from amazons3cfg.editing.paths import parse_path
from amazons3cfg.findings import FieldError
from amazons3cfg.kinds.kind import Kind
from amazons3cfg.kinds.path import Path
from amazons3cfg.model.amazons3 import FIELD_NAMES, FIELDS, FieldName
from amazons3cfg.rules.structure import UNKNOWN_ELEMENT
from amazons3cfg.rules.suggestions import closest
from amazons3cfg.sections import CB_CONFIG
from amazons3cfg.text.source import Source

_NAMES: dict[str, FieldName] = {FIELDS[name].name: name for name in FIELD_NAMES} | {name: name for name in FIELD_NAMES}


@define(frozen=True)
class Target:
    """What a person names: a field of the ``amazons3`` section, or any element by its path."""

    written: str
    field: FieldName | None
    kind: Kind[object] | None
    """None where it holds elements, not text."""

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
    """Return what ``text`` names: by the name of a field's element, by its API name, or by a path with a slash.

    Raises ``Refused``.
    """
    if text in _NAMES:
        return Target(text, _NAMES[text], FIELDS[_NAMES[text]].kind)
    if "/" not in text:
        known = [element.name for element in FIELDS.values()]
        close = closest(text, known)
        hint = f"did you mean {close}?" if close else f"use {', '.join(known)}, or a path such as options/working_dir"
        raise Refused([evolve(UNKNOWN_ELEMENT.finding(f"there is no field {text!r}", hint), path=text)])
    try:
        path = parse_path(text)
    except FieldError as error:
        raise Refused(evolve(found, path=text, element=None) for found in error.findings) from None
    section, *rest = path.steps
    if section.name == "amazons3" and len(rest) == 1:
        return Target(text, _NAMES[rest[0].name], path.element.kind)
    return Target(text, None, path.element.kind)


def assignment(text: str) -> Assignment:
    """Return what ``FIELD=VALUE`` names, and the value as it is written.

    Raises ``Refused``, and ``click.BadParameter`` where there is no equals sign.
    """
    field, equals, written = _split(text)
    if not equals:
        raise click.BadParameter(f"{text!r} is not written as FIELD=VALUE")
    named = target(field)
    try:
        value = named.kind.assigned(named.kind.read(written)) if written and named.kind else None
    except FieldError as error:
        findings = (evolve(found, path=field, element=None, field=None) for found in error.findings)
        raise Refused(findings, Source(written, path=field)) from None
    return Assignment(named, written, value)


def _split(text: str) -> tuple[str, str, str]:
    """Return what stands before the equals sign, it, and what stands behind it; a path may have some in brackets."""
    named_by = re.match(r"(?:[^=\[]|\[[^\]]*\])*", text)
    field = named_by[0] if named_by else ""
    return field, text[len(field) : len(field) + 1], text[len(field) + 1 :]


def complete_field(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the fields, and the paths, that begin so."""
    # Paths are offered from their slash on, so that they do not bury the fields.
    names = [each for each in _names() if ("/" in incomplete) == ("/" in each[0])]
    sections = [(f"{section.name}/", section.title) for section in CB_CONFIG.children if section.name != "amazons3"]
    names += [] if "/" in incomplete else [each for each in sections if incomplete]
    plain = re.sub(r"\[[^\]]*\]", "", incomplete)  # which one of several is meant
    return [
        CompletionItem(incomplete + name.removeprefix(plain), help=title)
        for name, title in names
        if name.startswith(plain)
    ]


def complete_assignment(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the fields, and the paths, that begin so, each with an equals sign; behind that, its values."""
    field, equals, start = _split(incomplete)
    if not equals:
        names = [(item.value, item.help) for item in complete_field(context, parameter, incomplete)]
        return [CompletionItem(name if name.endswith("/") else f"{name}=", help=title) for name, title in names]
    try:
        kind = target(field).kind
    except Refused:
        return []
    if isinstance(kind, Path):
        return [CompletionItem(incomplete, type="file")]
    values: dict[str, str] = {}
    for choice in kind.choices if kind else ():
        values.setdefault(choice.lower(), choice)  # of Y and y, the first is enough
    return [CompletionItem(f"{field}={value}") for key, value in values.items() if key.startswith(start.lower())]


assignments_argument = click.argument(
    "assignments",
    nargs=-1,
    metavar="[FIELD=VALUE]...",
    callback=lambda context, parameter, texts: [assignment(text) for text in texts],
    shell_complete=complete_assignment,
)
"""What a command is to write."""


def _names() -> Iterator[tuple[str, str]]:
    for element in FIELDS.values():
        yield element.name, element.title
    for section in CB_CONFIG.children:
        if section.name != "amazons3":
            yield from ((path, element.title) for path, element in section.walk() if element.kind)
