"""A report for GitLab's Code Quality, which reads a subset of the Code Climate format."""

from collections.abc import Iterable, Iterator
from typing import Any

from amazons3cfg.reports import Catalogue, Result
from amazons3cfg.reports.fingerprints import fingerprints
from amazons3cfg.reports.json import joined
from amazons3cfg.rules import RULES

_SEVERITIES = {"error": "major", "warning": "minor"}


def render(results: Iterable[Result], rules: Catalogue = RULES) -> Iterator[str]:
    """Yield the lines of an array with an issue for each finding."""
    yield "["
    yield from joined(issue for result in results for issue in _issues(result))
    yield "]"


def _issues(result: Result) -> Iterator[dict[str, Any]]:
    for finding, fingerprint in zip(result.findings, fingerprints(result), strict=True):
        yield {
            "description": finding.sentence,
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": "blocker" if result.unreadable else _SEVERITIES[finding.severity],
            "location": {"path": result.location, "lines": {"begin": finding.line or 1}},
        }
