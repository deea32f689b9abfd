"""What the parsers of JSON, YAML and TOML have in common: their result, and their error."""

from collections.abc import Callable
from typing import NamedTuple

from amazons3cfg.findings import DocumentError, Finding
from amazons3cfg.formats.places import Places
from amazons3cfg.model.reader import SECTION_ELEMENT
from amazons3cfg.rules.document import MALFORMED
from amazons3cfg.rules.structure import REPEATED_ELEMENT, UNKNOWN_ELEMENT
from amazons3cfg.text.source import Source


class Parsed(NamedTuple):
    """Plain data, and what is wrong with the text that the data cannot tell, such as a key that is repeated."""

    data: object
    findings: list[Finding]
    places: Callable[[], Places]
    """Tells where keys and values stand, if that is asked."""

    def place(self, finding: Finding, source: Source) -> Finding:
        """Return ``finding`` with the place in ``source`` of the key or the value that it is about."""
        if finding.line:
            return finding
        places = self.places()
        place = places.get(finding.element or "")
        if place is not None:
            of_key = finding.code in (UNKNOWN_ELEMENT.code, REPEATED_ELEMENT.code)
            return source.place(finding, *(place.key if of_key else place.value))
        section = places.get(SECTION_ELEMENT) if (finding.element or "").startswith(f"{SECTION_ELEMENT}.") else None
        return source.place(finding, *(section.key if section else (0, 0)))


def malformed(source: Source, message: str, hint: str, offset: int = 0) -> DocumentError:
    """Return the error of a text whose syntax is wrong at ``offset``."""
    return DocumentError(source.place(MALFORMED.finding(message, hint), offset))


def repetition(path: str) -> Finding:
    """Return the finding for a key, by its path, that is given again."""
    return REPEATED_ELEMENT.finding(f"{path.rpartition('.')[2]!r} is given again", "keep one of them", element=path)
