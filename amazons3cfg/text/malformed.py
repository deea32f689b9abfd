"""What is wrong with a text that is not well-formed: in our words, chosen by libxml2's error codes."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from lxml import etree

from amazons3cfg.findings import DocumentError, Finding, Fix
from amazons3cfg.rules.document import MALFORMED
from amazons3cfg.text.source import Source
from amazons3cfg.text.spans import Tag, open_elements

_CLOSE = "close every element, the last one opened first"
_AROUND = "write a document with <cb_config> around it"
_AMPERSAND = "write & as &amp; in text"
_DECLARATION = 'write <?xml version="1.0" encoding="UTF-8"?>, or no declaration'
_NO_CHARACTER = "remove it; XML 1.0 cannot hold it, not even as a reference"


class _Place(NamedTuple):
    """Where in a text something is wrong, and what the text has there."""

    source: Source
    offset: int
    end: int
    still_open: list[Tag]

    @property
    def text(self) -> str:
        return self.source.text

    @property
    def written(self) -> str:
        return self.text[self.offset : self.end]

    @property
    def element(self) -> str | None:
        """The element that the place is in; None outside the root element."""
        return self.still_open[-1].name if self.still_open else None


class _Words(NamedTuple):
    """What is said of an error."""

    message: str
    hint: str
    fix: Fix | None = None


def malformed(source: Source, entry: etree._LogEntry) -> DocumentError:
    """Return the error of a text that libxml2 does not take, for this entry of its log."""
    return DocumentError(_finding(source, entry.type, _libxml2_offset(source.text, entry.line, entry.column)))


def _finding(source: Source, code: int, offset: int) -> Finding:
    text = source.text
    start, end = _located(text, code, offset)
    still_open, start = open_elements(text, start)
    place = _Place(source, start, max(end, start), still_open)
    words = _WORDS.get(code, _unknown)(place)
    finding = MALFORMED.finding(words.message, words.hint, element=place.element, fix=words.fix)
    return source.place(finding, start, max(end, start))


def _libxml2_offset(text: str, line: int, column: int) -> int:
    """Return the offset of a place that libxml2 tells: a carriage return alone ends no line for it."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + max(column, 1) - 1, len(text))


_REFERENCE = re.compile("&")
_IN_REFERENCE = re.compile(r"&#x?[0-9a-fA-F]*;?\Z")
# libxml2 tells these from behind: what is meant begins with the last of this on the line.
_BEGINNINGS: Mapping[int, re.Pattern[str]] = {
    etree.ErrorTypes.ERR_NAME_REQUIRED: re.compile("[&<]"),
    etree.ErrorTypes.ERR_ENTITYREF_SEMICOL_MISSING: _REFERENCE,
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY: _REFERENCE,
    etree.ErrorTypes.ERR_INVALID_CHARREF: _REFERENCE,
    etree.ErrorTypes.ERR_INVALID_DEC_CHARREF: _REFERENCE,
    etree.ErrorTypes.ERR_INVALID_HEX_CHARREF: _REFERENCE,
    etree.ErrorTypes.ERR_TAG_NAME_MISMATCH: re.compile("</"),
}
_EXTENT = re.compile(r"&#?\w*;?|</[^<>]*>?|[\s\S]")


def _located(text: str, code: int, offset: int) -> tuple[int, int]:
    """Return the range of what is meant by an error at ``offset``."""
    beginning = _BEGINNINGS.get(code)
    if code == etree.ErrorTypes.ERR_INVALID_CHAR and _IN_REFERENCE.search(text, max(offset - 12, 0), offset):
        beginning = _REFERENCE
    start = offset
    if beginning:
        line = text.rfind("\n", 0, offset) + 1
        start = max((found.start() for found in beginning.finditer(text, line, offset)), default=offset)
    extent = _EXTENT.match(text, start)
    return start, (extent.end() if extent else start)


def _name_required(place: _Place) -> _Words:
    if place.text.startswith("&", place.offset):
        return _reference(place)
    after = place.text[place.offset + 1 : place.offset + 2]
    if not after or after.isspace() or after.isdigit() or after in "=-&<":
        fix = Fix.of("write < as &lt; in text", place.offset, place.offset + 1, "&lt;", "unsafe")
        return _Words("< begins a tag, and no name follows", "write < as &lt; in text", fix)
    return _Words("a tag or an attribute has no name", "write the name of an element behind <, or < as &lt;")


def _reference(place: _Place) -> _Words:
    written = place.written
    fix = Fix.of(_AMPERSAND, place.offset, place.offset + 1, "&amp;")
    if written == "&":
        return _Words("& begins a reference, and no name follows", _AMPERSAND, fix)
    return _Words(f"the reference {written} does not end with ;", _AMPERSAND, fix)


def _entity(place: _Place) -> _Words:
    from html.entities import html5  # large, and only for this

    written = place.written
    character = html5.get(written[1:])
    hint = "write & as &amp; in text; only &lt; &gt; &amp; &quot; and &apos; are defined"
    if character is None or len(character) != 1:
        return _Words(f"the entity {written} is not defined", hint)
    meant = f"&#{ord(character)};"
    return _Words(
        f"the entity {written} is not defined", hint, Fix.of(f"write {meant}", place.offset, place.end, meant)
    )


def _character(place: _Place) -> _Words:
    written = place.written
    if written.startswith("&"):
        return _Words(f"the reference {written} is to no character of XML", _NO_CHARACTER)
    code = f"U+{ord(written):04X}" if len(written) == 1 else "this"
    fix = Fix.of(f"remove {code}", place.offset, place.end, "", "unsafe") if len(written) == 1 else None
    return _Words(f"the character {code} cannot stand in XML", f"remove the character; {_NO_CHARACTER}", fix)


