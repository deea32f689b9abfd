"""Which sections and elements there are: what is unknown, repeated, hidden, or not read where it stands."""

import re
from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from amazons3cfg.checks.repeated import repeated_blocks, repeated_leaves
from amazons3cfg.findings import Edit, Finding, Fix
from amazons3cfg.kinds.text import XML_BLANKS
from amazons3cfg.model.blocks import Block, Leaf
from amazons3cfg.model.configuration import Configuration
from amazons3cfg.rules.structure import (
    ATTRIBUTE,
    EXTRA_SECTION,
    IGNORED_ATTRIBUTE,
    IGNORED_TEXT,
    MISSPELT_SECTION,
    NAMESPACE,
    NESTED_ELEMENT,
    STRANGE_ELEMENT,
    STRAY_TEXT,
    UNKNOWN_ELEMENT,
    UNREAD_ELEMENT,
)
from amazons3cfg.rules.suggestions import closest, did_you_mean
from amazons3cfg.text.names import local_name, written_name
from amazons3cfg.text.splices import rename
from amazons3cfg.text.tree import Document

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
# Allowed on any element by XSD 1.0, part 1, section 2.6; editors write them.
_SCHEMA_HINTS = (_XSI + "schemaLocation", _XSI + "noNamespaceSchemaLocation")
_ATTRIBUTE = re.compile(
    r"""[ \t\r\n]+(?:[^ \t\r\n=:"'<>]++:)?(?P<name>[^ \t\r\n=:"'<>]++)[ \t\r\n]*+=[ \t\r\n]*+(?:"[^"]*+"|'[^']*+')"""
)
_RENAMED = re.compile(r"write <(\w+)>\Z")


def check_structure(configuration: Configuration) -> Iterator[Finding]:
    """Yield what is wrong with the root, the sections, and the elements in them."""
    document, root = configuration.document, configuration.root
    yield from _namespace(document, root.element, None)
    yield from _stray_text(document, root.element, strict=True)
    for element in root.strange:
        yield from _namespace(document, element, root.element)
        yield from _unknown_section(document, element, root)
    for name, sections in root.blocks.items():
        for extra in sections[1:]:
            finding = EXTRA_SECTION.finding(f"a second {name} section", "keep one of them")
            yield document.place_tag(finding, extra.element)
        yield from _namespace(document, sections[0].element, root.element)
    for block in configuration.blocks:
        if block.is_odd or not document.is_plain:
            yield from _block(document, block)


def misspelt(block: Block, name: str) -> bool:
    """Tell whether a child of ``block`` is not known and looks like ``name``, so that it is not missing besides."""
    return any(closest(local_name(element), block.description.by_name) == name for element in block.strange)


def _unknown_section(document: Document, element: etree._Element, root: Block) -> Iterator[Finding]:
    name = written_name(element)
    meant = closest(name, root.description.by_name) or _same_letters(name, root)
    if meant is None or element.prefix is not None:
        return
    fix = None
    if not root.blocks.get(meant):
        title = f"write <{meant}> for <{name}>, if that is meant"
        fix = Fix(title, tuple(rename(document, element, meant)), "unsafe")
    message = f"the section <{name}> is not known"
    finding = MISSPELT_SECTION.finding(message, f"did you mean <{meant}>? That is there already", fix=fix)
    yield document.place_tag(finding, element)


def _same_letters(name: str, root: Block) -> str | None:
    plain = name.lower().replace("_", "").replace("-", "")
    return next((known for known in root.description.by_name if known == plain), None)


def _block(document: Document, block: Block) -> Iterator[Finding]:
    element, plain, strict = block.element, document.is_plain, block.is_strict
    if not plain:
        yield from _attributes(document, element, strict)
    if document.has_stray_text or not len(element):
        yield from _stray_text(document, element, strict)
    for child in block.strange:
        yield from _namespace(document, child, element)
        if child.prefix is None:
            yield from _unknown(document, block, child)
    for name, leaves in block.leaves.items():
        for leaf in leaves:
            if not plain or leaf.is_nested:
                yield from _leaf(document, element, leaf, strict)
        if len(leaves) > 1 and not block.description.by_name[name].repeated:
            yield from repeated_leaves(document, block, leaves)
    for name, blocks in block.blocks.items():
        if len(blocks) > 1 and not block.description.by_name[name].repeated:
            yield from repeated_blocks(document, blocks)


def _leaf(document: Document, parent: etree._Element, leaf: Leaf, strict: bool) -> Iterator[Finding]:
    element = leaf.element
    yield from _namespace(document, element, parent)
    if element.attrib:
        yield from _attributes(document, element, strict)
    if leaf.is_nested:
        message = f"<{local_name(element[0])}> stands in <{leaf.description.name}>, where only text belongs"
        yield document.place_tag(NESTED_ELEMENT.finding(message, f"write {leaf.description.allowed}"), element)


