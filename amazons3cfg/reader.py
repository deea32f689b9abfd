"""From a document to the model: the section's values, read as the original reads them."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from amazons3cfg.config import SPECS, AmazonS3Config, requirements
from amazons3cfg.document import Document, children_named, is_named, local_name
from amazons3cfg.fields import Spec
from amazons3cfg.findings import FieldError, Finding
from amazons3cfg.rules import NESTED_ELEMENT

ROOT_ELEMENT = "cb_config"
SECTION_ELEMENT = "amazons3"

_BY_ELEMENT = {spec.element: (name, spec) for name, spec in SPECS.items()}


def find_section(document: Document) -> etree._Element | None:
    """Return the first section directly under ``cb_config``; None where there is none."""
    sections = children_named(document.root, SECTION_ELEMENT) if is_named(document.root, ROOT_ELEMENT) else []
    return sections[0] if sections else None


def section_fields(section: etree._Element) -> Iterator[tuple[etree._Element, str, Spec]]:
    """Yield each child of ``section`` that is one of its fields, with the field's API name and description."""
    for child in section:
        known = _BY_ELEMENT.get(str(child.tag)) or (child.prefix is None and _BY_ELEMENT.get(local_name(child)))
        if known:
            yield child, *known


def read_section(document: Document, *, validate: bool) -> tuple[AmazonS3Config | None, list[Finding]]:
    """Return the values of the document's section, None if it has none, and all that is wrong with them.

    The first of each field counts; unknown elements and repeats are passed over. A value that is refused is
    left at its default. With ``validate``, what ``requirements`` finds missing is told as well.
    """
    section = find_section(document)
    if section is None:
        wanted = requirements(None) if validate else []
        return None, [document.place(finding, document.root) for finding in wanted]
    elements: dict[str, etree._Element] = {}
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for child, name, spec in section_fields(section):
        if name in elements:
            continue
        elements[name] = child
        try:
            values[name] = _read_field(child, spec)
        except FieldError as error:
            findings += [document.place(finding, child) for finding in error.findings]
    config = AmazonS3Config(**values)
    if validate and ("s3Bucket" in values or "s3Bucket" not in elements):
        findings += [document.place(f, elements.get("s3Bucket", section)) for f in requirements(config)]
    return config, findings


def _read_field(element: etree._Element, spec: Spec) -> Any:  # noqa: ANN401 - a value of any kind
    if len(element):
        message = f"<{local_name(element[0])}> stands in <{spec.element}>, where only text belongs"
        raise FieldError(NESTED_ELEMENT.finding(message, f"write {spec.allowed}"))
    return spec.kind.read(element.text) if element.text else spec.kind.empty