def _mismatch(place: _Place) -> _Words:
    written = place.written
    if place.element is None:
        return _Words(f"{written} closes no element", _CLOSE)
    if written[2:-1].strip() in {tag.name for tag in place.still_open}:
        line, _ = place.source.position(place.still_open[-1].start)
        return _Words(f"<{place.element}>, opened in line {line}, is not closed before {written}", _CLOSE)
    return _Words(f"{written} stands where <{place.element}> is open", _CLOSE)


def _not_closed(place: _Place) -> _Words:
    if place.element is None:
        return _Words("the text ends within a tag", "close the tag with >")
    return _Words(f"the text ends before <{place.element}> is closed", _CLOSE)


def _cdata_end(place: _Place) -> _Words:
    fix = Fix.of("write > as &gt; in text", place.offset, place.offset + 3, "]]&gt;")
    return _Words("]]> stands in text", "write > as &gt; in text", fix)


def _unknown(place: _Place) -> _Words:
    return _Words("the document is not well-formed XML here", "compare the tags around it with a document that is")


def _said(message: str, hint: str) -> Callable[[_Place], _Words]:
    return lambda place: _Words(message, hint)


_E = etree.ErrorTypes
_WORDS: Mapping[int, Callable[[_Place], _Words]] = {
    _E.ERR_DOCUMENT_EMPTY: _said("no element begins here", _AROUND),
    _E.ERR_DOCUMENT_END: _said("there is more behind the root element", "keep everything inside <cb_config>"),
    _E.ERR_TAG_NOT_FINISHED: _not_closed,
    _E.ERR_TAG_NAME_MISMATCH: _mismatch,
    _E.ERR_NAME_REQUIRED: _name_required,
    _E.ERR_ENTITYREF_SEMICOL_MISSING: _reference,
    _E.ERR_UNDECLARED_ENTITY: _entity,
    _E.ERR_LT_IN_ATTRIBUTE: _said("< stands in the value of an attribute", "write < as &lt; in the value"),
    _E.ERR_INVALID_CHAR: _character,
    _E.ERR_INVALID_CHARREF: _said("a reference is to no character", _AMPERSAND),
    _E.ERR_INVALID_DEC_CHARREF: _said("a reference is to no character", _AMPERSAND),
    _E.ERR_INVALID_HEX_CHARREF: _said("a reference is to no character", _AMPERSAND),
    _E.ERR_MISPLACED_CDATA_END: _cdata_end,
    _E.ERR_ATTRIBUTE_NOT_STARTED: _said("the value of an attribute is not in quotes", "put it in quotes"),
    _E.ERR_ATTRIBUTE_NOT_FINISHED: _said("the value of an attribute does not end", "close its quote"),
    _E.ERR_ATTRIBUTE_WITHOUT_VALUE: _said("an attribute has no value", 'write ="value" behind it, or remove it'),
    _E.ERR_ATTRIBUTE_REDEFINED: _said("an attribute is given twice", "keep one of the two"),
    _E.NS_ERR_ATTRIBUTE_REDEFINED: _said("an attribute is given twice", "keep one of the two"),
    _E.NS_ERR_UNDEFINED_NAMESPACE: _said("a prefix is not declared", "write the name without a prefix"),
    _E.NS_ERR_XML_NAMESPACE: _said("a prefix is declared as nothing, or a reserved one as something else", "remove it"),
    _E.NS_ERR_QNAME: _said("a name has a colon where none may be", "write the name without a colon"),
    _E.WAR_NS_URI: _said("the name of a namespace is no URI", "remove the xmlns; the format has no namespaces"),
    _E.ERR_COMMENT_NOT_FINISHED: _said("a comment does not end", "end the comment with -->, and write no -- in it"),
    _E.ERR_HYPHEN_IN_COMMENT: _said("-- stands in a comment", "end the comment with -->, and write no -- in it"),
    _E.ERR_CDATA_NOT_FINISHED: _said("a CDATA section does not end", "end it with ]]>"),
    _E.ERR_PI_NOT_FINISHED: _said("an instruction does not end", "end it with ?>, or remove it"),
    _E.ERR_GT_REQUIRED: _said("a tag does not end", "close the tag with >"),
    _E.ERR_SPACE_REQUIRED: _said("a blank is missing", "put one before this"),
    _E.ERR_RESERVED_XML_NAME: _said("an XML declaration stands here", "remove it, or put it first in the file"),
    _E.ERR_VERSION_MISSING: _said("the XML declaration has no version", _DECLARATION),
    _E.ERR_UNKNOWN_VERSION: _said("the version of XML is not known", _DECLARATION),
    _E.ERR_STANDALONE_VALUE: _said("the XML declaration is wrong", _DECLARATION),
    _E.ERR_STRING_NOT_STARTED: _said("a value is not in quotes", _DECLARATION),
    _E.ERR_STRING_NOT_CLOSED: _said("a quote is not closed", _DECLARATION),
    _E.ERR_XMLDECL_NOT_FINISHED: _said("the XML declaration does not end", _DECLARATION),
    _E.ERR_RESOURCE_LIMIT: _said("the elements are nested too deep", "nest no element deeper than 256 levels"),
    _E.DTD_XMLID_VALUE: _said("the value of xml:id is no name", "remove the attribute"),
    _E.DTD_ID_REDEFINED: _said("the value of xml:id is used twice", "remove the attribute"),
}
