"""The elements of a text as an editor lists them."""

import re

from attrs import define

from amazons3cfg.server.opened import OpenText
from amazons3cfg.text.outline import Node

# Sections and what is directly in them; deeper, only what has elements in it, so that big files stay quick.
_ALL_TO_DEPTH = 3
_DEEPEST = 50
_MOST_DETAIL = 60


@define(frozen=True, slots=True)
class Symbol:
    """An element: from ``start`` to ``end``, its name from ``name_start`` to ``name_end``."""

    name: str
    detail: str
    start: int
    end: int
    name_start: int
    name_end: int
    holds_text: bool
    children: tuple["Symbol", ...]


def symbols(opened: OpenText) -> list[Symbol]:
    """Return the root element, and in it the sections, and so on."""
    return [_symbol(opened.text, node, 1) for node in opened.outline.roots]


def _symbol(text: str, node: Node, depth: int) -> Symbol:
    shown = [child for child in node.children if depth < _ALL_TO_DEPTH or child.children]
    # An entry of a list is known by its first value, for instance a directory by its path.
    tells = node if not node.children else node.children[0] if depth >= _ALL_TO_DEPTH else None
    return Symbol(
        node.name,
        _value(text, tells) if tells else "",
        node.start,
        node.end,
        node.start + 1,
        node.start + 1 + len(node.name),
        not node.children,
        tuple(_symbol(text, child, depth + 1) for child in shown) if depth < _DEEPEST else (),
    )


def _value(text: str, node: Node) -> str:
    content = text[node.content : node.content_end]
    return re.sub(r"\s+", " ", content.strip())[:_MOST_DETAIL] if "<" not in content else ""
