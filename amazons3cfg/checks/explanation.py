"""A rule explained by its example: what fails, what is said of it, and what passes."""

from attrs import define

from amazons3cfg.checks import check
from amazons3cfg.findings import ConfigError, Finding
from amazons3cfg.model.amazons3 import AmazonS3Config
from amazons3cfg.rules.catalogue import Rule
from amazons3cfg.rules.example import Assignment, Example
from amazons3cfg.rules.excerpts import excerpts
from amazons3cfg.text.source import decode

FIXES = {
    "safe": "safe, since what is meant stays the same; --fix makes it",
    "unsafe": "unsafe, since it guesses what is meant; --fix --unsafe-fixes makes it",
    "display": "only shown, since a person has to fill it in",
}
"""What is said of a fix, by how safe it is."""


@define(frozen=True, slots=True)
class Explanation:
    """What is shown of an example."""

    fails: str
    """The lines that matter of the document that fails, or an expression in Python."""
    passes: str
    finding: Finding
    """What is found in the one that fails."""
    encoding: str
    """What the documents are saved in."""
    language: str
    """``xml`` or ``python``."""

    @property
    def fix(self) -> str:
        """How safe the fix of the finding is; empty if it has none."""
        return FIXES[self.finding.fix.applicability] if self.finding.fix else ""


def explain(rule: Rule) -> Explanation | None:
    """Return the example of ``rule`` with what is found in it; None for a rule without an example."""
    example = rule.example
    if example is None:
        return None
    if isinstance(example, Assignment):
        (finding,) = _refused(example)
        return Explanation(*excerpts(example), finding, "utf-8", "python")
    (finding,) = _found(example)
    return Explanation(*excerpts(example), finding, example.encoding, "xml")


def _found(example: Example) -> list[Finding]:
    try:
        return check(decode(example.fails.encode(example.encoding)))
    except ConfigError as error:
        return list(error.findings)


def _refused(example: Assignment) -> tuple[Finding, ...]:
    try:
        AmazonS3Config(**{example.field: example.wrong})  # type: ignore[arg-type]
    except ConfigError as error:
        return error.findings
    raise ValueError(f"{example.fails} is not refused")
