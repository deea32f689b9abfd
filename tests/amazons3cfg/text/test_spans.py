"""Where elements stand, for documents with everything in them that could be taken for a tag."""

from xml.dom.minidom import parseString
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from amazons3cfg.text.names import written_name
from amazons3cfg.text.source import Source
from amazons3cfg.text.spans import Span, all_spans, first_text, open_elements
from amazons3cfg.text.tree import parse

_NAMES = st.sampled_from(["a", "b", "amazons3", "é", "x.y-z_1", "p:q"])
_TEXT = st.text("ab <>&'\"/=\n\té]!?-", max_size=8)
_BLANK = st.sampled_from(["", " ", "\n\t"])


def _attributes(pairs: dict[str, tuple[str, bool]]) -> str:
    return "".join(
        f" {name} = " + (quoteattr(value) if double else "'" + escape(value, {"'": "&#39;"}).replace("&gt;", ">") + "'")
        for name, (value, double) in pairs.items()
    )


_attribute_texts = st.dictionaries(_NAMES, st.tuples(_TEXT, st.booleans()), max_size=2).map(_attributes)
_misc = st.one_of(
    _TEXT.map(lambda text: escape(text.replace("]", "")).replace("&gt;", ">")),
    _TEXT.map(lambda text: f"<!--{text.replace('-', '')}-->"),
    _TEXT.map(lambda text: f"<?pi {text.replace('?', '')}?>"),
    _TEXT.map(lambda text: f"<![CDATA[{text.replace(']', '')}]]>"),
    st.sampled_from(["<!-- </a> <b> -->", "<?x <a ?>", "<![CDATA[<a></b>]]>", "<!--'-->", '<!-- " -->', "&#60;a&#62;"]),
)


def _elements(content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    full = st.tuples(_NAMES, _attribute_texts, _BLANK, st.lists(content, max_size=4).map("".join), _BLANK).map(
        lambda parts: f"<{parts[0]}{parts[1]}{parts[2]}>{parts[3]}</{parts[0]}{parts[4]}>"
    )
    empty = st.tuples(_NAMES, _attribute_texts, _BLANK).map(lambda parts: f"<{parts[0]}{parts[1]}{parts[2]}/>")
    return full | empty


_content = st.recursive(_misc | _elements(_misc), _elements, max_leaves=12)
_documents = st.lists(_content, max_size=5).map(
    lambda parts: f"<?xml version='1.0'?><!-- <r> --><r xmlns:p='urn:p'>{''.join(parts)}</r><!-- </r> -->"
)


def described(element: etree._Element) -> tuple[str, dict[str, str], int, str]:
    """Return what tells an element from others: tag, attributes, descendants, and all its text."""
    return (
        str(element.tag),
        {str(key): str(value) for key, value in element.attrib.items()},
        sum(1 for _ in element.iter()),
        "".join(map(str, element.itertext())),
    )


@given(_documents)
def test_each_span_holds_its_element_and_nothing_else(text: str) -> None:
    parsed = parse(Source(text))
    elements = list(parsed.root.iter())
    spans = [Span(*offsets) for offsets in all_spans(text)]
    assert len(spans) == len(elements)
    for element, span in zip(elements, spans, strict=True):
        assert parsed.span(element) == span
        assert parsed.start(element) == span.start
        own = parse(Source(f"<w xmlns:p='urn:p'>{text[span.start : span.end]}</w>")).root
        assert len(own) == 1
        assert (own.text, own[0].tail) == (None, None)
        assert described(own[0]) == described(element)
        inner = parse(Source(f"<w xmlns:p='urn:p'>{text[span.content : span.content_end]}</w>")).root
        assert "".join(map(str, inner.itertext())) == described(element)[3]


@given(_documents, st.data())
def test_places_are_the_same_in_whatever_order_they_are_asked_for(text: str, data: st.DataObject) -> None:
    parsed = parse(Source(text))
    spans = dict(zip(parsed.root.iter(), all_spans(text), strict=True))
    for element in data.draw(st.permutations([*spans, *spans])):
        assert parsed.span(element) == spans[element]
        assert parsed.start(element) == spans[element][0]


@given(_documents, st.data())
def test_the_place_of_one_element_needs_no_other(text: str, data: st.DataObject) -> None:
    parsed = parse(Source(text))
    number = data.draw(st.integers(0, len(list(parsed.root.iter())) - 1))
    element = list(parsed.root.iter())[number]
    assert parsed.span(element) == all_spans(text)[number]
    assert text.startswith(f"<{written_name(element)}", parsed.start(element))


def test_the_edges_of_a_span_are_those_of_its_tags() -> None:
    text = "<a ><b c='/>'/>x</a >"
    assert all_spans(text) == [Span(0, 4, 16, 21), Span(4, 15, 15, 15)]


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("", 0, (None, 0)),
        ("<a>x", 4, ("a", 4)),
        ("<a>x", 1, (None, 0)),
        ("<a><b/>x</a>y", 8, ("a", 8)),
        ("<a><b/>x</a>y", 9, ("a", 8)),
        ("<a><b/>x</a>y", 13, (None, 13)),
        ("<a></b></c>y", 12, (None, 12)),
        ("<a><!-- <b>", 11, ("a", 11)),
        ("<a><?x <b>", 10, ("a", 10)),
        ("<a><![CDATA[<b>", 15, ("a", 15)),
    ],
)
def test_the_enclosing_element_of_a_malformed_place_is_the_innermost_open(
    text: str, offset: int, expected: tuple[str | None, int]
) -> None:
    still_open, start = open_elements(text, offset)
    assert (still_open[-1].name if still_open else None, start) == expected


@given(_documents)
@example("<a>x<![CDATA[]]>y<![CDATA[]]><!-- c -->z</a>")
@example("<a><![CDATA[]]>x<![CDATA[ <![CDATA[]]>y</a>")
def test_the_first_piece_of_text_is_what_minidom_has_as_the_first_text_node(text: str) -> None:
    spans = [Span(*offsets) for offsets in all_spans(text)]
    nodes = parseString(text.encode()).getElementsByTagName("*")
    for span, node in zip(spans, nodes, strict=True):
        first = next((child.data for child in node.childNodes if child.nodeType == child.TEXT_NODE), "")
        piece = first_text(text[span.content : span.content_end])
        assert (etree.fromstring(f"<x>{piece}</x>").text or "") == first
