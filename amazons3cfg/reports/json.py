"""A report for programs: one JSON object."""

import json
from collections.abc import Iterable, Iterator

from attrs import asdict

from amazons3cfg.reports import Result


def render(results: Iterable[Result]) -> Iterator[str]:
    """Yield the report's only piece: ``files``, ``errors``, ``warnings`` and the ``findings``."""
    paths: list[str] = []
    findings = []
    for result in results:
        paths.append(result.path)
        findings += [asdict(finding) for finding in result.findings]
    counts = {f"{severity}s": sum(f["severity"] == severity for f in findings) for severity in ("error", "warning")}
    yield json.dumps({"files": paths, **counts, "findings": findings}, indent=2, ensure_ascii=False)
