"""A regular expression, which Cedar Backup compares with whole names."""

import re
import warnings

from attrs import define

from amazons3cfg.findings import FieldError
from amazons3cfg.kinds.text import Text
from amazons3cfg.rules.spelling import REGEX


@define(frozen=True)
class Regex(Text):
    """A pattern that Python's ``re`` compiles, alone and with ``^`` and ``$`` around it as Cedar Backup uses it."""

    name = "regular expression"
    words: str = "a regular expression of Python's"
    blanks: bool = True

    def read(self, text: str) -> str:  # noqa: D102
        try:
            with warnings.catch_warnings(action="ignore"):
                re.compile(text)
                re.compile(f"^{text}$")
        except (re.error, OverflowError, RecursionError) as error:
            raise FieldError(REGEX.finding(f"{text!r} is not a regular expression: {error}", _hint(text))) from None
        return text


def _hint(text: str) -> str:
    if text.startswith(("*", "?", "+")):
        return f"write .{text.replace('.', chr(92) + '.')}, if a pattern as of a shell is meant"
    return "correct it, or put a backslash before what is meant as it stands"
