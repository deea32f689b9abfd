"""Paths to elements of a document, such as ``options/working_dir`` or ``peers/peer[name=web]/collect_dir``.

They are those of XPath, but for the quotes, which may be left out, and for the root, which may be left out, too.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from amazons3cfg.editing.filling import fill
from amazons3cfg.findings import Edit, FieldError, Finding
from amazons3cfg.kinds.shown import represented
from amazons3cfg.model.blocks import Block, Leaf
from amazons3cfg.model.configuration import Configuration
from amazons3cfg.rules.structure import UNKNOWN_ELEMENT
from amazons3cfg.rules.suggestions import did_you_mean
from amazons3cfg.rules.values import TYPE
from amazons3cfg.sections import CB_CONFIG
from amazons3cfg.sections.description import Element
from amazons3cfg.text import splices
from amazons3cfg.text.splices import Line
from amazons3cfg.text.tree import Document

_VALUE = r"""'[^']*'|"[^"]*"|[^\]'"]*"""
_STEP = re.compile(rf"(?P<name>\w+)(?:\[(?:(?P<key>\w+)=(?P<value>{_VALUE})|(?P<number>[1-9][0-9]{{0,8}}))\])?(?=/|\Z)")
WHICH = rf"\[(?:\w+=)?(?:{_VALUE})\]"
"""A pattern of what tells which one of several is meant: ``[name=web]``, ``[name='web']`` or ``[2]``."""
_QUOTES = ("'", '"')
_ROOT = re.compile(rf"\A/?{CB_CONFIG.name}(?:/|\Z)")
_EXAMPLES = "write a path such as options/working_dir or peers/peer[name=web]/collect_dir"


class Step(NamedTuple):
    """A step of a path: an element, and which one of several."""

    name: str
    key: str = ""
    """The child whose text tells it from others of its name, such as ``name``."""
    value: str = ""
    number: int = 0
    """Which one of that name, from 1; 0 where it is not said."""

    def __str__(self) -> str:
        if self.key:
            is_plain = not any(each in self.value for each in ("]", *_QUOTES))
            quote = "" if is_plain else next((each for each in _QUOTES if each not in self.value), "'")
            return f"{self.name}[{self.key}={quote}{self.value}{quote}]"
        return f"{self.name}[{self.number}]" if self.number else self.name


class Path(NamedTuple):
    """A path, and the description of the element that it leads to."""

    steps: tuple[Step, ...]
    element: Element

    def __str__(self) -> str:
        return "/".join(map(str, self.steps))


def parse_path(text: str) -> Path:
    """Return the path that ``text`` writes: from the root, ``/cb_config/...``, or from below it.

    Raises:
        FieldError: it is none, or leads to no element that Cedar Backup reads.
    """
    if not isinstance(text, str):
        raise FieldError(TYPE.finding(f"{represented(text)} is no path", _EXAMPLES))
    rest = _ROOT.sub("", text.removesuffix("/"))
    element, steps, place = CB_CONFIG, [], 0
    while place <= len(rest):
        found = _STEP.match(rest, place)
        if found is None:
            raise FieldError(_no_step(rest[place:]))
        key, value = found["key"] or "", found["value"] or ""
        element = _child(element, found["name"])
        if key:
            _child(element, key)
        if value and value[0] in _QUOTES:
            value = value[1:-1]
        steps.append(Step(found["name"], key, value, int(found["number"] or 0)))
        place = found.end() + 1
    return Path(tuple(steps), element)


def _child(element: Element, name: str) -> Element:
    if name in element.by_name:
        return element.by_name[name]
    hint = did_you_mean(name, element.by_name) if element.by_name else "it holds text only"
    raise FieldError(UNKNOWN_ELEMENT.finding(f"<{element.name}> has no element {name!r}", hint))


def _no_step(text: str) -> Finding:
    """Return what is wrong with ``text``, which begins with no step of a path."""
    step = re.split(r"/(?![^\[]*\])", text)[0]
    hint = _EXAMPLES if step else f"{_EXAMPLES}, or one from the root: /cb_config/options/working_dir"
    if any(quote in step for quote in _QUOTES):
        hint = "write a value in two quotes of one sort, or in none: peer[name='web'] or peer[name=web]"
    return UNKNOWN_ELEMENT.finding(f"{step!r} is no step of a path", hint)


