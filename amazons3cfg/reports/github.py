"""Annotations in a GitHub workflow, as workflow commands.

The form and the escapes are those of GitHub's "Workflow commands for GitHub Actions" and of its runner.
"""

from collections.abc import Iterable, Iterator

from amazons3cfg.findings import Finding
from amazons3cfg.reports import Catalogue, Result, Tally
from amazons3cfg.rules import RULES

_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def render(results: Iterable[Result], rules: Catalogue = RULES) -> Iterator[str]:
    """Yield a command for each finding, and a summary, which goes to the log as it is."""
    tally = Tally()
    for result in results:
        tally.add(result)
        for finding in result.findings:
            yield _command(result.location, finding, rules[finding.code].name)
    yield str(tally)


def _command(location: str, finding: Finding, name: str) -> str:
    place = {"line": finding.line, "col": finding.column, "endColumn": finding.column + finding.length}
    title = f"{finding.code} {name}"
    properties = {"file": location, **(place if finding.line else {}), "title": title}
    written = ",".join(f"{name}={str(value).translate(_IN_PROPERTY)}" for name, value in properties.items())
    return f"::{finding.severity} {written}::{finding.sentence.translate(_IN_MESSAGE)}"
