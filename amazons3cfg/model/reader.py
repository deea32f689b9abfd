"""From a document to the model: the section's values, read as the original reads them."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve
from lxml import etree

from amazons3cfg.findings import FieldError, Finding
from amazons3cfg.model.amazons3 import FIELDS, AmazonS3Config, requirements
from amazons3cfg.rules.structure import NESTED_ELEMENT
from amazons3cfg.text.names import children_named, is_named, local_name
from amazons3cfg.text.tree import Document

ROOT_ELEMENT = "cb_config"
SECTION_ELEMENT = "amazons3"

_NAMES: dict[Any, str] = {spec.name: name for name, spec in FIELDS.items()}
_KINDS = {name: spec.values for name, spec in FIELDS.items()}


def find_section(document: Document) -> etree._Element | None:
    """Return the first section directly under ``cb_config``; None where there is none."""
    sections = children_named(document.root, SECTION_ELEMENT) if is_named(document.root, ROOT_ELEMENT) else []
    return sections[0] if sections else None


def field_name(element: etree._Element) -> str | None:
    """Return the API name of the field that ``element``, a child of the section, is; None if it is none."""
    name = _NAMES.get(element.tag)
    if name is None and element.prefix is None:
        return _NAMES.get(local_name(element))
    return name


def field_elements(section: etree._Element) -> dict[str, etree._Element]:
    """Return the element that counts for each field that is there, by its API name.

    That is the first one with something in it, or else the first.
    """
    elements: dict[str, etree._Element] = {}
    for child in section:
        name = field_name(child)
        if name is not None and (name not in elements or is_empty(elements[name])):
            elements[name] = child
    return elements


def read_section(document: Document, *, validate: bool) -> tuple[AmazonS3Config | None, list[Finding]]:
    """Return the values of the document's section, None if it has none, and all that is wrong with them.

    Unknown elements and repeats are passed over. A value that is refused is left at its default. With
    ``validate``, what ``requirements`` finds missing is told as well.
    """
    section = find_section(document)
    if section is None:
        return None, list(_no_section(document)) if validate else []
    values: dict[str, Any] = {}
    refused: dict[str, list[Finding]] = {}
    for child in section:
        name = field_name(child)
        if name is None or name in values or name in refused or is_empty(child):
            continue
        try:
            values[name] = read_field(document, child, name)
        except FieldError as error:
            refused[name] = list(error.findings)
    config = AmazonS3Config(**values)
    findings = [finding for found in refused.values() for finding in found]
    wanted = requirements(config) if validate and "s3Bucket" not in refused else []
    if wanted:
        place = field_elements(section).get("s3Bucket", section)
        findings += [document.place(finding, place) for finding in wanted]
    return config, findings


def _no_section(document: Document) -> Iterator[Finding]:
    from amazons3cfg.rules.suggestions import closest  # only when something is wrong

    names = {local_name(child): child for child in document.root} if is_named(document.root, ROOT_ELEMENT) else {}
    meant = closest(SECTION_ELEMENT, names)
    for finding in requirements(None):
        if meant is None:
            yield document.place(finding, document.root)
        else:
            hint = f"write <{SECTION_ELEMENT}> for <{meant}>, if that is meant"
            yield document.place_tag(evolve(finding, hint=hint), names[meant])


def is_empty(element: etree._Element) -> bool:
    """Tell whether an element of a field stands for no value."""
    return not (element.text or len(element))


def read_field(document: Document, element: etree._Element, name: str) -> Any:
    """Return the value of the field ``name``, which ``element`` of ``document`` is; it is not empty.

    Raises ``FieldError`` with its place.
    """
    try:
        if len(element):
            spec = FIELDS[name]
            message = f"<{local_name(element[0])}> stands in <{spec.name}>, where only text belongs"
            raise FieldError(NESTED_ELEMENT.finding(message, f"write {spec.allowed}"))
        return _KINDS[name].read(element.text or "")
    except FieldError as error:
        raise FieldError(*(document.place(evolve(f, field=name), element) for f in error.findings)) from None
