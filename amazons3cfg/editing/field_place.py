"""Where a field stands in a configuration document."""

from attrs import define


@define(frozen=True, slots=True)
class FieldPlace:
    """Where a field stands in a document. Offsets count bytes of the whole file; ends are exclusive."""

    line: int
    column: int
    """Of the element's start tag, counted from 1, in characters."""
    start: int
    end: int
    """Of the element, tags included."""
    value_start: int
    value_end: int
    """Of what is between the tags."""
