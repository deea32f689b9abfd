"""A report in the Static Analysis Results Interchange Format, SARIF 2.1.0, an OASIS standard."""

import os
from collections.abc import Iterable, Iterator
from importlib.metadata import metadata, version
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from amazons3cfg.findings import Fix
from amazons3cfg.reports import Catalogue, Result
from amazons3cfg.reports.fingerprints import fingerprints
from amazons3cfg.reports.json import dumps, joined
from amazons3cfg.rules import RULES, Rule
from amazons3cfg.rules.excerpts import markdown
from amazons3cfg.text.source import Source

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(results: Iterable[Result], rules: Catalogue = RULES) -> Iterator[str]:
    """Yield the lines of a log with one run, which tells all rules, every finding, and what could not be checked."""
    unread: list[Result] = []
    indexes = {code: index for index, code in enumerate(rules)}

    def found() -> Iterator[dict[str, Any]]:
        for result in results:
            if result.unreadable:
                unread.append(result)
            else:
                yield from _results(result, indexes)

    site = _site()
    told = [_rule(rule, site) for rule in rules.values()]
    driver = {"name": "amazons3cfg", "version": version("amazons3cfg"), "rules": told}
    yield f'{{"$schema": {dumps(_SCHEMA)}, "version": "2.1.0", "runs": [{{'
    yield f'"tool": {dumps({"driver": driver})},'
    yield '"columnKind": "unicodeCodePoints",'
    yield '"results": ['
    yield from joined(found())
    yield "],"
    invocation = {
        "executionSuccessful": not unread,
        "toolExecutionNotifications": [_notification(each, indexes) for each in unread],
    }
    yield f'"invocations": [{dumps(invocation)}]'
    yield "}]}"


def _rule(rule: Rule, site: str | None) -> dict[str, Any]:
    told = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} {rule.why}"},
        "help": {"text": f"{rule.summary} {rule.why}", "markdown": markdown(rule)},
        "defaultConfiguration": {"level": rule.severity},
    }
    if site:
        told["helpUri"] = f"{site.rstrip('/')}/{PurePath(rule.page).name.replace('.md', '.html')}"
    return told


def _site() -> str | None:
    """Return the address of the documentation that the installed distribution names, None where it names none."""
    for entry in metadata("amazons3cfg").get_all("Project-URL") or ():
        label, _, address = entry.partition(", ")
        if label.lower() == "documentation":
            return str(address)
    return None


def _results(result: Result, indexes: dict[str, int]) -> Iterator[dict[str, Any]]:
    for finding, fingerprint in zip(result.findings, fingerprints(result), strict=True):
        region = {
            "startLine": finding.line,
            "startColumn": finding.column,
            "endColumn": finding.column + finding.length,
        }
        artifact = {"uri": _uri(result.location_bytes)}
        place = {"artifactLocation": artifact, "region": region}
        told = {
            "ruleId": finding.code,
            "ruleIndex": indexes[finding.code],
            "level": finding.severity,
            "message": {"text": finding.sentence},
            "locations": [{"physicalLocation": place}],
            "partialFingerprints": {"amazons3cfg/v1": fingerprint},
        }
        if finding.fix and finding.fix.applicability != "display" and result.source:
            told["fixes"] = [_fix(finding.fix, result.source, artifact)]
        yield told


def _fix(fix: Fix, source: Source, artifact: dict[str, str]) -> dict[str, Any]:
    replacements = []
    for edit in fix.edits:
        (line, column), (end_line, end_column) = source.position(edit.start), source.position(edit.end)
        region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
        replacements.append({"deletedRegion": region, "insertedContent": {"text": edit.text}})
    return {
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
        "properties": {"applicability": fix.applicability},
    }


def _notification(result: Result, indexes: dict[str, int]) -> dict[str, Any]:
    (finding,) = result.findings
    return {
        "level": finding.severity,
        "message": {"text": finding.sentence},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(result.location_bytes)}}}],
        "associatedRule": {"id": finding.code, "index": indexes[finding.code]},
    }


def _uri(location: bytes) -> str:
    path = PurePath(os.fsdecode(location))
    # A colon in the first segment would end a scheme: RFC 3986, section 4.2.
    return path.as_uri() if path.is_absolute() else quote(location)
