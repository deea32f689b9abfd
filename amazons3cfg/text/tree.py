"""A whole configuration document: its text and its elements, parsed safely by lxml."""

import re
from functools import cache, cached_property
from typing import cast
from xml.parsers import expat

from attrs import define, evolve
from lxml import etree

from amazons3cfg.findings import DocumentError, Edit, Finding, Fix
from amazons3cfg.rules import Rule
from amazons3cfg.rules.document import DTD, ENCODING, MALFORMED
from amazons3cfg.text.edits import apply, written
from amazons3cfg.text.layout import indentation
from amazons3cfg.text.names import local_name
from amazons3cfg.text.places import Places
from amazons3cfg.text.plain import is_in_pieces, is_plain, may_have_stray_text
from amazons3cfg.text.source import Source
from amazons3cfg.text.spans import Span, first_text, tags_only

INDENT = "   "
"""Cedar Backup's own indentation."""
_DOCTYPE = "<!DOCTYPE"
_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)


@define(slots=False, eq=False)
class Document(Places):
    """A parsed document. ``root`` holds elements and text only: comments and instructions are left out."""

    @cached_property
    def is_plain(self) -> bool:
        """Whether it has neither attributes nor text beside elements, and is read by all alike, as nearly all are."""
        return is_plain(self.source.text)

    @cached_property
    def is_in_pieces(self) -> bool:
        """Whether the text of some element may be in pieces."""
        return not self.is_plain and is_in_pieces(self.source.text)

    @cached_property
    def has_stray_text(self) -> bool:
        """Whether there may be text beside other elements."""
        return not self.is_plain and ("<![CDATA[" in self.source.text or may_have_stray_text(self._tags))

    @cached_property
    def unit(self) -> str:
        """How much deeper a child is indented than its parent, by the first pair that shows it."""
        text = self.source.text
        for parent in (self.root, *self.root):
            outer = indentation(text, self.start(parent))
            for child in parent if outer is not None else ():
                inner = indentation(text, self.start(child))
                if outer is not None and inner is not None and inner.startswith(outer) and inner != outer:
                    return inner.removeprefix(outer)
        return INDENT

    def read(self, element: etree._Element) -> str:
        """Return what Cedar Backup reads of the text of ``element``: its first piece; empty if there is none."""
        if not self.is_in_pieces:
            return element.text or ""
        span = self.span(element)
        piece = first_text(self.source.text[span.content : span.content_end])
        return etree.fromstring(f"<x>{piece}</x>", _parser()).text or "" if piece else ""

    def place(self, finding: Finding, element: etree._Element, offset: int | None = None) -> Finding:
        """Return ``finding`` with the place of the value of ``element``: its text if it has any, else its start tag.

        Args:
            finding: its fix, if any, counts from the start of the value, and in the result from that of the document
            element: one of this document's
            offset: that of a single character in the value, which is the place then

        """
        span = self.span(element)
        content = self.source.text[span.content : span.content_end]
        finding = evolve(finding, fix=self._fix(finding.fix, element, span, content))
        if len(element) or not content.strip(" \t\r\n"):
            return self.place_at(finding, span.start, span.content, local_name(element))
        start, end = span.content, span.content_end
        # Only in plain text does an offset in the value tell one in the document.
        if offset is not None and content == element.text:
            start, end = start + offset, start + offset + 1
        return self.place_at(finding, start, end, local_name(element))

    def _fix(self, fix: Fix | None, element: etree._Element, span: Span, content: str) -> Fix | None:
        """Return ``fix`` of a value as one of the document."""
        if fix is None or len(element):
            return None
        value = element.text or ""
        if span.content_end == span.end:
            return None
        plain = tags_only(content)  # with blanks for comments
        if value in plain and plain.strip() == value.strip():
            start = span.content + plain.index(value)
            edits = [Edit(start + e.start, start + e.end, written(self.source, e.text)) for e in fix.edits]
        else:
            edits = [Edit(span.content, span.content_end, written(self.source, apply(value, fix.edits)))]
            if ("<!--" in content or "<?" in content) and fix.applicability == "safe":
                fix = evolve(fix, applicability="unsafe")  # since it loses a comment
        return evolve(fix, edits=tuple(edits))

    def place_tag(self, finding: Finding, element: etree._Element) -> Finding:
        """Return ``finding`` with the place of the start tag of ``element``; its fix is one of the document already."""
        span = self.span(element)
        return self.place_at(finding, span.start, span.content, local_name(element))

    def place_at(self, finding: Finding, start: int, end: int, element: str | None) -> Finding:
        """Return ``finding`` of ``element`` with the place from offset ``start`` to ``end``."""
        return self.source.place(evolve(finding, element=element), start, end)


@cache
def _parser() -> etree.XMLParser:
    # The bytes handed over are always UTF-8, whatever the document declares.
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )


def parse(source: Source) -> Document:
    """Parse ``source``. No entity is expanded and nothing is loaded.

    Raises:
        DocumentError: it is not well-formed, or has a document type declaration.

    """
    text = source.text
    offset = _PROLOG.match(text).end() if _DOCTYPE in text else 0  # type: ignore[union-attr]
    if text.startswith(_DOCTYPE, offset):
        message = "the document has a document type declaration"
        raise _error(source, DTD, message, "remove the <!DOCTYPE ...>; Cedar Backup needs none", offset)
    parser = _parser()
    try:
        root = etree.fromstring(text.encode(), parser)
    except UnicodeEncodeError as error:
        message = f"{text[error.start]!r} is half of a character"
        raise _error(source, ENCODING, message, "decode the text again from its bytes", error.start) from None
    except etree.XMLSyntaxError:
        root = None
    # lxml raises only if the last entry of the log is an error; the first one tells what is wrong.
    for entry in parser.error_log:
        if entry.level >= etree.ErrorLevels.ERROR:
            from amazons3cfg.text.malformed import malformed  # only when something is wrong

            raise malformed(source, entry)
    return Document(source, cast(etree._Element, root))


def refused_by_expat(document: Document) -> Finding | None:
    """Return what the parser that Cedar Backup uses finds wrong with a document that lxml takes."""
    if document.is_plain:
        return None
    data = document.source.text.encode()
    parser = expat.ParserCreate("utf-8", " ")
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        offset = len(data[: max(parser.ErrorByteIndex, 0)].decode("utf-8", "ignore"))
        message = f"the parser of Cedar Backup refuses this: {expat.ErrorString(error.code)}"
        return document.place_at(MALFORMED.finding(message, "remove it"), offset, offset + 1, None)
    return None


def _error(source: Source, rule: Rule, message: str, hint: str, offset: int) -> DocumentError:
    return DocumentError(source.place(rule.finding(message, hint), offset))
