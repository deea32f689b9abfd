"""What the parsers of JSON, YAML and TOML have in common: their result, and their error."""

from typing import NamedTuple

from amazons3cfg.findings import DocumentError, Finding
from amazons3cfg.rules.document import MALFORMED
from amazons3cfg.rules.structure import REPEATED_ELEMENT
from amazons3cfg.text.source import Source


class Parsed(NamedTuple):
    """Plain data, and what is wrong with the text that the data cannot tell, such as a key that is repeated."""

    data: object
    findings: list[Finding]


def malformed(source: Source, message: str, hint: str, offset: int = 0) -> DocumentError:
    """Return the error of a text whose syntax is wrong at ``offset``."""
    return DocumentError(source.place(MALFORMED.finding(message, hint), offset))


def repetition(path: str) -> Finding:
    """Return the finding for a key, by its path, that is given again."""
    return REPEATED_ELEMENT.finding(f"{path.rpartition('.')[2]!r} is given again", "keep one of them", element=path)
