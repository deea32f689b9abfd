"""Parsing: what is refused, where it is said to be wrong, and that nothing is ever loaded."""

import socket
from pathlib import Path

import pytest
from documents import GOOD, document, unmarked

from amazons3cfg import DocumentError, Finding, check
from amazons3cfg.text.source import Source, decode
from amazons3cfg.text.tree import parse

PROLOGS = [
    "",
    '<?xml version="1.0"?>\n',
    "\r\n\t ",
    "<!-- <!DOCTYPE a> -->",
    "<?pi <!DOCTYPE a> ?>\n<!-- ?> -->",
    "<!-- <? --><!-- \n\n -->\n<?x <!-- ?>",
]


def refusal(text: str) -> Finding:
    with pytest.raises(DocumentError) as caught:
        parse(Source(text, path="cback.conf"))
    (found,) = caught.value.findings
    assert found.path == "cback.conf"
    return found


@pytest.mark.parametrize("prolog", PROLOGS)
@pytest.mark.parametrize(
    "dtd", ["<!DOCTYPE a>", "<!DOCTYPE a [", '<!DOCTYPE a SYSTEM "http://localhost:1/a.dtd">', "<!DOCTYPE"]
)
def test_a_document_type_is_refused_anywhere_in_the_prolog(prolog: str, dtd: str) -> None:
    text, place = unmarked(f"{prolog}«<»{dtd[1:]}<a/>")
    found = refusal(text.replace("\r", ""))
    assert (found.code, found.line, found.column) == ("A103", place.line, place.column)


@pytest.mark.parametrize("prolog", PROLOGS)
def test_the_words_of_a_document_type_are_allowed_where_they_are_none(prolog: str) -> None:
    if prolog.isspace():
        prolog = ""
    text = f"{prolog}<a><!-- <!DOCTYPE a> --><b c='&lt;!DOCTYPE a>'/><![CDATA[<!DOCTYPE a>]]></a><!-- <!DOCTYPE -->"
    assert parse(Source(text)).root.tag == "a"


@pytest.mark.parametrize(
    ("text", "element", "words", "hint"),
    [
        ("«»", None, "no element", "<cb_config> around it"),
        ("  «»", None, "no element", "<cb_config> around it"),
        ("«h»ello", None, "no element", "<cb_config> around it"),
        ("<a>«»", "a", "before <a> is closed", "close every element"),
        ("<a><b>x\n«»", "b", "before <b> is closed", "close every element"),
        ("<a><b>\n«</c>»</a>", "b", "</c> stands where <b> is open", "close every element"),
        ("<a><b/><c x='>'>ä</c>中«</b>»</a>", "a", "</b> stands where <a> is open", "close every element"),
        ("<a>\n<b>\n<c/>«</a>»", "b", "<b>, opened in line 2, is not closed before </a>", "close every element"),
        ("<a>«&» b</a>", "a", "no name follows", "&amp;"),
        ("<a>\r\n<b>\r\n«&» x</b></a>", "b", "no name follows", "&amp;"),
        ("<a>\n<b x='é' y='\U0001f600'>é<c/>é «&» </b></a>", "b", "no name follows", "&amp;"),
        ("<a>«&foo» </a>", "a", "&foo does not end with ;", "&amp;"),
        ("<a>«&nbsp;»</a>", "a", "&nbsp; is not defined", "write &#160;"),
        ("<a>«&mine;»</a>", "a", "&mine; is not defined", "only &lt;"),
        ("<a>1 «<» 2</a>", "a", "no name follows", "&lt;"),
        ("<a>«<b c='<»'/></a>", "a", "value of an attribute", "&lt;"),
        ("<a>«\x01»</a>", "a", "U+0001 cannot", "remove U+0001"),
        ("<a>«&#1;»</a>", "a", "&#1; is to no character", "remove it"),
        ("<a>«&#x110000;»</a>", "a", "is to no character", "remove it"),
        ("<a>«]»]></a>", "a", "]]> stands in text", "&gt;"),
        ("«<a b=1»/>", None, "not in quotes", "in quotes"),
        ("<a>«<c b='1' b='2'/»></a>", "a", "given twice", "keep one"),
        ("<a>«<p:b/»></a>", "a", "prefix is not declared", "without a prefix"),
        ('<a>«<p:z/»><y xmlns="u"/></a>', "a", "prefix is not declared", "without a prefix"),
        ('<a>«<c b="1" b="2"/»><y xmlns="u"/></a>', "a", "given twice", "keep one"),
        ("<a/>«<»b/>", None, "behind the root element", "inside <cb_config>"),
        ("<a/>«x»", None, "behind the root element", "inside <cb_config>"),
        ("<a><!-- x</a>«»", "a", "comment does not end", "-->"),
        ("<a><![CDATA[x</a>«»", "a", "CDATA section does not end", "]]>"),
        ("<a>\n<b«»", "a", "tag does not end", "with >"),
        ("<a></ «a»>", "a", "tag does not end", "with >"),
        ("\n<?xml« »version='1.0'?><a/>", None, "XML declaration", "first in the file"),
    ],
)
def test_what_is_malformed_is_told_with_its_place_and_what_it_stands_in(
    text: str, element: str | None, words: str, hint: str
) -> None:
    plain, place = unmarked(text)
    found = refusal(plain)
    assert (found.code, found.line, found.column) == ("A102", place.line, place.column)
    assert found.length == max(place.length, 1)
    assert found.element == element
    assert words in found.message
    assert "\n" not in found.message
    assert hint in found.hint


