"""Giving an element a text, so that what asked for it in a new configuration does so no more."""

from lxml import etree

from amazons3cfg.editing.starting import MARK
from amazons3cfg.findings import Edit
from amazons3cfg.text import splices
from amazons3cfg.text.tree import Document

_MARKED = f"<!-- {MARK}. "


def fill(document: Document, element: etree._Element, text: str) -> list[Edit]:
    """Make ``text`` all that ``element`` holds, and take the mark from the comment before it; the rest of it stays."""
    return [*_unmark(document, element), *splices.set_text(document, element, text)]


def _unmark(document: Document, element: etree._Element) -> list[Edit]:
    written, start = document.source.text, document.start(element)
    end = written.rfind("-->", 0, start)
    if end < 0 or written[end + len("-->") : start].strip():
        return []
    comment = written.rfind("<!--", 0, end)
    if not written.startswith(_MARKED, comment):
        return []
    return [Edit(comment + len("<!-- "), comment + len(_MARKED), "")]
