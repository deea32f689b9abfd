"""The text of a document: decoded as it declares, with a way from an offset to line and column."""

import codecs
import os
import re
from bisect import bisect_right
from functools import cached_property

from attrs import define, evolve

from amazons3cfg.findings import DocumentError, Finding
from amazons3cfg.rules.document import ENCODING
from amazons3cfg.rules.values import TYPE
from amazons3cfg.text.layout import newline
from amazons3cfg.text.lines import line_starts

# Longest first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The first characters without a mark: XML 1.0, appendix F.1.
_STARTS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_EBCDIC_START = b"\x4c\x6f\xa7\x94"
# Codecs of Python's that no document is in: they write markup as other characters, and some take quadratic time.
_NO_CHARSETS = {"utf-7", "punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"}
_DECLARATION = re.compile(rb"""<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,60})["']""")
_SAVE_AS = "save the file in the encoding that it declares, or as UTF-8 without a declaration"


@define(frozen=True, slots=True)
class Source:
    """A document's text, and what it was read from."""

    text: str
    """Without a byte order mark."""
    encoding: str | None = None
    """The Python codec of the bytes; None where the document came as a str."""
    mark: bytes = b""
    """The byte order mark that the bytes began with."""
    path: str | None = None
    """The file's name, as errors show it."""

    @cached_property
    def newline(self) -> str:
        """The line end that the text uses first, a line feed if it has none."""
        return newline(self.text)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column, from 1, of the character at ``offset``."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def place(self, finding: Finding, start: int, end: int = 0) -> Finding:
        """Return ``finding`` with the place from offset ``start`` to ``end``.

        Its length is that on the first line, and 1 at least, so that there is something to underline.
        """
        line, column = self.position(start)
        length = max(min(end, self.line_end(start)) - start, 1)
        end = min(max(end, start + 1), len(self.text))
        return evolve(
            finding, path=self.path, line=line, column=column, length=length, start=start, end=max(end, start)
        )

    def excerpt(self, number: int, column: int, most: int) -> tuple[str, int]:
        """Return the part of line ``number`` that is around ``column``, and where in it that column is, from 1.

        No more than ``most`` characters: a line may be as long as the document.
        """
        if not 0 < number <= len(self._line_starts):
            return "", column
        start = self._line_starts[number - 1]
        end = self.line_end(start)
        first = max(min(start + column - 1 - most // 2, end - most), start)
        return self.text[first : min(first + most, end)], column - (first - start)

    def line_end(self, offset: int) -> int:
        """Return the offset at which the line that ``offset`` is on ends; its line end does not belong to it."""
        line = bisect_right(self._line_starts, offset)
        if line == len(self._line_starts):
            return len(self.text)
        end = self._line_starts[line]
        return end - (2 if self.text.startswith("\r\n", end - 2) else 1)

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.text)


def read_source(path: str | os.PathLike[str]) -> Source:
    """Read the file at ``path``. Raises ``OSError`` and ``DocumentError``."""
    name = os.fspath(path)
    with open(name, "rb") as file:  # noqa: PTH123 - the import of pathlib takes 4 ms
        return decode(file.read(), name)


def decode(data: str | bytes, path: str | None = None) -> Source:
    """Return the text of ``data``, whose encoding is found as XML 1.0, appendix F, has it.

    A byte order mark counts before the declaration, the declaration before UTF-8. Text that comes as a str
    has no encoding, whatever it declares. What declares an encoding that nobody knows and is ASCII is read as that:
    Cedar Backup, which obeys no declaration, reads it too. Raises ``DocumentError``.
    """
    if isinstance(data, str):
        return Source(data.removeprefix("\ufeff"), None, b"", path)
    if not isinstance(data, bytes):
        message = f"a document cannot be of type {type(data).__name__}"
        raise DocumentError(TYPE.finding(message, "use str or bytes"))
    mark, encoding = _detect(data)
    encoding = _charset(encoding, data.isascii(), path)
    try:
        return Source(data[len(mark) :].decode(encoding), encoding, mark, path)
    except UnicodeDecodeError as error:
        before = Source(error.object[: error.start].decode(encoding, "replace"), path=path)
        message = f"byte {error.object[error.start]:#04x} at offset {len(mark) + error.start} is not {encoding} text"
        raise _error(before, len(before.text), message, _SAVE_AS) from None


def as_declared(source: Source) -> Source:
    """Return ``source``, which came as a str, with the encoding that it declares, so that it has bytes.

    Raises ``DocumentError`` if that is unknown, unless all is ASCII, or cannot hold the text.
    """
    declared = _declaration(source.text)
    encoding = declared[1].decode() if declared else "utf-8"
    mark = b""
    if encoding.lower() in ("utf-16", "utf-32"):
        encoding = f"{encoding}-le".lower()
        mark = next(mark for mark, name in _MARKS if name == encoding)
    encoding = _charset(encoding, source.text.isascii(), source.path)
    try:
        source.text.encode(encoding)
    except UnicodeEncodeError as error:
        message = f"{source.text[error.start]!r} cannot be written in {encoding}, which the document declares"
        raise _error(source, error.start, message, _SAVE_AS) from None
    return evolve(source, mark=mark, encoding=encoding)


def encode(source: Source, end: int | None = None) -> bytes:
    """Return the bytes of ``source`` up to offset ``end``, in UTF-8 where it came as a str.

    Raises ``UnicodeEncodeError``.
    """
    return source.mark + source.text[:end].encode(source.encoding or "utf-8")


def unknown_encoding(source: Source) -> tuple[int, int] | None:
    """Return where ``source``, which has bytes, declares an encoding that nobody knows."""
    declared = _declaration(source.text) if source.encoding == "ascii" else None
    return None if declared is None or _is_charset(declared[1].decode()) else declared.span(1)


def _declaration(text: str) -> re.Match[bytes] | None:
    return _DECLARATION.match(text[:300].encode("ascii", "replace"))


def _detect(data: bytes) -> tuple[bytes, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding
    for start, encoding in _STARTS:
        if data.startswith(start):
            return b"", encoding
    if data.startswith(_EBCDIC_START):
        declared = _declaration(data[:300].decode("cp037"))
        return b"", declared[1].decode() if declared else "cp037"
    declared = _DECLARATION.match(data)
    # What declares UTF-16 or UTF-32 in single bytes is not that; UTF-8 decoding says where it is wrong, if at all.
    if declared is None or declared[1][:6].upper() in (b"UTF-16", b"UTF-32", b"ISO-10"):
        return b"", "utf-8"
    return b"", declared[1].decode()


def _is_charset(encoding: str) -> bool:
    try:
        "".encode(encoding)  # a LookupError for a codec that is not for text, such as hex
    except (LookupError, UnicodeError):  # UnicodeError is what the codec `undefined` raises
        return False
    return codecs.lookup(encoding).name not in _NO_CHARSETS


def _charset(encoding: str, is_ascii: bool, path: str | None) -> str:
    """Return ``encoding``, or ASCII for one that is not known. Raises ``DocumentError`` if that is not enough."""
    if _is_charset(encoding):
        return encoding
    if is_ascii:
        return "ascii"
    message = f"the encoding {encoding!r} is not known"
    raise _error(Source("", path=path), 0, message, "declare and use UTF-8")


def _error(source: Source, offset: int, message: str, hint: str) -> DocumentError:
    return DocumentError(source.place(ENCODING.finding(message, hint), offset))
