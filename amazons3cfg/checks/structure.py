"""The shape of the document: what the schema says of elements, attributes and namespaces."""

from collections.abc import Iterator

from lxml import etree

from amazons3cfg.findings import Finding
from amazons3cfg.model.amazons3 import FIELDS
from amazons3cfg.model.reader import ROOT_ELEMENT, SECTION_ELEMENT, field_name, find_section
from amazons3cfg.rules import (
    ATTRIBUTE,
    EXTRA_SECTION,
    NAMESPACE,
    REPEATED_ELEMENT,
    ROOT,
    STRAY_TEXT,
    UNKNOWN_ELEMENT,
)
from amazons3cfg.rules.suggestions import did_you_mean
from amazons3cfg.text.tree import Document, children_named, is_named, local_name, written_name

_ELEMENTS = [spec.name for spec in FIELDS.values()]
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
# Allowed on any element by XSD 1.0, part 1, section 2.6; editors write them.
_SCHEMA_HINTS = (_XSI + "schemaLocation", _XSI + "noNamespaceSchemaLocation")


def check_structure(document: Document) -> list[Finding]:
    """Return what is wrong with the root, the number of sections, and the section's content."""
    root = document.root
    if not is_named(root, ROOT_ELEMENT):
        message = f"the root element is <{written_name(root)}>"
        return [document.place(ROOT.finding(message, f"write <{ROOT_ELEMENT}>"), root)]
    findings = [*_namespaces(document, root, *root), *_stray_text(document, root)]
    for extra in children_named(root, SECTION_ELEMENT)[1:]:
        findings.append(
            document.place_tag(EXTRA_SECTION.finding("a second amazons3 section", "keep one of them"), extra)
        )
    section = find_section(document)
    if section is not None:
        findings += _namespaces(document, *section)
        findings += _stray_text(document, section)
        findings += _attributes(document, section, *section)
        findings += _children(document, section)
    return findings


def _namespaces(document: Document, *elements: etree._Element) -> Iterator[Finding]:
    for element in elements:
        if str(element.tag).startswith("{"):
            name = local_name(element)
            hint = f"write <{name}> without a prefix, and remove the xmlns that it is in the scope of"
            yield document.place_tag(NAMESPACE.finding(f"<{name}> is in a namespace", hint), element)


def _stray_text(document: Document, parent: etree._Element) -> Iterator[Finding]:
    for child in (None, *parent):
        text = parent.text if child is None else child.tail
        if text and text.strip():
            start = document.span(parent).content if child is None else document.span(child).end
            offset = start + len(text) - len(text.lstrip())
            message = f"stray text {text.strip()[:20]!r} in <{local_name(parent)}>"
            finding = STRAY_TEXT.finding(message, "remove it, or make it a comment")
            yield document.place_at(finding, offset, offset + len(text.strip()), local_name(parent))


def _attributes(document: Document, *elements: etree._Element) -> Iterator[Finding]:
    for element in elements:
        for name in map(str, element.attrib):
            if name not in _SCHEMA_HINTS:
                message = f"<{local_name(element)}> has the attribute {name!r}"
                yield document.place_tag(ATTRIBUTE.finding(message, "remove it"), element)


def _children(document: Document, section: etree._Element) -> Iterator[Finding]:
    seen: set[str] = set()
    for child in section:
        name = field_name(child)
        if name is None and not str(child.tag).startswith("{"):
            message = f"<{local_name(child)}> is not a field of <{SECTION_ELEMENT}>"
            yield document.place_tag(
                UNKNOWN_ELEMENT.finding(message, did_you_mean(str(child.tag), _ELEMENTS, "<{}>")), child
            )
        elif name in seen:
            message = f"<{local_name(child)}> is given again"
            yield document.place_tag(REPEATED_ELEMENT.finding(message, "keep one of them"), child)
        elif name is not None:
            seen.add(name)
