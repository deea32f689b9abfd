"""A report for reviewdog, in its Diagnostic Format: its suggestions become those of GitHub and GitLab."""

from collections.abc import Iterable, Iterator
from typing import Any

from amazons3cfg.findings import Finding, Fix
from amazons3cfg.reports import Catalogue, Result
from amazons3cfg.reports.json import dumps, joined
from amazons3cfg.rules import RULES
from amazons3cfg.sections.secrets import masked
from amazons3cfg.text.edits import apply
from amazons3cfg.text.source import Source

_SEVERITIES = {"error": "ERROR", "warning": "WARNING"}


def render(results: Iterable[Result], rules: Catalogue = RULES) -> Iterator[str]:
    """Yield the lines of an object with a diagnostic for each finding."""
    yield f'{{"source": {dumps({"name": "amazons3cfg"})}, "diagnostics": ['
    yield from joined(_diagnostic(result, finding) for result in results for finding in result.findings)
    yield "]}"


def _diagnostic(result: Result, finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {"path": result.location}
    diagnostic: dict[str, Any] = {
        "message": finding.sentence,
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code},
    }
    if result.source is None:
        if finding.line:
            location["range"] = {"start": {"line": finding.line}}
        return diagnostic
    end = min(finding.end, finding.start + finding.length)  # on one line
    location["range"] = _range(result.source, finding.start, end)
    if finding.fix and finding.fix.applicability != "display" and not _holds_secret(result.source, finding.fix):
        diagnostic["suggestions"] = [_suggestion(result.source, finding.fix)]
    return diagnostic


def _holds_secret(source: Source, fix: Fix) -> bool:
    """Tell whether a password stands in what a suggestion would show, since it is one piece of text."""
    start, end = min(edit.start for edit in fix.edits), max(edit.end for edit in fix.edits)
    return masked(source.text)[start:end] != source.text[start:end]


def _suggestion(source: Source, fix: Fix) -> dict[str, Any]:
    """Return a fix as one suggestion, since each of several would be one of its own."""
    start, end = min(edit.start for edit in fix.edits), max(edit.end for edit in fix.edits)
    shifted = (type(edit)(edit.start - start, edit.end - start, edit.text) for edit in fix.edits)
    return {"range": _range(source, start, end), "text": apply(source.text[start:end], shifted)}


def _range(source: Source, start: int, end: int) -> dict[str, Any]:
    return {"start": _position(source, start), "end": _position(source, end)}


def _position(source: Source, offset: int) -> dict[str, int]:
    """Return a place as reviewdog counts: the column in bytes of UTF-8, from 1."""
    line, column = source.position(offset)
    before = source.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode(errors="replace")) + 1}
