"""Where a field stands in a configuration document."""

from attrs import define


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
