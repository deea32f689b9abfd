"""Where each element of a document stands in its text, which lxml does not tell."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# The alternatives of `content` in XML 1.0, production 43, for a text without a document type declaration.
# What is not terminated goes on to the end of a malformed text. Possessive, so that no text takes quadratic time.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"""|<(?P<close>/?)(?P<name>[^\s/>!?"'<]++)(?:[^>"'<]++|"[^"]*+"|'[^']*+')*+>""",
    re.DOTALL,
)
# What may hold a "<" that begins no tag, and how it ends.
_OPAQUE = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}


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
    return _spans(text, _tags(text))


def spans_named(text: str, name: str) -> list[Span]:
    """Return the spans of the elements of a well-formed ``text`` that are written as ``name``, in their order.

    Much faster than ``element_spans`` where they are few among many.
    """
    tags = (_MARKUP.match(text, offset) for offset in _occurrences(text, f"<{name}", f"</{name}"))
    # Longer names begin like this one.
    return _spans(text, (tag for tag in tags if tag is not None and tag["name"] == name))


def _spans(text: str, tags: Iterable[re.Match[str]]) -> list[Span]:
    spans: list[Span] = []
    still_open: list[int] = []
    for tag in tags:
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


def _occurrences(text: str, *tags: str) -> Iterator[int]:
    """Yield where ``tags`` begin in a well-formed text."""
    # The next place of each, so that the text is searched once for each, and in C.
    following = {start: text.find(start) for start in (*_OPAQUE, *tags)}
    offset = 0
    while True:
        for start, place in list(following.items()):
            if place < offset:
                place = text.find(start, offset) if place >= 0 else -1
                if place < 0:
                    del following[start]
                else:
                    following[start] = place
        if not following:
            return
        start, place = min(following.items(), key=lambda item: item[1])
        if start in _OPAQUE:
            offset = text.index(_OPAQUE[start], place + len(start)) + len(_OPAQUE[start])
        else:
            yield place
            offset = place + 1
