"""Paths to elements of a document, such as ``options/working_dir`` or ``peers/peer[name=web]/collect_dir``."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from amazons3cfg.findings import Edit, FieldError
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

_STEP = re.compile(r"(?P<name>\w+)(?:\[(?:(?P<key>\w+)=(?P<value>[^\]]*)|(?P<number>[1-9][0-9]{0,8}))\])?")


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
            return f"{self.name}[{self.key}={self.value}]"
        return f"{self.name}[{self.number}]" if self.number else self.name


class Path(NamedTuple):
    """A path, and the description of the element that it leads to."""

    steps: tuple[Step, ...]
    element: Element

    def __str__(self) -> str:
        return "/".join(map(str, self.steps))


def parse_path(text: str) -> Path:
    """Return the path that ``text`` writes.

    Raises:
        FieldError: it is none, or leads to no element that Cedar Backup reads.
    """
    element, steps = CB_CONFIG, []
    for part in re.split(r"/(?![^\[]*\])", text):
        found = _STEP.fullmatch(part)
        if found is None:
            hint = "write a path such as options/working_dir or peers/peer[name=web]/collect_dir"
            raise FieldError(UNKNOWN_ELEMENT.finding(f"{part!r} is no step of a path", hint))
        if found["name"] not in element.by_name:
            hint = did_you_mean(found["name"], element.by_name) if element.by_name else "it holds text only"
            message = f"<{element.name}> has no element {found['name']!r}"
            raise FieldError(UNKNOWN_ELEMENT.finding(message, hint))
        element = element.by_name[found["name"]]
        if found["key"] and found["key"] not in element.by_name:
            hint = did_you_mean(found["key"], element.by_name) if element.by_name else "it holds text only"
            raise FieldError(UNKNOWN_ELEMENT.finding(f"<{element.name}> has no element {found['key']!r}", hint))
        steps.append(Step(found["name"], found["key"] or "", found["value"] or "", int(found["number"] or 0)))
    return Path(tuple(steps), element)


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
        hint = f"name an element in it: {', '.join(path.element.by_name)}"
        raise FieldError(TYPE.finding(f"<{path.element.name}> holds elements, not text", hint))
    path.element.kind.read(text)
    block, rest = configuration.root, path.steps
    while rest:
        inner = _step(block, rest[0])
        if isinstance(inner, Leaf):
            return splices.set_text(document, inner.element, text) if inner.text != text else []
        if inner is None:
            break
        block, rest = inner, rest[1:]
    empty = block.leaves.get(rest[0].name) if len(rest) == 1 else None
    if empty and not block.has(rest[0].name):
        return splices.set_text(document, empty[0].element, text)
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
        key = description.unique or next(iter(description.by_name), "")
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
