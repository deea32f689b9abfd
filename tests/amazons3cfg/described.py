"""Whole documents built from the descriptions of the sections, and what the original says of a document."""

from collections.abc import Iterator
from importlib import import_module
from xml.sax.saxutils import escape

from CedarBackup3.config import Config

from amazons3cfg.sections import CB_CONFIG, EXTENSIONS, Element


def elements() -> Iterator[tuple[str, Element]]:
    """Yield every element that holds text, behind its path from the root."""
    for section in CB_CONFIG.children:
        yield from ((path, element) for path, element in section.walk() if element.kind)


def whole_document(path: str = "", text: str = "") -> str:
    """Return a document with every element once, each with its example, and ``text`` in the one at ``path``."""
    return _xml(CB_CONFIG, "", path, text)


def _xml(element: Element, own: str, path: str, text: str) -> str:
    if element.kind:
        content = escape(text if own == path else element.example)
    else:
        left_out = {
            name
            for group in (element.one_of if element.exclusive else ())
            for name in group
            if name != next((each for each in group if f"{own}/{each}" == path), group[0])
        }
        content = "".join(
            _xml(child, f"{own}/{child.name}".lstrip("/"), path, text)
            for child in element.children
            if child.name not in left_out
        )
    return f"<{element.name}>{content}</{element.name}>"


def refusal(document: str) -> str:
    """Return why the original refuses ``document``, asked of it as a whole and for each extension; empty if not."""
    modules = [section.module for section in EXTENSIONS.values() if f"<{section.name}>" in document]
    for reader in (Config, *(import_module(module).LocalConfig for module in modules)):
        try:
            reader(xmlData=document)
        except ValueError as error:
            return str(error) or "refused"
    return ""
