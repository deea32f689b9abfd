"""What the parsers of JSON, YAML and TOML have in common: their result, and their error."""

from typing import NamedTuple

from attrs import evolve

from amazons3cfg.findings import DocumentError, Finding
from amazons3cfg.rules import MALFORMED, REPEATED_ELEMENT
from amazons3cfg.source import Source


class Parsed(NamedTuple):
    """Plain data, and what is wrong with the text that the data cannot tell, such as a key that is repeated."""

    data: object
    findings: list[Finding]


def malformed(source: Source, message: str, hint: str, offset: int = 0) -> DocumentError:
    """Return the error of a text whose syntax is wrong at ``offset``."""
    line, column = source.position(offset)
    found = MALFORMED.finding(message, hint)
    return DocumentError(evolve(found, path=source.path, line=line, column=column, length=1))


def repetition(path: str) -> Finding:
    """Return the finding for a key, by its path, that is given again."""
    return REPEATED_ELEMENT.finding(f"{path.rpartition('.')[2]!r} is given again", "keep one of them", element=path)
