"""What can be written at a place, also where the text is malformed there."""

import re
from collections.abc import Iterator
from typing import Literal

from attrs import define

from amazons3cfg.sections import Element, Section
from amazons3cfg.server.descriptions import described
from amazons3cfg.server.opened import OpenText
from amazons3cfg.text.cursor import Cursor, cursor
from amazons3cfg.text.outline import Node

_REST_OF_TAG = re.compile(r"[^<>]*>")
TRIGGERS = ("<", "/", ">")


@define(frozen=True, slots=True)
class Proposal:
    """A text to write from ``start`` to ``end``, which are on one line."""

    label: str
    text: str
    start: int
    end: int
    kind: Literal["section", "element", "value", "end tag"]
    rank: int
    """Lower ones come first, and equal ones in their order."""
    caret: int | None = None
    """Where in ``text`` the cursor goes; None for its end."""
    about: Element | None = None
    """What it is of."""


def completion(opened: OpenText, offset: int) -> list[Proposal]:
    """Return what can be written at ``offset``, the best first."""
    at = cursor(opened.text, opened.outline, offset)
    if at is None:
        return []
    proposals = {"start tag": _names, "end tag": _ends, "text": _content}[at.place](opened.text, at)
    return sorted(proposals, key=lambda proposal: proposal.rank)


def _names(text: str, at: Cursor) -> Iterator[Proposal]:
    """Propose elements behind a ``<``: the name alone where the rest of the tag is there."""
    whole = _REST_OF_TAG.match(text, at.end) is not None
    for element, rank in _ranked(at.parent, at.node):
        if whole:
            yield _element(element, rank, element.name, None, at)
        else:
            start, end = _around(element)
            yield _element(element, rank, start[1:] + end, len(start) - 1, at)
    if at.start == at.end and not whole:
        yield from _end_tag(at, "/")


def _ends(text: str, at: Cursor) -> Iterator[Proposal]:
    """Propose the end tag of the innermost open element, behind ``</``."""
    if at.parent is not None:
        rest = re.compile(r"\s*>").match(text, at.end)
        name = at.parent.name
        yield Proposal(f"/{name}", name if rest else f"{name}>", at.start, at.end, "end tag", 0)


def _content(text: str, at: Cursor) -> Iterator[Proposal]:
    """Propose values, elements, and the end tag where that is missing."""
    if at.parent is None:
        return
    element = described(at.parent)
    if element is not None and element.kind is not None and not at.parent.children:
        for value in element.kind.choices:
            yield Proposal(value, value, at.start, at.end, "value", 0, about=element)
    for child, rank in _ranked(at.parent, None):
        start, end = _around(child)
        yield _element(child, rank, start + end, len(start), at)
    yield from _end_tag(at, "</")


def _end_tag(at: Cursor, before: str) -> Iterator[Proposal]:
    if at.parent is not None and not at.parent.closed:
        # The text that is there already stays.
        place = at.end if before == "</" else at.start
        yield Proposal(f"/{at.parent.name}", f"{before}{at.parent.name}>", place, at.end, "end tag", 9)


def _ranked(parent: Node | None, edited: Node | None) -> Iterator[tuple[Element, int]]:
    """Yield what may stand in ``parent``: required and missing before missing before what is there already."""
    present = {child.name for child in parent.children if child is not edited} if parent else set[str]()
    owner = described(parent)
    for element in owner.children if owner else ():
        if element.name in present and not element.repeated:
            yield element, 3
        else:
            yield element, 1 if element.required is True and element.name not in present else 2


def _around(element: Element) -> tuple[str, str]:
    """Return what stands before and behind the cursor in a new element."""
    if element.children:
        return f"<{element.name}>\n\t", f"\n</{element.name}>"
    return f"<{element.name}>", f"</{element.name}>"


def _element(element: Element, rank: int, text: str, caret: int | None, at: Cursor) -> Proposal:
    kind: Literal["section", "element"] = "section" if isinstance(element, Section) else "element"
    return Proposal(element.name, text, at.start, at.end, kind, rank, caret, element)
