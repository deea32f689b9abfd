"""The forms in which the result of a check is shown; each is a module here with a function ``render``.

``render`` takes the results as they come and yields the lines of the report, keeping as little as it can. Forms that
tell of rules tell of those in the catalogue that it is given, which has every rule of the results.
"""

import os
from collections.abc import Iterator, Mapping

from attrs import Factory, define, field

from amazons3cfg.findings import Finding
from amazons3cfg.rules import Rule
from amazons3cfg.rules.document import UNREADABLE
from amazons3cfg.text.source import Source

REPORTS = ("text", "json", "github", "gitlab", "sarif", "junit", "rdjson")
"""The names of the forms, which are those of the modules."""
FOR_PEOPLE = ("text", "github")
"""Those that are written in the encoding of the locale; the others are UTF-8, whatever that is."""

Catalogue = Mapping[str, Rule]
"""Rules by their codes, in the order of the codes."""


@define(frozen=True, slots=True)
class Result:
    """What a check found in one document."""

    path: str
    findings: list[Finding]
    source: Source | None = None
    """The document's text; None where it could not be decoded, or nothing was found in it."""
    failed: bool = False
    """Whether something was found that counts, by the options of the check."""
    fixed: int = field(default=0, kw_only=True)
    """How many findings were mended, which are not among those that are left."""
    name: str = field(default=Factory(lambda self: self.path, takes_self=True), kw_only=True)
    """The file's name as the system knows it; the path may show replacements for bytes that are no text."""

    @property
    def unreadable(self) -> bool:
        """Whether there is no document: the one finding tells why."""
        return bool(self.findings) and self.findings[0].code == UNREADABLE.code

    @property
    def location(self) -> str:
        """The path as services compare it with those in a repository: with slashes, and no ``./`` in front."""
        return _with_slashes(self.path)

    @property
    def location_bytes(self) -> bytes:
        """The location of the file that the system knows, which no two files share."""
        return os.fsencode(_with_slashes(self.name))


@define(slots=True)
class Tally:
    """How much was found so far."""

    files: int = 0
    errors: int = 0
    warnings: int = 0
    safe: int = 0
    unsafe: int = 0
    """How many have a fix of that kind."""
    fixed: int = 0

    def add(self, result: Result) -> None:
        """Count one more document."""
        errors = sum(finding.severity == "error" for finding in result.findings)
        self.files += 1
        self.errors += errors
        self.warnings += len(result.findings) - errors
        fixes = [finding.fix.applicability for finding in result.findings if finding.fix]
        self.safe += fixes.count("safe")
        self.unsafe += fixes.count("unsafe")
        self.fixed += result.fixed

    def fixes(self) -> Iterator[str]:
        """Yield what is to be said of fixes: what was done, and what can be done."""
        if self.fixed:
            yield f"{self.fixed} fixed"
        if self.safe:
            more = f", {self.unsafe} more with --fix --unsafe-fixes" if self.unsafe else ""
            yield f"{self.safe} can be fixed with --fix{more}"
        elif self.unsafe:
            yield f"{self.unsafe} can be fixed with --fix --unsafe-fixes"

    def __str__(self) -> str:
        return f"{_count(self.errors, 'error')}, {_count(self.warnings, 'warning')} in {_count(self.files, 'file')}"


def _with_slashes(path: str) -> str:
    from pathlib import PurePath  # a check whose report needs no location starts without it

    return PurePath(path).as_posix()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
