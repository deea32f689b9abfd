r"""Lines, and columns in units of UTF-8, UTF-16 or UTF-32, as the language server protocol counts them: from 0.

A line ends with ``\n``, ``\r\n`` or ``\r`` and nothing else: U+2028, U+0085 and form feeds are characters of it.
"""

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import Literal

from attrs import define

Units = Literal["utf-8", "utf-16", "utf-32"]
"""What a column counts: bytes, 16-bit units or characters."""

_LINE_END = re.compile(r"\r\n|\n|\r")


def line_starts(text: str) -> list[int]:
    """Return the offset at which each line begins; there is one at least."""
    if "\r" in text:
        return [0, *(end.end() for end in _LINE_END.finditer(text))]
    lengths = map(len, text.split("\n"))
    return [0, *accumulate(map((1).__add__, lengths))][:-1]  # all in C: big files have many lines


def length(text: str, units: Units) -> int:
    """Return how many units ``text`` takes. Half a surrogate pair takes as many as UTF-16 and UTF-8 would need."""
    if units == "utf-32" or text.isascii():
        return len(text)
    if units == "utf-16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text.encode("utf-8", "surrogatepass"))


def index(text: str, column: int, units: Units) -> int:
    """Return the character of ``text`` that unit ``column`` belongs to; its end where ``column`` is behind it."""
    if units == "utf-32" or text.isascii():
        return min(column, len(text))
    for number, character in enumerate(text):
        column -= length(character, units)
        if column < 0:
            return number
    return len(text)


@define(frozen=True, slots=True)
class Lines:
    """A text, by its lines."""

    text: str

    def position(self, offset: int, units: Units) -> tuple[int, int]:
        """Return the line and the column of the character at ``offset``."""
        line = bisect_right(self._starts, offset) - 1
        return line, length(self.text[self._starts[line] : offset], units)

    def offset(self, line: int, column: int, units: Units) -> int:
        """Return the offset of a place.

        A column behind its line stands for the line's end, a line behind the text for the text's.
        """
        if line >= len(self._starts):
            return len(self.text)
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        written = _LINE_END.split(self.text[start:end], 1)[0]
        return start + index(written, column, units)

    @cached_property
    def _starts(self) -> list[int]:
        return line_starts(self.text)
