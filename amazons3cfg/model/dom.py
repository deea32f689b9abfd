"""From the model to a section in a minidom DOM; apart from the other writers, since few need minidom."""

from io import StringIO
from typing import Any
from xml.dom import minidom

from amazons3cfg.model.amazons3 import AmazonS3Config
from amazons3cfg.model.reader import SECTION_ELEMENT
from amazons3cfg.model.writer import field_texts
from amazons3cfg.text.edits import CARRIAGE_RETURN


class _Text(minidom.Text):
    """A text node that keeps a carriage return, which minidom's own writes as it is."""

    def writexml(self, writer: Any, indent: str = "", addindent: str = "", newl: str = "") -> None:
        text = StringIO()
        super().writexml(text, indent, addindent)
        writer.write(text.getvalue().replace("\r", CARRIAGE_RETURN) + newl)


def _text(document: minidom.Document, text: str) -> _Text:
    """Return a text node of ``document``, as its ``createTextNode`` makes one."""
    node = _Text()
    node.data, node.ownerDocument = text, document
    return node


def add_to_dom(config: AmazonS3Config, document: minidom.Document, parent: minidom.Element) -> None:
    """Append the section to ``parent``, a node of the DOM ``document``."""
    create = document.createElement
    section = create(SECTION_ELEMENT)
    for element, text in field_texts(config):
        node = create(element)
        if text:
            node.appendChild(_text(document, text) if "\r" in text else document.createTextNode(text))
        section.appendChild(node)
    parent.appendChild(section)  # minidom is faster from the leaves up
