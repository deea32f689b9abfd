"""The elements in a text: where their tags begin and end."""

import re
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple, cast

# The alternatives of `content` in XML 1.0, production 43, for a text without a document type declaration.
# What is not terminated goes on to the end of a malformed text. Possessive, so that no text takes quadratic time.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"""|<(?P<close>/?)(?P<name>[^\s/>!?"'<]++)(?:[^>"'<]++|"[^"]*+"|'[^']*+')*+>""",
    re.DOTALL,
)
# What may hold a "<" that begins no tag.
_OPAQUE = r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
_START = r"""<[^/>!?][^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*+>"""
_LEAF = r"(?<!/>)[^<]*+(</[^>]*+>)"
# A start tag, and with it the end tag if there is only text between them; an end tag; or what holds no tags.
_TOKEN = re.compile(rf"({_START})(?:{_LEAF})?|</[^>]*+>|({_OPAQUE})", re.DOTALL)
_ALONE = re.compile(rf"({_START}){_LEAF}")
_BLOCK = re.compile(_START)
_ASIDE = re.compile(_OPAQUE, re.DOTALL)
_NOTHING = "<![CDATA[]]>"


class Span(NamedTuple):
    """The place of one element, as offsets into the text in characters; ends are exclusive."""

    start: int
    """The ``<`` of the start tag."""
    content: int
    """What is behind the start tag."""
    content_end: int
    """The ``<`` of the end tag; for an empty-element tag the same as ``content`` and ``end``."""
    end: int
    """What is behind the end tag."""


Offsets = tuple[int, ...]
"""Those of a ``Span``, which takes longer to make; big documents have very many."""


def all_spans(text: str) -> list[Offsets]:
    """Return the spans of all elements of a well-formed ``text``, in the order of their start tags."""
    spans: list[Offsets] = []
    still_open: list[int] = []
    add, opened, closed = spans.append, still_open.append, still_open.pop
    for token in _TOKEN.finditer(text):
        group = token.lastindex
        if group == 2:
            add(token.span(1) + token.span(2))
        elif group == 1:
            span = token.span(1)
            if text[span[1] - 2] == "/":
                span += (span[1], span[1])  # type: ignore[assignment]
            else:
                opened(len(spans))
            add(span)
        elif group is None:
            spans[closed()] += token.span()
    return spans


def tags_only(text: str) -> str:
    """Return a well-formed ``text``, as long as before, in which each ``<`` begins a tag."""
    return _ASIDE.sub(lambda found: " " * len(found[0]), text) if "<!" in text or "<?" in text else text


def start_tags(text: str, name: str) -> list[int]:
    """Return where ``text`` has something like a start tag of ``name``, which is written with its prefix."""
    return [found.start() for found in _start_tag(name).finditer(text)]


def leaf_span(text: str, start: int) -> Span | None:
    """Return the span of the element that begins at ``start`` of a well-formed ``text``, if it holds only text."""
    tags = _ALONE.match(text, start)
    return Span(*tags.span(1), *tags.span(2)) if tags else None


def only_span(text: str, start: int, name: str) -> Span | None:
    """Return the span of the element ``name`` that begins at ``start``, if all of ``text`` has one end tag for it."""
    content = cast("re.Match[str]", _BLOCK.match(text, start)).end()
    if text[content - 2] == "/":
        return Span(start, content, content, content)
    ends = list(islice(_end_tag(name).finditer(text), 2))
    return Span(start, content, *ends[0].span()) if len(ends) == 1 else None


def block_span(tags: str, start: int, name: str) -> Span:
    """Return the span of the element ``name`` that begins at ``start`` of ``tags``, as ``tags_only`` returns them."""
    content = cast("re.Match[str]", _BLOCK.match(tags, start)).end()
    if tags[content - 2] == "/":
        return Span(start, content, content, content)
    opening, closing = _start_tag(name), _end_tag(name)
    offset, depth = content, 1
    while end := closing.search(tags, offset):  # one by one: a search for either stops at each tag of a big document
        for inner in opening.finditer(tags, offset, end.start()):
            depth += tags[cast("re.Match[str]", _BLOCK.match(tags, inner.start())).end() - 2] != "/"
        depth -= 1
        if not depth:
            return Span(start, content, *end.span())
        offset = end.end()
    raise ValueError(f"<{name}> at {start} is not closed")


class Tag(NamedTuple):
    """A tag in a text that may be malformed."""

    start: int
    end: int
    name: str
    form: Literal["start", "end", "empty"]


def all_tags(text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[Tag]:
    """Yield the tags of ``text``, which may be malformed, from offset ``start`` to ``end``."""
    for found in _MARKUP.finditer(text, start, end):
        if found["name"] is not None:
            form = "end" if found["close"] else "empty" if text[found.end() - 2] == "/" else "start"
            yield Tag(found.start(), found.end(), found["name"], form)  # type: ignore[arg-type]


def open_elements(text: str, offset: int) -> tuple[list[Tag], int]:
    """Return the start tags of what is open at ``offset`` of a malformed ``text``, and where the markup there starts.

    The outermost is the first.
    """
    still_open: list[Tag] = []
    for tag in all_tags(text):
        if tag.end > offset:
            return still_open, min(tag.start, offset)
        if tag.form == "start":
            still_open.append(tag)
        elif tag.form == "end" and still_open:
            still_open.pop()
    return still_open, offset


def first_text(content: str) -> str:
    """Return the first piece of text in the ``content`` of an element, as it is written.

    That is what Cedar Backup reads: comments, instructions, CDATA and elements before it are passed over. CDATA with
    nothing in it does not end the piece.
    """
    offset = 0
    while content.startswith("<", offset):
        markup = cast("re.Match[str]", _MARKUP.match(content, offset))
        if markup["name"] is None or content[markup.end() - 2] == "/":
            offset = markup.end()
        else:
            offset = block_span(tags_only(content), offset, markup["name"]).end
    text = ""
    while True:
        end = content.find("<", offset)
        text += content[offset:] if end < 0 else content[offset:end]
        if end < 0 or not content.startswith(_NOTHING, end):
            return text
        offset = end + len(_NOTHING)


def _start_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"<{re.escape(name)}(?=[\s/>])")


def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}\s*>")
