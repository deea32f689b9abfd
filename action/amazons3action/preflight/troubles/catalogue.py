"""What a trouble is, and the catalogue of all."""

from amazons3cfg.findings import Finding, Fix, Severity
from amazons3cfg.rules import Rule
from attrs import define

DOCS = "docs/preflight_codes.md"
"""Where the troubles are explained, as reports show it."""

_NOTHING_IS_STORED = "The run at night ends with an error, and the day is not stored."


@define(frozen=True, slots=True)
class Trouble(Rule):
    """One thing that would spoil the night."""

    hint: str = ""
    """What to do about it."""
    at: str = ""
    """The elements that lead to the place in the configuration which it concerns."""

    @property
    def page(self) -> str:
        """Where the trouble is explained."""
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
        """Return a finding of this trouble, without a place yet; the hint is the trouble's unless another is given."""
        return Rule.finding(self, message, hint or self.hint, element=element, field=field, fix=fix)


MADE: dict[str, Trouble] = {}
"""Every trouble by its code, in the order in which the families are loaded."""


def trouble(
    code: str, name: str, severity: Severity, summary: str, hint: str, at: str = "", why: str = _NOTHING_IS_STORED
) -> Trouble:
    """Return a new trouble, which is in the catalogue from now on."""
    return MADE.setdefault(code, Trouble(code, name, severity, summary, why, hint=hint, at=at))