def key_of(element: Element) -> str:
    """Return the child whose text tells one of several from the others; empty if there is none."""
    required = (child.name for child in element.children if child.required is True)
    return element.unique or next(required, next(iter(element.by_name), ""))


def no_text(path: Path) -> Finding:
    """Return what is told where text is wanted, and ``path`` leads to what holds elements."""
    hint = f"name one of them: {', '.join(f'{path}/{name}' for name in path.element.by_name)}"
    return TYPE.finding(f"<{path.element.name}> holds elements, not text", hint)


def find(configuration: Configuration, path: Path) -> Leaf | Block | None:
    """Return the element at ``path``; None if it is not there.

    Raises:
        FieldError: there are several.
    """
    found: Leaf | Block = configuration.root
    for step in path.steps:
        assert isinstance(found, Block)  # noqa: S101 - what holds text has no elements, which the path was held to
        inner = _step(found, step)
        if inner is None:
            return None
        found = inner
    return found


def set_value(configuration: Configuration, path: Path, text: str) -> list[Edit]:
    """Return the edits that make ``text`` the text of the element at ``path``; what is missing on the way is added.

    Raises:
        FieldError: the text stands for no value, or the path does not lead to a single element that holds text.
    """
    document = configuration.document
    if path.element.kind is None:
        raise FieldError(no_text(path))
    if not isinstance(text, str):
        raise FieldError(
            TYPE.finding(f"{represented(text)} is no text", f"write it as a str: {path.element.kind.allowed}")
        )
    path.element.kind.read(text)
    block, rest = configuration.root, path.steps
    while rest:
        inner = _step(block, rest[0])
        if isinstance(inner, Leaf):
            return fill(document, inner.element, text) if inner.text != text else []
        if inner is None:
            break
        block, rest = inner, rest[1:]
    empty = block.leaves.get(rest[0].name) if len(rest) == 1 else None
    if empty and not block.has(rest[0].name):
        return fill(document, empty[0].element, text)
    lines = _lines(document, block.description, rest, text)
    return splices.insert(document, block.element, rest[0].name, lines, list(block.description.by_name))


def remove(configuration: Configuration, path: Path) -> list[Edit]:
    """Return the edits that remove the element at ``path``; none if it is not there.

    Raises:
        FieldError: there are several.
    """
    found = find(configuration, path)
    return [] if found is None else splices.remove(configuration.document, [found.element])


def _step(block: Block, step: Step) -> Leaf | Block | None:
    description = block.description.by_name[step.name]
    found: Sequence[Leaf | Block] = block.leaves.get(step.name, ()) or block.blocks.get(step.name, ())
    if description.kind:
        read = [leaf for leaf in block.leaves.get(step.name, ()) if leaf.text]
        found = read if description.repeated else read[:1]
    elif not description.repeated:
        found = found[:1]
    if step.key:
        found = [each for each in found if isinstance(each, Block) and each.text(step.key) == step.value]
    if step.number:
        return found[step.number - 1] if step.number <= len(found) else None
    if len(found) > 1:
        key = key_of(description)
        example = f"{step.name}[{key}=...]" if key else f"{step.name}[1]"
        message = f"there are {len(found)} elements <{step.name}> in <{block.description.name}>"
        raise FieldError(TYPE.finding(message, f"say which: {example} or {step.name}[2]"))
    return found[0] if found else None


def _lines(document: Document, parent: Element, steps: Sequence[Step], text: str) -> list[Line]:
    """Return the lines of the elements that are missing in ``parent``, with ``text`` in the last."""
    step, *rest = steps
    element = parent.by_name[step.name]
    if step.number > 1:
        hint = f"add it by {step.name}[{element.unique}=...]" if element.unique else "add those before it first"
        raise FieldError(TYPE.finding(f"there is no element {step}", hint))
    if not rest:
        return [splices.element_line(document, step.name, text)]
    lines = _lines(document, element, rest, text)
    if step.key and rest[0].name != step.key:
        lines.insert(0, splices.element_line(document, step.key, step.value))
    return splices.nested(step.name, lines)
