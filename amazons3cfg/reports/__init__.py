"""The forms in which the result of a check is shown."""

from attrs import define

from amazons3cfg.findings import Finding
from amazons3cfg.source import Source


@define(frozen=True, slots=True)
class Result:
    """What a check found in one document."""

    path: str
    findings: list[Finding]
    source: Source | None = None
    """The document's text; None where it could not be decoded."""