def _unknown(document: Document, block: Block, child: etree._Element) -> Iterator[Finding]:
    name, parent, known = local_name(child), block.description.name, block.description.by_name
    unread = block.description.unread.get(name)
    if unread is not None:
        renamed = _RENAMED.fullmatch(unread)
        fix = None
        if renamed and renamed[1] in known and not block.has(renamed[1]):
            fix = Fix(unread, tuple(rename(document, child, renamed[1])), "unsafe")
        finding = UNREAD_ELEMENT.finding(f"<{name}> is not read in <{parent}>", unread, fix=fix)
    elif (meant := closest(name.lower(), known)) is not None:
        fix = None
        has_its_form = bool(len(child)) == (known[meant].kind is None)
        if has_its_form and (known[meant].repeated or not _is_there(block, meant)):
            fix = Fix(f"write <{meant}> for <{name}>", tuple(rename(document, child, meant)), "unsafe")
        message = f"<{name}> is not an element of <{parent}>"
        finding = UNKNOWN_ELEMENT.finding(message, f"did you mean <{meant}>? That is there already", fix=fix)
    elif block.is_strict:
        message = f"<{name}> is not an element of <{parent}>"
        finding = UNKNOWN_ELEMENT.finding(message, did_you_mean(name, known, "<{}>"))
    else:
        message = f"<{name}> is not an element of <{parent}>, so nobody reads it"
        finding = STRANGE_ELEMENT.finding(message, did_you_mean(name, known, "<{}>"))
    yield document.place_tag(finding, child)


def _is_there(block: Block, name: str) -> bool:
    """Tell whether there is an element ``name``, by that name or by an older or a newer one."""
    known = block.description.by_name
    names = {name, known[name].old_name, *(each.name for each in known.values() if each.old_name == name)}
    return not names.isdisjoint(block.leaves.keys() | block.blocks.keys())


def _namespace(document: Document, element: etree._Element, parent: etree._Element | None) -> Iterator[Finding]:
    tag = str(element.tag)
    if not tag.startswith("{"):
        return
    # Told once for all that is in a default namespace: where it begins.
    if element.prefix is None and parent is not None and parent.nsmap.get(None) == element.nsmap.get(None):
        return
    name = local_name(element)
    hint = f"write <{name}> without a prefix, and remove the xmlns that it is in the scope of"
    yield document.place_tag(NAMESPACE.finding(f"<{name}> is in a namespace", hint), element)


def _stray_text(document: Document, parent: etree._Element, strict: bool) -> Iterator[Finding]:
    for child in (None, *parent):
        text = parent.text if child is None else child.tail
        stray = (text or "").strip(XML_BLANKS)
        if not stray:
            continue
        rule = STRAY_TEXT if strict else IGNORED_TEXT
        start = document.span(parent).content if child is None else document.span(child).end
        start += len(text or "") - len((text or "").lstrip(XML_BLANKS))
        end = start + len(stray)
        fix = None
        if document.source.text[start:end] == stray and "--" not in stray and not stray.endswith("-"):
            fix = Fix("make it a comment", (Edit(start, start, "<!-- "), Edit(end, end, " -->")), "unsafe")
        message = f"stray text {stray[:20]!r} in <{local_name(parent)}>"
        finding = rule.finding(message, "remove it, or make it a comment", fix=fix)
        yield document.place_at(finding, start, end, local_name(parent))


def _attributes(document: Document, element: etree._Element, strict: bool) -> Iterator[Finding]:
    names = [name for name in map(str, element.attrib) if name not in _SCHEMA_HINTS]
    edits = _removals(document, element) if names else {}
    for name in names:
        message = f"<{local_name(element)}> has the attribute {name!r}"
        found = edits.get(name.rpartition("}")[2], [])
        fix = Fix("remove it", (found[0],)) if len(found) == 1 else None
        finding = (ATTRIBUTE if strict else IGNORED_ATTRIBUTE).finding(message, "remove it", fix=fix)
        yield document.place_tag(finding, element)


def _removals(document: Document, element: etree._Element) -> dict[str, list[Edit]]:
    """Return the edits that remove each attribute of ``element``, by their names without prefixes."""
    span, edits = document.span(element), defaultdict[str, list[Edit]](list)
    for found in _ATTRIBUTE.finditer(document.source.text, span.start, span.content):
        edits[found["name"]].append(Edit(found.start(), found.end(), ""))
    return edits
