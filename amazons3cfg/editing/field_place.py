"""Where a field stands in a configuration document."""

from attrs import define

from amazons3cfg.model.reader import field_elements, find_section
from amazons3cfg.text.source import encode
from amazons3cfg.text.tree import Document


@define(frozen=True, slots=True)
class FieldPlace:
    """Where a field stands in a document: as bytes of the whole file, and as characters of its text.

    Ends are exclusive. ``ConfigDocument.position`` makes lines and columns of characters, in the units of an editor.
    """

    line: int
    column: int
    """Of the element's start tag, counted from 1, in characters."""
    start: int
    end: int
    """Of the element, tags included."""
    value_start: int
    value_end: int
    """Of what is between the tags."""
    characters: tuple[int, int]
    """Start and end of the element, as findings and edits count them."""
    value_characters: tuple[int, int]
    """The same of what is between the tags."""


def field_places(document: Document) -> dict[str, FieldPlace]:
    """Return where each field that is there stands, by the field's name."""
    section = find_section(document)
    elements = {} if section is None else field_elements(section)
    source = document.source
    found = {}
    for name, element in elements.items():
        span = document.span(element)
        start, end, value_start, value_end = (
            len(encode(source, each)) for each in (span.start, span.end, span.content, span.content_end)
        )
        found[name] = FieldPlace(
            *source.position(span.start),
            start=start,
            end=end,
            value_start=value_start,
            value_end=value_end,
            characters=(span.start, span.end),
            value_characters=(span.content, span.content_end),
        )
    return found
