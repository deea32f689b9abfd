"""How a text is laid out: its line ends, its indentation, and what a removed piece takes with it."""

import re

_LINE_END = re.compile(r"\r\n|\n|\r")
_BLANKS = " \t"
# What may stand behind an element on its line and belongs to it.
_TRAILER = re.compile(r"(?:[ \t]*<!--(?:(?!-->)[^\r\n])*-->)*[ \t]*(?=\r|\n|\Z)")


def newline(text: str) -> str:
    """Return the line end that ``text`` uses first, a line feed if it has none."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def indentation(text: str, offset: int) -> str | None:
    """Return the blanks before ``offset`` on its line; None if there is anything else before it."""
    start = offset
    while start and text[start - 1] in _BLANKS:
        start -= 1
    return text[start:offset] if not start or text[start - 1] in "\r\n" else None


def line_tail(text: str, offset: int) -> int:
    """Return where the line of ``offset`` ends if only blanks and comments follow on it, else ``offset``."""
    found = _TRAILER.match(text, offset)
    return found.end() if found else offset


def removal(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range to delete so that what is from ``start`` to ``end`` leaves no hole.

    That is its whole line or lines where it stands alone on them, with a blank line before it if another or
    the parent's end follows; elsewhere the blanks that follow it.
    """
    behind = re.compile(rf"[{_BLANKS}]*").match(text, end)
    after = behind.end() if behind else end
    line_end = _LINE_END.match(text, after)
    indent = indentation(text, start)
    if indent is None:
        return start, end
    if line_end is None:
        return start, after
    start, end = start - len(indent), line_end.end()
    above = _line_end_before(text, start)
    blanks = indentation(text, above)
    if blanks is not None and above > len(blanks) and re.compile(r"[ \t]*(?:\r|\n|</)").match(text, end):
        return above, end - len(line_end[0])
    return start, end


def _line_end_before(text: str, offset: int) -> int:
    """Return where the line end that ``offset`` stands behind begins; 0 at the start of the text."""
    return max(offset - (2 if text.endswith("\r\n", 0, offset) else 1), 0)
