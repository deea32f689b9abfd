"""A whole configuration document: its text and its elements, parsed safely by lxml."""

import re
from functools import cache

from attrs import define, evolve, field
from lxml import etree

from amazons3cfg.findings import DocumentError, Finding
from amazons3cfg.rules import DTD, ENCODING, MALFORMED, Rule
from amazons3cfg.text.source import Source
from amazons3cfg.text.spans import Span, element_spans, enclosing_element, spans_named

_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
# Up to so many names, their elements are searched one name at a time.
_FEW_NAMES = 8
# By what libxml2's messages say.
_HINTS = (
    ("depth", "nest no element deeper than 256 levels"),
    ("empty", "write a document with <cb_config> around it"),
    ("'<' not found", "write a document with <cb_config> around it"),
    ("Extra content", "keep everything inside <cb_config>"),
    ("AttValue", "put the value of an attribute in quotes"),
    ("redefined", "keep one of the two"),
    ("invalid Char", "remove the character"),
    ("Char value", "remove the character; XML 1.0 cannot hold it, not even as a reference"),
    ("']]>'", "write > as &gt; in text"),
    ("omment", "end the comment with -->, and write no -- in it"),
    ("CData", "end it with ]]>"),
    ("XML declaration", "remove it, or make it the first thing in the file"),
    ("expecting version", 'write <?xml version="1.0"?>'),
    ("Namespace prefix", "write the name without a prefix"),
    ("tag", "close every element, the last one opened first"),
    ("EntityRef", "write & as &amp; in text"),
    ("Entity", "write & as &amp; in text; only &lt; &gt; &amp; &quot; and &apos; are defined"),
    ("StartTag", "write < as &lt; in text"),
    ("Unescaped '<'", "write < as &lt; in the value"),
    ("Start Tag", "close the start tag with >"),
    ("'>'", "close the tag with >"),
)
_LIBXML2_PLACE = re.compile(r", line \d+, column \d+$")


@define(slots=True, eq=False)
class Document:
    """A parsed document. ``root`` holds elements and text only: comments and instructions are left out."""

    source: Source
    root: etree._Element
    _spans: dict[etree._Element, Span] = field(factory=dict, init=False)
    _names: set[str] = field(factory=set, init=False)
    """The names whose elements are all in ``_spans``."""

    def span(self, element: etree._Element) -> Span:
        """Return where ``element``, one of this document's, stands in the text."""
        if element not in self._spans:
            text = self.source.text
            if len(self._names) < _FEW_NAMES:
                name = written_name(element)
                same = (each for each in self.root.iter("{*}" + local_name(element)) if written_name(each) == name)
                self._spans.update(zip(same, spans_named(text, name), strict=True))
                self._names.add(name)
            else:
                self._spans.update(zip(self.root.iter(), element_spans(text), strict=True))
        return self._spans[element]

    def place(self, finding: Finding, element: etree._Element, offset: int | None = None) -> Finding:
        """Return ``finding`` with the place of ``element``: its text if it has any, else its start tag.

        ``offset`` is that of a single character in the element's text.
        """
        if len(element):
            return self.place_tag(finding, element)
        span = self.span(element)
        content = self.source.text[span.content : span.content_end]
        if not content.strip():
            return self.place_tag(finding, element)
        start, end = span.content, span.content_end
        # Only in plain text does an offset in the value tell one in the document.
        if offset is not None and content == element.text:
            start, end = start + offset, start + offset + 1
        return self.place_at(finding, start, end, local_name(element))

    def place_tag(self, finding: Finding, element: etree._Element) -> Finding:
        """Return ``finding`` with the place of the start tag of ``element``."""
        span = self.span(element)
        return self.place_at(finding, span.start, span.content, local_name(element))

    def place_at(self, finding: Finding, start: int, end: int, element: str | None) -> Finding:
        """Return ``finding`` of ``element`` with the place from offset ``start`` to ``end``."""
        return self.source.place(evolve(finding, element=element), start, end)


def local_name(element: etree._Element) -> str:
    """Return the name of ``element`` without its namespace."""
    return str(element.tag).rpartition("}")[2]


def written_name(element: etree._Element) -> str:
    """Return the name of ``element`` as its tags have it, with the prefix."""
    prefix = element.prefix
    return local_name(element) if prefix is None else f"{prefix}:{local_name(element)}"


def is_named(element: etree._Element, name: str) -> bool:
    """Tell whether ``element`` is written as ``name``, without a prefix; a default namespace does not count.

    That is how Cedar Backup looks elements up.
    """
    return element.tag == name or (element.prefix is None and local_name(element) == name)


def children_named(element: etree._Element, name: str) -> list[etree._Element]:
    """Return the children of ``element`` that are written as ``name``, in their order."""
    return [child for child in element.iterchildren("{*}" + name) if child.prefix is None]


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

    Raises ``DocumentError`` for what is not well-formed or has a document type declaration.
    """
    text = source.text
    if "<!DOCTYPE" in text:
        offset = _PROLOG.match(text).end()  # type: ignore[union-attr]
        if text.startswith("<!DOCTYPE", offset):
            message = "the document has a document type declaration"
            raise _error(source, DTD, message, "remove the <!DOCTYPE ...>; Cedar Backup needs none", offset)
    try:
        root = etree.fromstring(text.encode(), _parser())
    except UnicodeEncodeError as error:
        message = f"{text[error.start]!r} is half of a character"
        raise _error(source, ENCODING, message, "decode the text again from its bytes", error.start) from None
    except etree.XMLSyntaxError as error:
        raise _malformed(source, error) from None
    return Document(source, root)


def _malformed(source: Source, error: etree.XMLSyntaxError) -> DocumentError:
    message = _LIBXML2_PLACE.sub("", error.msg or "not well-formed").partition("\n")[0]
    offset = _libxml2_offset(source.text, *error.position)
    # A mismatch is told from behind the end tag that does not fit.
    element, offset = enclosing_element(source.text, offset - message.startswith("Opening and ending tag"))
    hint = next((hint for words, hint in _HINTS if words in message), "")
    return _error(source, MALFORMED, message, hint, offset, element)


def _libxml2_offset(text: str, line: int, column: int) -> int:
    """Return the offset of a place that libxml2 tells: a carriage return alone ends no line for it."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))


def _error(
    source: Source, rule: Rule, message: str, hint: str, offset: int, element: str | None = None
) -> DocumentError:
    return DocumentError(source.place(rule.finding(message, hint, element=element), offset))
