"""Kinds of values as simple types of XML Schema: named where several elements share one."""

from typing import Any

from lxml import etree

from amazons3cfg.kinds.choice import Choice
from amazons3cfg.kinds.kind import Kind
from amazons3cfg.kinds.names import PythonName

_XS = "http://www.w3.org/2001/XMLSchema"
# Where the kind's own name says too little.
_OWN_NAMES = {"text": "bucket", "quantity": "byteQuantity", "Python name": "function name"}


class SimpleTypes:
    """The simple types that a schema needs so far."""

    def __init__(self) -> None:
        """Begin with none."""
        self.named: dict[str, etree._Element] = {}

    def use(self, declared: etree._Element, kind: Kind[Any], *, empty: bool) -> None:
        """Give the declaration of an element of that kind its type, by which it may be empty or not."""
        if not kind.xsd_facets and kind.xsd_base == "xs:string":
            if empty:
                declared.set("type", "xs:string")
            else:
                declared.set("type", self._named("text", (("minLength", "1"),), "xs:string", "Text that is not empty."))
            return
        if isinstance(kind, Choice):
            declared.append(_restriction(kind.xsd_base, _with_empty(kind.xsd_facets, empty)))
            return
        name = _name(kind)
        text = kind.allowed[0].upper() + kind.allowed[1:]
        if kind.xsd_base != "xs:string":
            declared.set("type", self._number(name, kind, text, empty))
            return
        if empty:
            name, text = f"{name}OrNothing", f"{text}; or nothing"
        declared.set("type", self._named(name, _with_empty(kind.xsd_facets, empty), kind.xsd_base, f"{text}."))

    def write(self, schema: etree._Element) -> None:
        """Append the named types to ``schema``."""
        schema.extend(self.named.values())

    def _number(self, name: str, kind: Kind[Any], text: str, empty: bool) -> str:
        plain = self._named(name, kind.xsd_facets, kind.xsd_base, f"{text}.")
        if not empty:
            return plain
        nothing = self._named("nothing", (("length", "0"),), "xs:string", "Nothing: as if the element were absent.")
        union = etree.Element(f"{{{_XS}}}simpleType", name=f"{name}OrNothing")
        _document(union, f"{text}; or nothing.")
        etree.SubElement(union, f"{{{_XS}}}union", memberTypes=f"{plain} {nothing}")
        self.named.setdefault(f"{name}OrNothing", union)
        return f"{name}OrNothing"

    def _named(self, name: str, facets: tuple[tuple[str, str], ...], base: str, text: str) -> str:
        if name not in self.named:
            made = _restriction(base, facets)
            made.set("name", name)
            _document(made, text)
            self.named[name] = made
        return name


def _name(kind: Kind[Any]) -> str:
    name = kind.name if isinstance(kind, PythonName) and kind.dotted else _OWN_NAMES.get(kind.name, kind.name)
    words = name.split()
    name = words[0] + "".join(word.capitalize() for word in words[1:])
    bounds = [getattr(kind, "minimum", None), getattr(kind, "maximum", None)]
    least, most = (
        "" if bound is None else f"{word}{bound:g}" for word, bound in zip(("From", "To"), bounds, strict=True)
    )
    return name[0].lower() + name[1:] + least + most


def _with_empty(facets: tuple[tuple[str, str], ...], empty: bool) -> tuple[tuple[str, str], ...]:
    if not empty:
        return facets
    if all(name == "pattern" for name, _ in facets):
        return tuple((name, f"({pattern})?") for name, pattern in facets)
    return (*facets, ("enumeration", ""))


def _restriction(base: str, facets: tuple[tuple[str, str], ...]) -> etree._Element:
    made = etree.Element(f"{{{_XS}}}simpleType")
    restriction = etree.SubElement(made, f"{{{_XS}}}restriction", base=base)
    for name, value in facets:
        etree.SubElement(restriction, f"{{{_XS}}}{name}", value=value)
    return made


def _document(made: etree._Element, text: str) -> None:
    annotation = etree.Element(f"{{{_XS}}}annotation")
    documentation = etree.SubElement(annotation, f"{{{_XS}}}documentation")
    documentation.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
    documentation.text = text
    made.insert(0, annotation)
