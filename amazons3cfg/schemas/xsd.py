"""The XSDs, generated from the descriptions of the sections.

``python -m amazons3cfg.schemas.xsd`` prints that of a whole document; with a folder behind it, it writes all of them
into that.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml import etree

from amazons3cfg.schemas.conditions import assertions
from amazons3cfg.schemas.files import SCHEMA_FILES
from amazons3cfg.schemas.types import SimpleTypes
from amazons3cfg.sections import CB_CONFIG, SECTIONS, Element
from amazons3cfg.sections.amazons3 import AMAZONS3

_XS = "http://www.w3.org/2001/XMLSchema"
_VERSIONING = "http://www.w3.org/2007/XMLSchema-versioning"
_ABOUT = {
    "section": "The amazons3 section of a Cedar Backup configuration file, cback.conf: how the Amazon S3 store action "
    "stores each day's staging directory. XSD 1.0. The whole file is described by cb_config.xsd.",
    "document": "A whole Cedar Backup configuration file, cback.conf, with the sections of Cedar Backup itself and of "
    "its official extensions. XSD 1.1. Sections of other names may hold anything.",
    "editors": "A whole Cedar Backup configuration file, cback.conf, for editors and tools that know XSD 1.0 only. "
    "What one element requires of another is in cb_config.xsd.",
}
# What a whole configuration has; a document of an extension's section alone is an excerpt, and may be one.
_WHOLE = "extensions or options or peers or collect or stage or store or purge"


def xsd(name: str) -> bytes:
    """Return the schema of that name: ``section``, ``document`` or ``editors``."""
    namespaces = {"xs": _XS} | ({"vc": _VERSIONING} if name == "document" else {})
    schema = etree.Element(f"{{{_XS}}}schema", {"elementFormDefault": "unqualified", "version": "1.0"}, namespaces)
    if name == "document":
        schema.set(f"{{{_VERSIONING}}}minVersion", "1.1")
    _document(schema, _ABOUT[name])
    writer = _Writer(schema, assertions() if name == "document" else None)
    if name == "section":
        writer.element(schema, AMAZONS3, AMAZONS3.name, once=True)
    else:
        for section in SECTIONS.values():  # that of amazons3, too: no schema needs another file
            writer.element(schema, section, section.name, once=True)
        writer.root(CB_CONFIG)
    writer.types.write(schema)
    etree.indent(schema, "  ")
    for part in schema:
        part.tail = "\n\n  " if part is not schema[-1] else "\n\n"
    schema.text = "\n\n  "
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(schema, encoding="UTF-8") + b"\n"


class _Writer:
    """Writes the declarations of elements, in XSD 1.1 where there are assertions, else in XSD 1.0."""

    def __init__(self, schema: etree._Element, tests: Mapping[str, list[str]] | None) -> None:
        self.schema = schema
        self.tests = tests
        self.types = SimpleTypes()

    def root(self, root: Element) -> None:
        """Write the declaration of the root, in which unknown sections are let through."""
        declared = _add(self.schema, "element", name=root.name)
        _document(declared, root.help)
        content = _add(declared, "complexType")
        if self.tests is None:
            # Lax: the known sections are declared, so they are validated; others are not.
            sections = _add(content, "sequence")
            _add(sections, "any", namespace="##any", processContents="lax", minOccurs="0", maxOccurs="unbounded")
        else:
            sections = _add(content, "all")
            for name in SECTIONS:
                _add(sections, "element", ref=name, minOccurs="0")
            unknown = {"namespace": "##local", "notQName": " ".join(SECTIONS), "processContents": "skip"}
            _add(sections, "any", **unknown, minOccurs="0", maxOccurs="unbounded")
        _add(content, "anyAttribute", processContents="skip" if self.tests is not None else "lax")
        if self.tests is not None:
            for needed in ("options", *(" or ".join(group) for group in root.one_of)):
                _add(content, "assert", test=f"{needed} or not({_WHOLE})")
            self._assert(content, "")

    def element(self, parent: etree._Element, element: Element, path: str, *, once: bool = False) -> None:
        """Write the declaration of ``element`` at ``path``; ``once`` where nothing is said of how often it is there."""
        declared = _add(parent, "element", name=element.name)
        if not once:
            if not _always(element):
                declared.set("minOccurs", "0")
            if element.repeated and self.tests is not None:
                declared.set("maxOccurs", "unbounded")
        _document(declared, _help(element))
        if element.kind:
            self.types.use(declared, element.kind, empty=element.repeated or not _always(element))
        else:
            self._children(declared, element, path)

    def _children(self, declared: etree._Element, element: Element, path: str) -> None:
        content = _add(declared, "complexType")
        several = [child for child in element.children if child.repeated]
        chosen = bool(several) and self.tests is None
        if not chosen:
            group = _add(content, "all")
        else:
            least = "1" if any(map(_always, several)) else "0"
            group = _add(content, "choice", minOccurs=least, maxOccurs="unbounded")
        for child in element.children:
            self.element(group, child, f"{path}/{child.name}", once=chosen)
        self._assert(content, path)
        for child in several:
            if child.unique:
                self._identity(declared, "unique", f"{path}/{child.name}", child.name, child.unique)
        for child in element.children if chosen else ():
            # A field of more than one element is an error, so this says 'once' where xs:choice cannot.
            if child.kind and not child.repeated:
                key = "key" if _always(child) else "unique"
                self._identity(declared, key, f"{path}/{child.name}", ".", child.name)

    def _identity(self, declared: etree._Element, key: str, path: str, selector: str, field: str) -> None:
        constraint = _add(declared, key, name=path.replace("/", "-"))
        _add(constraint, "selector", xpath=selector)
        _add(constraint, "field", xpath=field)

    def _assert(self, content: etree._Element, path: str) -> None:
        for test in (self.tests or {}).get(path, ()):
            _add(content, "assert", test=test)


def _always(element: Element) -> bool:
    """Tell whether ``element`` must be there whatever else is."""
    return element.required is True and not element.inherits


def _help(element: Element) -> str:
    parts = [element.help]
    if element.kind:
        parts.append(f"Write {element.allowed}.")
    if _always(element):
        parts.append("Required.")
    if element.inherits:
        parts.append(f"If it is absent, that of {element.inherits} counts.")
    if element.default:
        parts.append(f"If it is absent: {element.default}.")
    if element.example:
        parts.append(f"Example: {element.example}")
    return " ".join(parts)


def _document(parent: etree._Element, text: str) -> None:
    documentation = _add(_add(parent, "annotation"), "documentation")
    documentation.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
    documentation.text = text


def _add(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_XS}}}{tag}", attributes)


def main(arguments: Sequence[str]) -> None:
    """Write all XSDs into the folder that is the only argument, or print that of a whole document."""
    if not arguments:
        print(xsd("document").decode(), end="")
    for name in _ABOUT if arguments else ():
        (Path(arguments[0]) / SCHEMA_FILES[name]).write_bytes(xsd(name))


if __name__ == "__main__":
    main(sys.argv[1:])
