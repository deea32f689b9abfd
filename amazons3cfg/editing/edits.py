"""The edits of a text that change the ``<amazons3>`` section; pure, and nothing else of the text is touched."""

from collections.abc import Mapping

from lxml import etree

from amazons3cfg.editing.filling import fill
from amazons3cfg.findings import Edit
from amazons3cfg.model.amazons3 import FIELD_NAMES, FIELDS, FieldName
from amazons3cfg.model.reader import SECTION_ELEMENT, field_elements, field_name, find_section
from amazons3cfg.text import splices
from amazons3cfg.text.names import children_named
from amazons3cfg.text.splices import Line
from amazons3cfg.text.tree import Document

_ORDER = [element.name for element in FIELDS.values()]


def set_fields(document: Document, values: Mapping[FieldName, str]) -> list[Edit]:
    """Give fields, by their API names, new texts: an empty one empties the field's elements, if there are any.

    A field, and the section, that are not there are added.
    """
    section = find_section(document)
    if section is None:
        return add_section(document, {name: text for name, text in values.items() if text})
    there = field_elements(section)
    if not there:
        lines = [_line(document, name, values[name]) for name in FIELD_NAMES if values.get(name)]
        return splices.insert(document, section, _ORDER[0], lines, _ORDER) if lines else []
    edits: list[Edit] = []
    for name in FIELD_NAMES:
        if name not in values:
            continue
        if not values[name]:
            edits += splices.clear(document, _elements(section, name))
        elif name in there:
            edits += fill(document, there[name], values[name])
        else:
            lines = [_line(document, name, values[name])]
            edits += splices.insert(document, section, FIELDS[name].name, lines, _ORDER)
    return edits


def remove_field(document: Document, name: str) -> list[Edit]:
    """Remove every element of the field ``name``."""
    section = find_section(document)
    return [] if section is None else splices.remove(document, _elements(section, name))


def remove_section(document: Document) -> list[Edit]:
    """Remove every section directly under the root."""
    return splices.remove(document, children_named(document.root, SECTION_ELEMENT))


def add_section(document: Document, values: Mapping[FieldName, str], comments: bool = False) -> list[Edit]:
    """Add a section with those fields, by their API names, as the last child of the root.

    With ``comments``, each field's help stands before it.
    """
    lines: list[Line] = []
    for name, value in values.items():
        if comments:
            lines.append(Line(0, f"<!-- {FIELDS[name].help} -->"))
        lines.append(_line(document, name, value))
    return splices.append(document, document.root, splices.nested(SECTION_ELEMENT, lines))


def _line(document: Document, name: str, value: str) -> Line:
    return splices.element_line(document, FIELDS[name].name, value)


def _elements(section: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in section if field_name(child) == name]
