"""Numbers as people write them: with a decimal comma, or with their digits in groups of three."""

import re
from typing import NamedTuple

# Blanks, apostrophes and underscores group digits and do nothing else; a comma or a point may be the decimal one.
_BY_GAPS = re.compile(r"[0-9]{1,3}(?:(?:(\s)|(['\u2019])|_)[0-9]{3})(?:(?(1)\s|(?(2)['\u2019]|_))[0-9]{3})*(?![0-9])")
_BY_POINTS = re.compile(r"([1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]+))?")
_DECIMAL = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")


class Written(NamedTuple):
    """What a number is meant to be, with a decimal point and without groups."""

    meant: str
    otherwise: str = ""
    """What it may be as well: a comma before three digits groups them, or is a decimal one."""
    sure: bool = True
    """Whether nothing else can be meant."""


def written(text: str) -> Written | None:
    """Return what ``text``, without blanks around it, is meant to be; None if that is no number from 0 up."""
    gaps = _BY_GAPS.match(text)
    if gaps:
        text = re.sub("[^0-9]", "", gaps[0]) + text[gaps.end() :]
    elif grouped := _BY_POINTS.fullmatch(text):
        digits, separator, decimals = grouped.groups()
        whole = digits.replace(separator, "")
        if digits.count(separator) > 1 or decimals:
            return Written(whole + (f".{decimals}" if decimals else ""), sure=False)
        if digits.endswith("000"):  # nobody writes such decimals
            return Written(whole, sure=False)
        return Written(whole, digits.replace(separator, "."), sure=False)
    decimal = _DECIMAL.fullmatch(text)
    if decimal is None:
        return None
    return Written(decimal[1] + (f".{decimal[2]}" if decimal[2] else ""))