def test_a_place_is_right_after_carriage_returns_that_libxml2_does_not_count() -> None:
    for text in ("<a>\r\r<b>\n\r&</b></a>", "<a>\r\r<b>\n\r& </b></a>"):
        found = refusal(text)
        assert (found.line, found.column) == (5, 1)


@pytest.mark.parametrize(
    ("text", "line", "column"), [("<a>\ud800</a>", 1, 4), ("<a>\r\nä\udfff</a>", 2, 2), ("\udc80", 1, 1)]
)
def test_half_a_character_is_told_with_its_place(text: str, line: int, column: int) -> None:
    found = refusal(text)
    assert (found.code, found.line, found.column) == ("A101", line, column)
    assert "half of a character" in found.message


def test_one_malformed_document_says_nothing_about_the_next() -> None:
    refusal("<a>&foo;</a>")
    found = refusal("<a>\n</b>")
    assert (found.line, "</b> stands where" in found.message) == (2, True)


def test_nothing_outside_the_document_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")

    def refuse(*_: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for entity in (f'SYSTEM "{secret.as_uri()}"', 'SYSTEM "http://localhost:1/x"', '"expanded"'):
        found = refusal(f"<!DOCTYPE a [<!ENTITY e {entity}>]><a>&e;</a>")
        assert found.code == "A103"
    # A processing instruction and an XInclude are not followed either.
    text = (
        f'<?xml-stylesheet href="{secret.as_uri()}"?><a xmlns:xi="http://www.w3.org/2001/XInclude">'
        f'<xi:include href="{secret.as_uri()}" parse="text"/></a>'
    )
    assert "".join(map(str, parse(Source(text)).root.itertext())) == ""


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "latin-1", "cp500"])
def test_places_do_not_depend_on_the_encoding(encoding: str) -> None:
    text, place = unmarked(document(("/staging<", "/«ä»<"), ('"1.0"', f'"1.0" encoding="{encoding}"')))
    parsed = parse(decode(text.encode(encoding)))
    (bucket,) = parsed.root.iter("s3_bucket")
    found = parsed.place(Finding("A000", "message"), bucket, len("example-bucket/"))
    assert (found.line, found.column, found.length) == place


def test_a_large_document_is_parsed() -> None:
    many = "<peer><name>x</name></peer>\n" * 20_000
    assert len(parse(Source(document(("<stage>", f"<x>{many}</x><stage>")))).root) == 8
    assert "<x>" not in GOOD


@pytest.mark.parametrize("name", ["a\u0371", "\u1680", "\U00010000"])
def test_a_name_that_only_libxml2_takes_is_told_where_cedar_backups_parser_ends(name: str) -> None:
    found = check(f"<cb_config>\n  <options>\n    <{name}/>\n  </options>\n</cb_config>", "cback.conf")
    assert [(each.code, each.severity, each.line) for each in found] == [("A102", "error", 3)]
    assert "the parser of Cedar Backup refuses this" in found[0].message
