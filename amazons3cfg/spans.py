"""Where each element of a document stands in its text, which lxml does not tell."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# The alternatives of `content` in XML 1.0, production 43, for a text without a document type declaration.
# What is not terminated goes on to the end of a malformed text.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"""|<(?P<close>/?)(?P<name>[^\s/>!?"'<]+)(?:[^>"'<]|"[^"]*"|'[^']*')*>""",
    re.DOTALL,
)


class Span(NamedTuple):
    """The place of one element, as offsets into the text in characters; ends are exclusive."""

    name: str
    """With its prefix, as it is written."""
    start: int
    """The ``<`` of the start tag."""
    content: int
    """What is behind the start tag."""
    content_end: int
    """The ``<`` of the end tag; for an empty-element tag the same as ``content`` and ``end``."""
    end: int
    """What is behind the end tag."""


def element_spans(text: str) -> list[Span]:
    """Return the spans of all elements of a well-formed ``text``, in the order of their start tags."""
    spans: list[Span] = []
    still_open: list[int] = []
    for tag in _tags(text):
        if tag["close"]:
            index = still_open.pop()
            spans[index] = spans[index]._replace(content_end=tag.start(), end=tag.end())
            continue
        if text[tag.end() - 2] != "/":
            still_open.append(len(spans))
        spans.append(Span(tag["name"], tag.start(), tag.end(), tag.end(), tag.end()))
    return spans


def enclosing_element(text: str, offset: int) -> tuple[str | None, int]:
    """Return the element that ``offset`` of a malformed ``text`` is in, and where the markup at it starts.

    The name is None outside the root element.
    """
    still_open: list[str] = []
    for tag in _tags(text):
        if tag.end() > offset:
            return (still_open[-1] if still_open else None), min(tag.start(), offset)
        if not tag["close"] and text[tag.end() - 2] != "/":
            still_open.append(tag["name"])
        elif tag["close"] and still_open:
            still_open.pop()
    return (still_open[-1] if still_open else None), offset


def _tags(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _MARKUP.finditer(text) if match["name"] is not None)
