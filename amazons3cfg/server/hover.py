"""What is shown of the element under the mouse or the cursor."""

from typing import NamedTuple

from amazons3cfg.sections import Element
from amazons3cfg.server.descriptions import described
from amazons3cfg.server.opened import OpenText
from amazons3cfg.text.cursor import cursor


class Explanation(NamedTuple):
    """What is described, and the text from ``start`` to ``end`` that it is about."""

    element: Element
    start: int
    end: int


def hover(opened: OpenText, offset: int) -> Explanation | None:
    """Return what to show at ``offset``: on the name of an element, or on its value."""
    at = cursor(opened.text, opened.outline, offset)
    if at is None or at.start == at.end:
        return None
    node = at.node
    if at.place == "text" and at.parent is not None and not at.parent.children:
        node = at.parent
    element = described(node)
    return Explanation(element, at.start, at.end) if element else None
