"""What has to be spliced into a document's text for each edit; pure, and nothing else of the text is touched."""

from typing import NamedTuple

from lxml import etree

from amazons3cfg.model.amazons3 import SPECS
from amazons3cfg.model.reader import SECTION_ELEMENT, field_elements, field_name, find_section
from amazons3cfg.model.writer import INDENT, escape
from amazons3cfg.text.layout import indentation, line_tail, newline, removal
from amazons3cfg.text.tree import Document, children_named

_ORDER = {name: place for place, name in enumerate(SPECS)}


class Edit(NamedTuple):
    """The text from ``start`` to ``end`` becomes ``text``."""

    start: int
    end: int
    text: str


class Line(NamedTuple):
    """A line to be added, so many levels deeper than its block."""

    depth: int
    text: str


def apply(text: str, edits: list[Edit]) -> str:
    """Return ``text`` with the edits made, which do not overlap."""
    pieces, offset = [], 0
    for edit in sorted(edits):
        pieces += [text[offset : edit.start], edit.text]
        offset = edit.end
    return "".join([*pieces, text[offset:]])


def set_field(document: Document, name: str, value: str) -> list[Edit]:
    """Give the field ``name`` the text ``value``; add it, and the section, if they are not there."""
    section = find_section(document)
    if section is None:
        return add_section(document, {name: value})
    element = field_elements(section).get(name)
    if element is None:
        return [_add_field(document, section, name, value)]
    span = document.span(element)
    if span.content_end < span.end:
        return [Edit(span.content, span.content_end, _text(document, value))]
    return [_open(document, element, _text(document, value))]


def clear_field(document: Document, name: str) -> list[Edit]:
    """Empty every element of the field ``name``."""
    spans = [document.span(element) for element in _elements(document, name)]
    return [Edit(span.content, span.content_end, "") for span in spans if span.content < span.content_end]


def remove_field(document: Document, name: str) -> list[Edit]:
    """Remove every element of the field ``name``."""
    return _removals(document, _elements(document, name))


def remove_section(document: Document) -> list[Edit]:
    """Remove every section directly under the root."""
    return _removals(document, children_named(document.root, SECTION_ELEMENT))


def add_section(document: Document, values: dict[str, str], comments: bool = False) -> list[Edit]:
    """Add a section with those fields, by their API names, as the last child of the root.

    With ``comments``, each field's help stands before it.
    """
    lines = [Line(0, f"<{SECTION_ELEMENT}>")]
    for name, value in values.items():
        if comments:
            lines.append(Line(1, f"<!-- {SPECS[name].help} -->"))
        lines.append(Line(1, _element(document, name, value)))
    return append(document, document.root, [*lines, Line(0, f"</{SECTION_ELEMENT}>")])


def append(document: Document, parent: etree._Element, lines: list[Line]) -> list[Edit]:
    """Add ``lines`` behind all that is in ``parent``, indented as its children are."""
    text, span = document.source.text, document.span(parent)
    line_end, indent, unit = newline(text), _child_indent(document, parent), _unit(document)
    written = [f"{indent}{unit * line.depth}{line.text}" for line in lines]
    block = line_end + line_end.join(written) + line_end + (indentation(text, span.start) or "")
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
    return [Edit(start, start, "".join(line + line_end for line in written))]


def _add_field(document: Document, section: etree._Element, name: str, value: str) -> Edit:
    text, element = document.source.text, _element(document, name, value)
    span = document.span(section)
    if span.content_end == span.end:
        outer = indentation(text, span.start)
        if outer is None:
            return _open(document, section, element)
        line_end = newline(text)
        return _open(document, section, f"{line_end}{_child_indent(document, section)}{element}{line_end}{outer}")
    earlier = [child for child in section if _ORDER.get(field_name(child) or "", len(_ORDER)) < _ORDER[name]]
    if earlier:
        anchor = document.span(earlier[-1])
        return _insert_behind(text, anchor.end, element, indentation(text, anchor.start))
    outer = indentation(text, span.start)
    inner = text[span.content : span.content_end]
    if "\n" in inner or "\r" in inner:
        return _insert_behind(text, span.content, element, _child_indent(document, section))
    if inner or outer is None:
        return Edit(span.content, span.content, element)
    line_end = newline(text)
    block = f"{line_end}{_child_indent(document, section)}{element}{line_end}{outer}"
    return Edit(span.content, span.content, block)


def _insert_behind(text: str, offset: int, element: str, indent: str | None) -> Edit:
    if indent is None:
        return Edit(offset, offset, element)
    place = line_tail(text, offset)
    return Edit(place, place, f"{newline(text)}{indent}{element}")


def _open(document: Document, element: etree._Element, content: str) -> Edit:
    """Turn an empty-element tag into a start tag, that content, and an end tag."""
    span = document.span(element)
    tag = document.source.text[span.start : span.end]
    slash = span.start + len(tag[:-2].rstrip())
    return Edit(slash, span.end, f">{content}</{span.name}>")


def _elements(document: Document, name: str) -> list[etree._Element]:
    section = find_section(document)
    return [] if section is None else [child for child in section if field_name(child) == name]


def _removals(document: Document, elements: list[etree._Element]) -> list[Edit]:
    text, ranges = document.source.text, list[tuple[int, int]]()
    for element in elements:
        start, _, _, end = document.span(element)[1:]
        # Those with only blanks between them leave one hole.
        if ranges and not text[ranges[-1][1] : start].strip():
            start = ranges.pop()[0]
        ranges.append((start, end))
    return [Edit(*removal(text, start, end), "") for start, end in ranges]


def _child_indent(document: Document, parent: etree._Element) -> str:
    """Return the indentation of the first child that begins a line, or else one unit more than the parent's."""
    text = document.source.text
    for child in parent:
        indent = indentation(text, document.span(child).start)
        if indent is not None:
            return indent
    return (indentation(text, document.span(parent).start) or "") + _unit(document)


def _unit(document: Document) -> str:
    """Return how much deeper a child is indented than its parent, by the first pair that shows it."""
    text = document.source.text
    for parent in (document.root, *document.root):
        outer = indentation(text, document.span(parent).start)
        for child in parent if outer is not None else ():
            inner = indentation(text, document.span(child).start)
            if outer is not None and inner is not None and inner.startswith(outer) and inner != outer:
                return inner.removeprefix(outer)
    return INDENT


def _element(document: Document, name: str, value: str) -> str:
    element = SPECS[name].element
    return f"<{element}>{_text(document, value)}</{element}>" if value else f"<{element}/>"


def _text(document: Document, value: str) -> str:
    source = document.source
    escaped = escape(value).replace("\n", newline(source.text))
    encoding = source.encoding or "utf-8"
    return escaped.encode(encoding, "xmlcharrefreplace").decode(encoding)
