"""What is wrong with a configuration, where, and how to mend it: the one form that errors, checks and reports share."""

from collections.abc import Iterable
from typing import Literal, Self

from attrs import define, evolve

Severity = Literal["error", "warning"]
Applicability = Literal["safe", "unsafe", "display"]
"""Whether a fix keeps what is meant for sure, guesses it, or only shows a person what to do."""


@define(frozen=True, slots=True, order=True)
class Edit:
    """A change of a text: what is from ``start`` to ``end`` becomes ``text``. Offsets count characters from 0."""

    start: int
    end: int
    text: str


@define(frozen=True, slots=True)
class Fix:
    """How to mend what is wrong: edits of the text that do not overlap."""

    title: str
    """What it does, as a command to a person, for instance ``write Y``."""
    edits: tuple[Edit, ...]
    applicability: Applicability = "safe"

    @classmethod
    def of(cls, title: str, start: int, end: int, text: str, applicability: Applicability = "safe") -> Self:
        """Return the fix of one edit."""
        return cls(title, (Edit(start, end, text),), applicability)


@define(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where it stands, and what to write instead.

    ``line`` and ``column`` count from 1, in characters; ``length`` is the number of characters that the
    place spans on its line. ``start`` and ``end`` are the offsets of the same place in the text, in characters
    from 0. All are 0 where the value did not come from a document.
    """

    code: str
    """The stable code of the rule, for instance ``A301``; see ``amazons3cfg.rules``."""
    message: str
    """What is wrong, naming the value."""
    hint: str = ""
    """What to write instead."""
    severity: Severity = "error"
    element: str | None = None
    """The XML element concerned, for instance ``s3_bucket``; in other formats the key, ``amazons3.s3_bucket``."""
    field: str | None = None
    """The attribute of the model concerned, for instance ``s3Bucket``."""
    path: str | None = None
    line: int = 0
    column: int = 0
    length: int = 0
    start: int = 0
    end: int = 0
    fix: Fix | None = None
    """The edits that mend it, where the right text is known."""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        subject = f"<{self.element}>" if self.line and self.element else self.element or self.field
        return ": ".join(part for part in (place, subject, self.sentence) if part)

    @property
    def line_of_report(self) -> str:
        """The place, the severity, the code and the sentence, as compilers and linters write them on one line."""
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        return f"{place}: {self.label}: {self.sentence}" if place else f"{self.label}: {self.sentence}"

    @property
    def label(self) -> str:
        """The severity and the code, for instance ``error[A302]``."""
        return f"{self.severity}[{self.code}]"

    @property
    def sentence(self) -> str:
        """What is wrong and what to write instead, without the place."""
        return f"{self.message}; {self.hint}" if self.hint else self.message


class ConfigError(ValueError):
    """A configuration that cannot be accepted; the root of all errors that this package raises itself.

    All that is wrong is told at once: ``findings`` has one entry for each problem, and ``str()`` one line.
    """

    def __init__(self, *findings: Finding) -> None:
        """Take one or more findings, in the order of the document."""
        super().__init__(*findings)
        self.findings = findings

    def __str__(self) -> str:
        return "\n".join(map(str, self.findings))

    def of(self, field: str) -> Self:
        """Return the same error of the attribute ``field`` of the model."""
        return type(self)(*(evolve(finding, field=field) for finding in self.findings))


class DocumentError(ConfigError):
    """A document that cannot be read at all: its encoding, its XML, or a DTD."""


class FieldError(ConfigError):
    """One or more values that the model refuses, or a required value that is missing."""


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return ``findings`` in the order of the text."""
    return sorted(findings, key=lambda finding: (finding.line, finding.column, finding.code))
