"""What has to be spliced into a text to set, add or remove elements; nothing else of the text is touched."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lxml import etree

from amazons3cfg.findings import Edit
from amazons3cfg.text.edits import written
from amazons3cfg.text.layout import indentation, line_tail, removal
from amazons3cfg.text.names import local_name, written_name
from amazons3cfg.text.tree import Document


class Line(NamedTuple):
    """A line to be added, so many levels deeper than its block."""

    depth: int
    text: str


def element_line(document: Document, name: str, value: str, depth: int = 0) -> Line:
    """Return the line of an element ``name`` that holds ``value``, or is empty."""
    return Line(depth, f"<{name}>{written(document.source, value)}</{name}>" if value else f"<{name}/>")


def nested(name: str, lines: Iterable[Line]) -> list[Line]:
    """Return ``lines`` with an element ``name`` around them."""
    return [Line(0, f"<{name}>"), *(Line(line.depth + 1, line.text) for line in lines), Line(0, f"</{name}>")]


def set_text(document: Document, element: etree._Element, value: str) -> list[Edit]:
    """Make ``value`` all that ``element`` holds."""
    span = document.span(element)
    if span.content_end < span.end:
        return [Edit(span.content, span.content_end, written(document.source, value))]
    return [_open(document, element, written(document.source, value))]


def clear(document: Document, elements: Iterable[etree._Element]) -> list[Edit]:
    """Empty ``elements``."""
    spans = [document.span(element) for element in elements]
    return [Edit(span.content, span.content_end, "") for span in spans if span.content < span.content_end]


def remove(document: Document, elements: Iterable[etree._Element]) -> list[Edit]:
    """Remove ``elements``, with the lines that they stand alone on."""
    text, ranges = document.source.text, list[tuple[int, int]]()
    for element in elements:
        start, _, _, end = document.span(element)
        # Those with only blanks between them leave one hole.
        if ranges and not text[ranges[-1][1] : start].strip():
            start = ranges.pop()[0]
        ranges.append((start, end))
    return [Edit(*removal(text, start, end), "") for start, end in ranges]


def rename(document: Document, element: etree._Element, name: str) -> list[Edit]:
    """Write ``name`` in the tags of ``element``."""
    span = document.span(element)
    length = len(written_name(element))
    edits = [Edit(span.start + 1, span.start + 1 + length, name)]
    if span.content_end < span.end:
        edits.append(Edit(span.content_end + 2, span.content_end + 2 + length, name))
    return edits


def insert(
    document: Document, parent: etree._Element, name: str, lines: list[Line], order: Sequence[str]
) -> list[Edit]:
    """Add ``lines``, an element ``name``, to ``parent``: behind its like, and what comes before it in ``order``."""
    places = {each: place for place, each in enumerate(order)}
    mine = places.get(name, len(places))
    earlier = [child for child in parent if places.get(local_name(child), len(places)) <= mine]
    if not earlier:
        return _insert_first(document, parent, lines)
    text, anchor = document.source.text, document.span(earlier[-1])
    return [_insert_behind(document, anchor.end, lines, indentation(text, anchor.start))]


def append(document: Document, parent: etree._Element, lines: list[Line]) -> list[Edit]:
    """Add ``lines`` behind all that is in ``parent``, indented as its children are."""
    text, span = document.source.text, document.span(parent)
    line_end, indent, deeper = document.source.newline, _child_indent(document, parent), document.unit
    block_lines = [f"{indent}{deeper * line.depth}{line.text}" for line in lines]
    block = line_end + line_end.join(block_lines) + line_end + (indentation(text, span.start) or "")
    content = text[span.content : span.content_end]
    if span.content_end == span.end:
        return [_open(document, parent, block)]
    if not content:
        return [Edit(span.content, span.content, block)]
    if "\n" not in content and "\r" not in content:
        return [Edit(span.content_end, span.content_end, "".join(line.text for line in lines))]
    outer = indentation(text, span.content_end)
    if outer is None:
        return [Edit(span.content_end, span.content_end, block)]
    start = span.content_end - len(outer)
    return [Edit(start, start, "".join(line + line_end for line in block_lines))]


def _insert_first(document: Document, parent: etree._Element, lines: list[Line]) -> list[Edit]:
    text, span = document.source.text, document.span(parent)
    outer, line_end, deeper = indentation(text, span.start), document.source.newline, document.unit
    indent = _child_indent(document, parent)
    block_lines = [f"{indent}{deeper * line.depth}{line.text}" for line in lines]
    block = line_end + line_end.join(block_lines) + line_end + (outer or "")
    joined = "".join(line.text for line in lines)
    if span.content_end == span.end:
        return [_open(document, parent, joined if outer is None else block)]
    inner = text[span.content : span.content_end]
    if "\n" in inner or "\r" in inner:
        return [_insert_behind(document, span.content, lines, indent)]
    return [Edit(span.content, span.content, joined if inner or outer is None else block)]


def _insert_behind(document: Document, offset: int, lines: list[Line], indent: str | None) -> Edit:
    if indent is None:
        return Edit(offset, offset, "".join(line.text for line in lines))
    line_end, deeper = document.source.newline, document.unit
    place = line_tail(document.source.text, offset)
    return Edit(place, place, "".join(f"{line_end}{indent}{deeper * line.depth}{line.text}" for line in lines))


def _open(document: Document, element: etree._Element, content: str) -> Edit:
    """Turn an empty-element tag into a start tag, that content, and an end tag."""
    span = document.span(element)
    tag = document.source.text[span.start : span.end]
    slash = span.start + len(tag[:-2].rstrip())
    return Edit(slash, span.end, f">{content}</{written_name(element)}>")


def _child_indent(document: Document, parent: etree._Element) -> str:
    """Return the indentation of the first child that begins a line, or else one unit more than the parent's."""
    text = document.source.text
    for child in parent:
        indent = indentation(text, document.start(child))
        if indent is not None:
            return indent
    return (indentation(text, document.start(parent)) or "") + document.unit
