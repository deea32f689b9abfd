"""Quotes, hyphens and blanks as web pages and word processors make them, in a text that a program reads."""

import re

from amazons3cfg.findings import Edit, Finding, Fix
from amazons3cfg.rules.encrypt import ENCRYPT_TYPESET

_DOUBLE = "\u201c-\u201f\u2033\xab\xbb"
_SINGLE = "\u2018-\u201b\u2032"
_HYPHENS = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_BLANKS = "\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_INVISIBLE = "\xad\u180e\u200b\u200e\u200f\u2060\ufeff"
CHARACTERS = _DOUBLE + _SINGLE + _HYPHENS + _BLANKS + _INVISIBLE
"""All of them, as they stand in a class of a regular expression."""

# Within a word, an apostrophe and a dash may be meant.
TYPESET = (
    rf"[{_DOUBLE}{_BLANKS}{_INVISIBLE}]|(?<![^ \t\n=])[{_SINGLE}]|[{_SINGLE}](?![^ \t\n])|(?<![^ \t\n])[{_HYPHENS}]"
)
"""A pattern for one that stands, unquoted, where another character was typed."""


def typed(text: str, offset: int) -> str:
    """Return what was typed where the character at ``offset`` stands: a quote, a blank, nothing, or hyphens."""
    for characters, meant in ((_DOUBLE, '"'), (_SINGLE, "'"), (_BLANKS, " "), (_INVISIBLE, "")):
        if re.match(f"[{characters}]", text[offset]):
            return meant
    return "--" if re.match("[A-Za-z][A-Za-z-]", text[offset + 1 : offset + 3]) else "-"


def typography(text: str, edits: list[Edit]) -> Finding:
    """Return the finding of all the characters that ``edits`` exchange."""
    first = text[edits[0].start]
    message = f"the command has U+{ord(first):04X} ({first!r}), which a word processor or a web page makes of another"
    wanted = edits[0].text.strip() or ("a blank" if edits[0].text else "nothing")
    fix = Fix(f"write {wanted} instead, or put it in quotes if it is meant", tuple(edits), "unsafe")
    return ENCRYPT_TYPESET.finding(message, fix=fix)
