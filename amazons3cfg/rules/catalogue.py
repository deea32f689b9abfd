"""What a rule is, and the catalogue of all."""

from typing import Literal

from attrs import define, evolve

from amazons3cfg.findings import Finding, Fix, Severity
from amazons3cfg.rules.example import Assignment, Example

DOCS = "docs/rules.md"
"""Where the rules are explained, as reports show it: a path in the repository, or a URL."""

FAMILIES = {
    "A1": "the file and the document as a whole",
    "A2": "which sections and elements there are",
    "A3": "values",
    "A4": "actions, their order, and the hooks around them",
    "A5": "what has to be there",
    "A6": "what is read, and hardly meant",
    "A7": "what the machine lacks; looked for with --system only",
}
"""What the rules of each family are about; a family is the common start of their codes."""

_MOST = 600
"""So many characters of a message or a hint are told."""

Reader = Literal["any", "ours", "original"]


@define(frozen=True, slots=True)
class Rule:
    """One thing that a check looks for."""

    code: str
    """Stable for good: a code is never used again for something else."""
    name: str
    severity: Severity
    summary: str
    """What the rule finds, as one sentence."""
    why: str
    """What would happen otherwise, in one or two sentences."""
    example: Example | Assignment | None = None
    """What fails and what passes; None where that is not about what stands in a document."""
    reader: Reader = "any"
    """Which action's reading of the section it is about: ours, the original's, or that of any."""

    @property
    def family(self) -> str:
        """The codes' common start, for instance ``A3``."""
        return self.code[:2]

    @property
    def page(self) -> str:
        """Where the rule is explained."""
        return f"{DOCS}#{self.code.lower()}"

    def finding(
        self,
        message: str,
        hint: str = "",
        *,
        element: str | None = None,
        field: str | None = None,
        fix: Fix | None = None,
    ) -> Finding:
        """Return a finding of this rule, without a place yet. A fix tells what to write, so it is the hint too."""
        if fix and len(fix.title) > _MOST:
            fix = evolve(fix, title=_shortened(fix.title))
        hint = fix.title if fix else _shortened(hint)
        return Finding(self.code, _shortened(message), hint, self.severity, element, field, fix=fix)


def _shortened(said: str) -> str:
    """Return ``said`` without the middle where it quotes a value of thousands of characters."""
    return said if len(said) <= _MOST else f"{said[: _MOST // 2]} ... {said[-_MOST // 2 :]}"


RULES: dict[str, Rule] = {}
"""Every rule by its code, in the order of the codes once all families are loaded."""


def rule(
    code: str,
    name: str,
    severity: Severity,
    summary: str,
    why: str,
    example: Example | Assignment | None,
    *,
    reader: Reader = "any",
) -> Rule:
    """Return a new rule, which is in the catalogue from now on.

    Raises:
        ValueError: the code or the name is taken; both are stable, so neither stands for two things.

    """
    made = Rule(code, name, severity, summary, why, example, reader)
    for other in RULES.values():
        if code == other.code or name == other.name:
            raise ValueError(f"{code} {name}: {other.code} {other.name} is there already")
    RULES[code] = made
    return made
