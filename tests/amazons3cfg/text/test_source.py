"""Bytes to text: every way in which a document can tell its encoding, and the place of what is wrong."""

import codecs
import re
from pathlib import Path

import pytest
from CedarBackup3.extend.amazons3 import LocalConfig as Original
from hypothesis import given
from hypothesis import strategies as st

from amazons3cfg import DocumentError, Finding, LocalConfig
from amazons3cfg.editing import ConfigDocument
from amazons3cfg.text.source import Source, decode

_LINE_END = re.compile(r"\r\n|\n|\r")
TEXT = "<cb_config><amazons3><s3_bucket>ä</s3_bucket></amazons3></cb_config>"


def declared(encoding: str, text: str = TEXT) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{text}'


def bucket(data: str | bytes) -> str | None:
    section = LocalConfig(xmlData=data).amazons3
    assert section is not None
    return section.s3Bucket


def refusal(data: str | bytes) -> Finding:
    with pytest.raises(DocumentError) as caught:
        decode(data, "cback.conf")
    (found,) = caught.value.findings
    assert (found.code, found.path, found.length) == ("A101", "cback.conf", 1)
    return found


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
@pytest.mark.parametrize("text", [TEXT, declared("us-ascii"), declared("UTF-16")])
def test_a_byte_order_mark_counts_whatever_is_declared(mark: bytes, codec: str, text: str) -> None:
    source = decode(mark + text.encode(codec))
    assert source == Source(text, codec, mark)
    assert bucket(mark + text.encode(codec)) == "ä"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [TEXT, declared("UTF-16")])
def test_wide_encodings_are_known_without_a_mark(codec: str, text: str) -> None:
    assert decode(text.encode(codec)) == Source(text, codec)
    assert bucket(text.encode(codec)) == "ä"


@pytest.mark.parametrize(
    "encoding", ["UTF-8", "utf-8", "ISO-8859-1", "latin-1", "ISO-8859-15", "windows-1252", "IBM850", "macintosh"]
)
@pytest.mark.parametrize("quote", ["'", '"'])
def test_the_declared_encoding_counts(encoding: str, quote: str) -> None:
    text = declared(encoding).replace('"', quote)
    assert bucket(text.encode(encoding)) == "ä"
    assert decode(text.encode(encoding)).encoding == encoding


@pytest.mark.parametrize("encoding", ["Shift_JIS", "EUC-JP", "ISO-2022-JP", "GB18030"])
def test_multi_byte_encodings_are_read(encoding: str) -> None:
    text = declared(encoding, TEXT.replace("ä", "表示"))
    assert bucket(text.encode(encoding)) == "表示"


@pytest.mark.parametrize(("encoding", "codec"), [("cp037", "cp037"), ("IBM500", "cp500"), ("cp1140", "cp1140")])
def test_ebcdic_is_read_as_it_declares(encoding: str, codec: str) -> None:
    assert bucket(declared(encoding).encode(codec)) == "ä"


def test_ebcdic_without_a_declared_encoding_is_cp037() -> None:
    assert bucket(f'<?xml version="1.0"?>{TEXT}'.encode("cp037")) == "ä"


@pytest.mark.parametrize("encoding", ["UTF-16", "UTF-16LE", "utf-32", "ISO-10646-UCS-2"])
def test_a_wide_encoding_declared_in_single_bytes_is_read_as_utf_8(encoding: str) -> None:
    assert bucket(declared(encoding).encode()) == "ä"


def test_without_any_sign_it_is_utf_8() -> None:
    assert decode(TEXT.encode()) == Source(TEXT, "utf-8")


@pytest.mark.parametrize("text", [TEXT, declared("ISO-8859-1"), declared("nonsense"), "\ufeff" + declared("UTF-16")])
def test_a_str_is_read_whatever_it_declares(text: str) -> None:
    assert bucket(text) == "ä"
    assert decode(text).encoding is None


@pytest.mark.parametrize(
    "encoding",
    ["nonsense", "x-user-defined", "undefined", "hex", "rot13", "utf-7", "u7", "punycode", "idna", "unicode_escape"],
)
def test_an_unknown_encoding_is_told(encoding: str) -> None:
    found = refusal(declared(encoding).encode())
    assert found.message == f"the encoding {encoding!r} is not known"
    assert (found.line, found.column, found.hint) == (1, 1, "declare and use UTF-8")


