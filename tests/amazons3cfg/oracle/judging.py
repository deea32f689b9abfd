"""The original's verdict on a mistake beside the findings of the check, and whether the two fit."""

from functools import cache
from typing import NamedTuple

from documents import findings
from lxml import etree

from amazons3cfg.findings import Finding
from oracle.exceptions import exception_of
from oracle.mistakes import Mistake
from oracle.original import Verdict, understood, verdict


class Judged(NamedTuple):
    """A mistake, the original's verdict on it, and what the check found because of it."""

    mistake: str
    deed: str
    verdict: Verdict
    new: tuple[Finding, ...]
    """Without what the check finds in the document anyway."""
    noticed: bool
    """Whether a finding names what is misspelt or misplaced; True for all other mistakes."""
    exception: str
    """The row of the deliberate deviations that the errors are for; empty if there is none."""

    @property
    def is_found(self) -> bool:
        """Whether the check has an error because of it."""
        return any(finding.severity == "error" for finding in self.new)

    @property
    def is_gap(self) -> bool:
        """Whether the original refuses it and the check has no error."""
        return self.verdict.outcome == "refused" and not self.is_found

    @property
    def is_false_alarm(self) -> bool:
        """Whether the original acts on what is written, and the check has an error that no row is for."""
        return self.verdict.outcome == "taken" and self.is_found and not self.exception

    @property
    def is_silent(self) -> bool:
        """Whether the original passes over what is written, and the check says nothing."""
        return self.verdict.outcome == "unheeded" and not self.new

    def __str__(self) -> str:
        told = (
            "; ".join(f"{each.code} {each.severity} {each.element}: {each.message}" for each in self.new) or "nothing"
        )
        return f"{self.mistake}\n    original: {self.verdict.outcome} {self.verdict.why}\n    check: {told}"


def judge(mistake: Mistake) -> Judged:
    """Return the original's verdict and the check's, of one mistake."""
    original = heed(mistake, verdict(mistake.root))
    known = _usual(mistake.before)
    new = tuple(each for each in findings(mistake.text) if (each.code, each.message) not in known)
    noticed = mistake.deed not in ("misspelt", "misplaced") or any(
        mistake.detail == each.element or f"<{mistake.detail}>" in each.message for each in new
    )
    return Judged(str(mistake), mistake.deed, original, new, noticed, exception_of(mistake, new))


@cache
def _usual(root: etree._Element) -> frozenset[tuple[str, str]]:
    return frozenset((each.code, each.message) for each in findings(etree.tostring(root, encoding="unicode")))


def heed(mistake: Mistake, original: Verdict) -> Verdict:
    """Return the verdict with ``unheeded`` for what the original takes and does not act on as it is written."""
    if original.outcome != "taken":
        return original
    same = understood(mistake.root) == understood(mistake.before)
    heeded = {
        ("repeated", "empty before"): same,
        ("repeated", "with another value"): not same,
        ("cut", mistake.detail): same and mistake.is_harmless,
        ("misspelt", mistake.detail): False,
        ("misplaced", mistake.detail): False,
    }.get((mistake.deed, mistake.detail), True)
    return original if heeded else Verdict("unheeded", "what is written has no effect")
