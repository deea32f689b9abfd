"""Where the elements of a document stand in its text, which lxml does not tell."""

import re
from collections.abc import Iterator
from typing import NamedTuple, cast

# The alternatives of `content` in XML 1.0, production 43, for a text without a document type declaration.
# What is not terminated goes on to the end of a malformed text. Possessive, so that no text takes quadratic time.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"""|<(?P<close>/?)(?P<name>[^\s/>!?"'<]++)(?:[^>"'<]++|"[^"]*+"|'[^']*+')*+>""",
    re.DOTALL,
)
# What may hold a "<" that begins no tag.
_OPAQUE = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_START = re.compile(r"""<([^\s/>]++)(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")


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


def tags_only(text: str) -> str:
    """Return a well-formed ``text``, as long as before, in which each ``<`` begins a tag."""
    return _OPAQUE.sub(lambda found: " " * len(found[0]), text) if "<!" in text or "<?" in text else text


def start_tags(tags: str, name: str = "") -> list[int]:
    """Return where the start tags of the elements that are written as ``name``, or of all, begin.

    Args:
        tags: the text, as ``tags_only`` returns it
        name: with its prefix; empty for all

    """
    pattern = rf"<{re.escape(name)}(?=[\s/>])" if name else "<(?!/)"
    return [found.start() for found in re.finditer(pattern, tags)]


def span_at(tags: str, start: int) -> Span:
    """Return the span of the element whose start tag begins at ``start`` of ``tags``."""
    tag = cast("re.Match[str]", _START.match(tags, start))
    name, content = tag[1], tag.end()
    if tags[content - 2] == "/":
        return Span(name, start, content, content, content)
    depth = 1
    same = re.compile(rf"</{re.escape(name)}\s*>|<{re.escape(name)}(?=[\s/>])")
    for found in same.finditer(tags, content):
        if found[0][1] == "/":
            depth -= 1
            if not depth:
                return Span(name, start, content, found.start(), found.end())
        else:
            inner = cast("re.Match[str]", _START.match(tags, found.start()))
            depth += tags[inner.end() - 2] != "/"
    raise ValueError(f"<{name}> at {start} is not closed")


def element_spans(text: str) -> list[Span]:
    """Return the spans of all elements of a well-formed ``text``, in the order of their start tags."""
    tags = tags_only(text)
    return [span_at(tags, start) for start in start_tags(tags)]


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


def first_text(content: str) -> str:
    """Return the first piece of text in the ``content`` of an element, as it is written.

    That is what Cedar Backup reads: comments, instructions, CDATA and elements before it are passed over.
    """
    offset = 0
    while content.startswith("<", offset):
        markup = cast("re.Match[str]", _MARKUP.match(content, offset))
        if markup["name"] is None or content[markup.end() - 2] == "/":
            offset = markup.end()
        else:
            offset = span_at(tags_only(content), offset).end
    return content[offset:].partition("<")[0]


def _tags(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _MARKUP.finditer(text) if match["name"] is not None)