@pytest.mark.parametrize("encoding", ["ANSI", "x-user-defined", "hex", "utf-7", "undefined"])
def test_an_unknown_encoding_of_ascii_is_read_as_the_original_reads_it(encoding: str, tmp_path: Path) -> None:
    text = declared(encoding, TEXT.replace("ä", "+AGE-"))
    assert bucket(text.encode()) == bucket(text) == "+AGE-"
    assert decode(text.encode()).encoding == "ascii"
    (tmp_path / "cback.conf").write_text(text)
    assert Original(xmlPath=str(tmp_path / "cback.conf")).amazons3.s3Bucket == "+AGE-"


def test_what_is_written_into_a_document_of_an_unknown_encoding_stays_ascii() -> None:
    text = declared("ANSI", TEXT.replace("ä", "a"))
    for data in (text, text.encode()):
        document = ConfigDocument(data)
        document.set("s3Bucket", "ä")
        assert bytes(document) == text.replace(">a<", ">&#228;<").encode()


@pytest.mark.parametrize("data", [None, 3, bytearray(b"<a/>"), ["<a/>"]])
def test_what_is_neither_str_nor_bytes_is_refused(data: object) -> None:
    with pytest.raises(DocumentError, match=f"of type {type(data).__name__}; use str or bytes"):
        decode(data)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        (b"<a>\xff</a>", 1, 4, "byte 0xff at offset 3 is not utf-8 text"),
        ("<a>\r\nä\rö\n".encode() + b"ab\xe4</a>", 4, 3, "byte 0xe4 at offset 13 is not utf-8 text"),
        (codecs.BOM_UTF8 + b"<a>\xc3(", 1, 4, "byte 0xc3 at offset 6 is not utf-8 text"),
        (declared("ascii").encode(), 2, 33, "byte 0xc3 at offset 71 is not ascii text"),
        ("<a>\nä".encode("utf-16-le") + b"\x00\xdc", 2, 2, "byte 0x00 at offset 10 is not utf-16-le text"),
        (codecs.BOM_UTF16_BE + "<a>\nä".encode("utf-16-be") + b"\x00", 2, 2, "byte 0x00 at offset 12 is not utf-16-be"),
        (codecs.BOM_UTF32_LE + "<".encode("utf-32-le") + b"\0\0\x11\0", 1, 2, "byte 0x00 at offset 8 is not utf-32-le"),
        (
            declared("Shift_JIS", "<a>表\n示").encode("shift_jis") + b"\x81",
            3,
            2,
            "byte 0x81 at offset 51 is not Shift_JIS",
        ),
    ],
)
def test_wrong_bytes_are_told_with_their_exact_place(data: bytes, line: int, column: int, message: str) -> None:
    found = refusal(data)
    assert (found.line, found.column) == (line, column)
    assert message in found.message


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", [(1, 1)]),
        ("ab", [(1, 1), (1, 2), (1, 3)]),
        ("a\nb", [(1, 1), (1, 2), (2, 1), (2, 2)]),
        ("\r\r\n\n", [(1, 1), (2, 1), (2, 2), (3, 1), (4, 1)]),
        ("é\U0001f600\tx", [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5)]),
        ("a\x85\u2028\x0bb", [(1, column) for column in range(1, 7)]),
    ],
)
def test_positions_count_characters_and_all_three_line_ends(text: str, places: list[tuple[int, int]]) -> None:
    assert [Source(text).position(offset) for offset in range(len(text) + 1)] == places


@given(st.text("ab\r\n", max_size=12), st.data(), st.integers(1, 6))
def test_an_excerpt_is_the_part_of_a_line_around_a_place(text: str, data: st.DataObject, most: int) -> None:
    source = Source(text)
    offset = data.draw(st.integers(0, len(text)))
    number, column = source.position(offset)
    part, place = source.excerpt(number, column, most)
    line = _LINE_END.split(text)[number - 1]
    assert part in line
    assert len(part) == min(most, len(line))
    if column <= len(line):
        assert part[place - 1] == text[offset]


def test_there_is_no_excerpt_of_a_line_that_is_not_there() -> None:
    assert Source("a").excerpt(2, 1, 9)[0] == Source("a").excerpt(0, 0, 9)[0] == ""


@given(st.text("ab\r\n\u2028é", max_size=20))
def test_a_position_leads_back_to_its_character(text: str) -> None:
    source = Source(text)
    for offset, character in enumerate(text):
        if character not in "\r\n":
            line, column = source.position(offset)
            assert _LINE_END.split(text)[line - 1][column - 1] == character
