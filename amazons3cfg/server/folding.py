"""What can be folded away: elements and comments that span lines."""

from typing import NamedTuple

from amazons3cfg.server.opened import OpenText


class Fold(NamedTuple):
    """A text that spans lines, up to the line that stays visible where it is an element."""

    start: int
    end: int
    comment: bool


def folds(opened: OpenText) -> list[Fold]:
    """Return what can be folded, in the order of the text."""
    elements = [Fold(node.start, node.content_end, False) for node in opened.outline.walk() if node.closed]
    comments = [Fold(*place, True) for place in opened.outline.opaque if opened.text.startswith("<!--", place[0])]
    return sorted(fold for fold in elements + comments if _spans_lines(opened.text, fold))


def _spans_lines(text: str, fold: Fold) -> bool:
    return any(text.find(end, fold.start, fold.end) >= 0 for end in "\n\r")
