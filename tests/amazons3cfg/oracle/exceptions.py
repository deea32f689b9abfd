"""Where the check refuses what the original takes, on purpose: the rows of a table in ``docs/deviations.md``."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from amazons3cfg.findings import Finding
from oracle.mistakes import Mistake


class Deliberate(NamedTuple):
    """A row: what is refused, by which rules, and where."""

    row: str
    codes: str
    """A regular expression for the codes of all errors."""
    paths: str = ""
    """A regular expression for where; empty for anywhere."""


_ACTION = r"^extensions/action\S*"

EXCEPTIONS = (
    Deliberate("an extension named as a standard action, or `all`", "A411", f"{_ACTION}/name"),
    Deliberate("an extension's action out of its place in the order", "A406|A414", _ACTION),
    Deliberate("a second action that stores in Amazon S3", "A407", _ACTION),
    Deliberate("a second section, even an empty one or the same", "A202", r"^\w+$"),
    Deliberate("a line end behind the name of an action, module or function", "A408", "/name"),
    Deliberate("a slash in the name of a peer", "A608", r"/peer\S*/name"),
    Deliberate(
        "a number that is none, is not finite, or not in ASCII digits and blanks",
        "A303|A603|A342",
        r"size|limit|bytes|factor|percentage",
    ),
    Deliberate("a bucket that Amazon S3 cannot have", "A305|A306|A31.|A320", "^amazons3/s3_bucket"),
    Deliberate("a command that does not encrypt a file", "A32.", "^amazons3/encrypt"),
    Deliberate("a size limit of 0", "A331", "^amazons3/"),
)


def exception_of(mistake: Mistake, found: Iterable[Finding]) -> str:
    """Return the row that all errors of a mistake are for; empty if there is none."""
    codes = {each.code for each in found if each.severity == "error"}
    for each in EXCEPTIONS if codes else ():
        if re.search(each.paths, mistake.path) and all(re.fullmatch(each.codes, code) for code in codes):
            return each.row
    return ""
