"""Elements that are given more than once and read once: harmful if something else is in the others."""

from collections.abc import Iterator

from lxml import etree

from amazons3cfg.findings import Finding, Fix
from amazons3cfg.model.blocks import Block, Leaf
from amazons3cfg.rules.structure import REDUNDANT_ELEMENT, REPEATED_ELEMENT
from amazons3cfg.text.splices import remove
from amazons3cfg.text.tree import Document

_NOTHING = ("", (), ())
"""The content of an empty element."""


def repeated_leaves(document: Document, block: Block, leaves: list[Leaf]) -> Iterator[Finding]:
    """Yield the elements of one name in ``block`` that are not read: another that has text stands before them."""
    first, is_two = next((leaf for leaf in leaves if leaf.text), leaves[0]), _is_two(block)
    for leaf in leaves:
        if leaf is first:
            continue
        name = leaf.description.name
        if leaf.text and leaf.text != first.text:
            title = "keep one of them: remove this one"
            fix = None if is_two else Fix(title, tuple(remove(document, [leaf.element])), "unsafe")
            finding = REPEATED_ELEMENT.finding(f"<{name}> is given again", "keep one of them", fix=fix)
        else:
            fix = _removal(document, leaf.element)
            what = "with the same value" if leaf.text else "and is empty"
            finding = REDUNDANT_ELEMENT.finding(f"<{name}> is given more than once, {what}", fix=fix)
        yield document.place_tag(finding, leaf.element)


def _is_two(block: Block) -> bool:
    """Tell whether ``block`` is more likely two, whose tags between them are lost: several in it are others again."""
    once = (leaves for name, leaves in block.leaves.items() if not block.description.by_name[name].repeated)
    return sum(len({leaf.text for leaf in leaves if leaf.text}) > 1 for leaves in once) > 1


def repeated_blocks(document: Document, blocks: list[Block]) -> Iterator[Finding]:
    """Yield the elements of one name that are not read, since only the first that holds others is."""
    first = _content(blocks[0].element)
    for extra in blocks[1:]:
        name, content = extra.description.name, _content(extra.element)
        if content in (first, _NOTHING):
            fix = _removal(document, extra.element)
            what = "and is empty" if content == _NOTHING else "with the same content"
            finding = REDUNDANT_ELEMENT.finding(f"<{name}> is given more than once, {what}", fix=fix)
        else:
            finding = REPEATED_ELEMENT.finding(f"<{name}> is given again", "keep one of them")
        yield document.place_tag(finding, extra.element)


def _removal(document: Document, element: etree._Element) -> Fix:
    edits = tuple(remove(document, [element]))
    lost = "".join(document.source.text[edit.start : edit.end] for edit in edits)
    return Fix("remove it", edits, "unsafe" if "<!--" in lost or "<?" in lost else "safe")


def _content(element: etree._Element) -> tuple[object, ...]:
    """Return what is in an element, to compare: blanks between elements do not count."""
    children = tuple((child.tag, _content(child), (child.tail or "").strip()) for child in element)
    text = element.text or ""
    return (text.strip() if children else text if text.strip() else "", tuple(sorted(element.attrib.items())), children)
