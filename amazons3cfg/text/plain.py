"""How plainly a well-formed text is written: what nearly no document has, and what then need not be looked for."""

import re

_BLANK = "[ \t\r\n]*+"
_NAME = "[A-Za-z0-9_]++"
_DECLARATION = re.compile(
    rf"""(?:<\?xml version=["']1\.0["'](?: encoding=["'][A-Za-z][A-Za-z0-9._-]*["'])?\?>)?{_BLANK}"""
)
_TEXT = "[^<&]*+(?:&[a-z]+;[^<&]*+)*"
# A start tag with its text and end tag, or before another element; another tag; or a comment where no text is.
_PIECE = rf"<(?:{_NAME}>(?:{_TEXT}</{_NAME}>|(?={_BLANK}<[^/]))|/{_NAME}>|{_NAME}/>|!--[^-]*(?:-[^-]+)*-->){_BLANK}"
_PIECES = re.compile(rf"(?:{_PIECE}){{0,1000}}")  # not all at once: each takes memory until the last one fits
_ASIDES = (("<!--", "-->"), ("<?", "?>"))
_FIRST_TEXT = re.compile(r"\s*+[^<\s]")
# Text before a start tag, behind an end tag, or behind an empty element; or a ">" in text, so that nobody can tell.
_STRAY = re.compile(
    r">[ \t\r\n]*+[^<> \t\r\n][^<>]*+<[^/]|</[^<>]*+>[ \t\r\n]*+[^< \t\r\n]"
    r"|/>[ \t\r\n]*+[^< \t\r\n]|>[^<>]*+>"
)


def is_plain(text: str) -> bool:
    """Tell whether a well-formed ``text`` is elements, text in those that hold no others, and comments between them.

    It has no attributes, prefixes, references by number, CDATA sections or instructions, and its names are ASCII. All
    parsers take such a text, and read the same of it.
    """
    offset, behind = -1, _end(_DECLARATION, text, 0)
    while offset < behind:
        offset, behind = behind, _end(_PIECES, text, behind)
    return behind == len(text)


def is_in_pieces(text: str) -> bool:
    """Tell whether ``text`` has CDATA, or a comment or instruction beside text that is not blank."""
    return "<![CDATA[" in text or any(
        any(_text_before(text, found.start()) for found in re.finditer(re.escape(start), text))
        or any(_FIRST_TEXT.match(text, found.end()) for found in re.finditer(re.escape(end), text))
        for start, end in _ASIDES
    )


def may_have_stray_text(tags: str) -> bool:
    """Tell whether there may be text beside other elements in ``tags``, as ``tags_only`` returns them."""
    return _STRAY.search(tags) is not None


def _end(pattern: re.Pattern[str], text: str, offset: int) -> int:
    found = pattern.match(text, offset)
    return found.end() if found else offset


def _text_before(text: str, offset: int) -> bool:
    while offset and text[offset - 1].isspace():
        offset -= 1
    return offset > 0 and text[offset - 1] != ">"
