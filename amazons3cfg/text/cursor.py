"""What stands at a place of a text, well-formed or not."""

import re
from bisect import bisect_right
from typing import Literal

from attrs import define

from amazons3cfg.text.outline import Node, Outline

_TAG = re.compile(r"""<(/?)([^\s<>/!?"']*+)""")
Place = Literal["start tag", "end tag", "text"]


@define(frozen=True, slots=True)
class Cursor:
    """A place at which something can be written or explained: a name in a tag, or text."""

    place: Place
    parent: Node | None
    """The element whose content it is in; for a name, that of the element whose tag it is in."""
    node: Node | None
    """The element whose tag it is in, where that is a whole tag."""
    start: int
    """Where the word at the place begins: the name, or the text on its line without blanks around it."""
    end: int


def cursor(text: str, outline: Outline, offset: int) -> Cursor | None:
    """Return what is at ``offset``; None in comments, CDATA sections, instructions and attributes."""
    if _opaque(text, outline, offset):
        return None
    opening = text.rfind("<", 0, offset)
    if opening > text.rfind(">", 0, offset):
        return _in_tag(text, outline, opening, offset)
    start = max(text.rfind(end, 0, offset) for end in ">\n\r") + 1
    end = min((at for at in (text.find(each, offset) for each in "<\n\r") if at >= 0), default=len(text))
    start += len(text[start:offset]) - len(text[start:offset].lstrip())
    end -= len(text[offset:end]) - len(text[offset:end].rstrip())
    return Cursor("text", outline.innermost(offset), None, start, end)


def _opaque(text: str, outline: Outline, offset: int) -> bool:
    at = bisect_right(outline.opaque, (offset, -1)) - 1
    if at < 0:
        return False
    start, end = outline.opaque[at]
    unfinished = end == len(text) and not text.endswith(("-->", "]]>", "?>"), start)
    return start < offset and (offset < end or unfinished)


def _in_tag(text: str, outline: Outline, opening: int, offset: int) -> Cursor | None:
    tag = _TAG.match(text, opening)
    if tag is None or not tag.start(2) <= offset <= tag.end() or text.startswith(("!", "?"), tag.start(2)):
        return None
    around = outline.innermost(opening)
    if tag[1]:
        # Its own element ends here, and is the innermost one.
        whole = around if around is not None and around.content_end == opening and around.end > opening else None
        return Cursor("end tag", around, whole, *tag.span(2))
    siblings = around.children if around else outline.roots
    node = next((node for node in siblings if node.start == opening), None)
    return Cursor("start tag", around, node, *tag.span(2))
