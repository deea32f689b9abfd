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


def line_start(text: str, offset: int) -> int:
    """Return the offset at which the line of ``offset`` begins."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def indentation(text: str, offset: int) -> str | None:
    """Return the blanks before ``offset`` on its line; None if there is anything else before it."""
    before = text[line_start(text, offset) : offset]
    return before if not before.strip(_BLANKS) else None


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
    if indentation(text, start) is None:
        return start, end
    if line_end is None:
        return start, after
    start, end = line_start(text, start), line_end.end()
    blank_before = re.compile(r"(?:\r\n|\n|\r)[ \t]*(\r\n|\n|\r)\Z").search(text, 0, start)
    if blank_before and re.compile(r"[ \t]*(?:\r|\n|</)").match(text, end):
        start = blank_before.start(1)
        end -= len(line_end[0])
    return start, end
