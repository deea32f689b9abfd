"""From the model to XML: a section in an lxml tree, or a whole document."""

from lxml import etree

from amazons3cfg.model.amazons3 import FIELDS, AmazonS3Config, field_values
from amazons3cfg.model.reader import ROOT_ELEMENT, SECTION_ELEMENT
from amazons3cfg.text.edits import escape
from amazons3cfg.text.tree import INDENT

_WRITERS = tuple((element.name, element.values.write) for element in FIELDS.values())


def field_texts(config: AmazonS3Config) -> list[tuple[str, str]]:
    """Return the element and the text of each of the five fields, in the order they are written."""
    values = field_values(config)
    return [(element, write(value)) for (element, write), value in zip(_WRITERS, values)]  # noqa: B905 - fast


def add_to_lxml(config: AmazonS3Config, parent: etree._Element) -> None:
    """Append the section to ``parent``."""
    section = etree.SubElement(parent, SECTION_ELEMENT)
    for element, text in field_texts(config):
        etree.SubElement(section, element).text = text or None


def section_xml(config: AmazonS3Config, indent: str) -> str:
    """Return the section as text, each line indented by ``indent``, with a line feed at the end."""
    start = indent + INDENT
    fields = [
        f"{start}<{element}>{escape(text)}</{element}>\n" if text else f"{start}<{element}/>\n"
        for element, text in field_texts(config)
    ]
    return f"{indent}<{SECTION_ELEMENT}>\n{''.join(fields)}{indent}</{SECTION_ELEMENT}>\n"


def document_xml(config: AmazonS3Config | None) -> bytes:
    """Return a whole document in UTF-8 that holds the section, or none if ``config`` is None."""
    section = "" if config is None else section_xml(config, INDENT)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{ROOT_ELEMENT}>\n{section}</{ROOT_ELEMENT}>\n'.encode()
