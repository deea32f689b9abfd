"""A report for people: each finding with its line of source and a caret under the place."""

from collections.abc import Iterable, Iterator

from click import style

from amazons3cfg.findings import Finding
from amazons3cfg.reports import Result
from amazons3cfg.source import Source

_COLOURS = {"error": "red", "warning": "yellow"}


def render(results: Iterable[Result]) -> Iterator[str]:
    """Yield the lines of the report, in colour, and a summary last."""
    files = 0
    counts = {"error": 0, "warning": 0}
    for result in results:
        files += 1
        for finding in result.findings:
            counts[finding.severity] += 1
            yield from _finding(finding, result.source)
    found = ", ".join(f"{count} {severity}{'s' * (count != 1)}" for severity, count in counts.items())
    yield f"{found} in {files} file{'s' * (files != 1)}"


def _finding(finding: Finding, source: Source | None) -> Iterator[str]:
    colour = _COLOURS[finding.severity]
    place = style(f"{finding.path}:{finding.line}:{finding.column}:", bold=True)
    label = style(f"{finding.severity}[{finding.code}]", fg=colour, bold=True)
    yield f"{place} {label}: {finding.message}"
    line = source.line(finding.line) if source else ""
    if line:
        # Tabs stay, so that the caret stands under the same place whatever their width.
        lead = "".join("\t" if character == "\t" else " " for character in line[: finding.column - 1])
        yield f"    {line}"
        yield f"    {lead}{style('^' * min(finding.length, max(len(line) - len(lead), 1)), fg=colour, bold=True)}"
    if finding.hint:
        yield f"    {style('hint:', bold=True)} {finding.hint}"
