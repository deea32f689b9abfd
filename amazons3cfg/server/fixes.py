"""Quick fixes, and all safe fixes at once."""

from collections.abc import Iterable

from amazons3cfg.findings import Edit, Finding
from amazons3cfg.server.opened import OpenText, findings_of
from amazons3cfg.text.edits import apply

_MOST_ROUNDS = 10


def fixable_at(opened: OpenText, start: int, end: int) -> list[Finding]:
    """Return the findings that touch the text from ``start`` to ``end`` and can be fixed."""
    return [
        finding
        for finding in opened.findings
        if finding.fix is not None
        and finding.fix.applicability != "display"
        and finding.start <= end
        and start <= finding.end
    ]


def fix_all(opened: OpenText) -> tuple[Edit, ...]:
    """Return the edits of all safe fixes, and of those that are found after them; empty if there are none."""
    edits = _safe_edits(opened.findings)
    text = mended = apply(opened.text, edits)
    for _ in range(_MOST_ROUNDS):
        more = _safe_edits(findings_of(mended))
        if not more:
            break
        mended = apply(mended, more)
    return edits if mended == text else (_difference(opened.text, mended),)


def _safe_edits(findings: Iterable[Finding]) -> tuple[Edit, ...]:
    """Return the edits of the safe fixes, without those that overlap an earlier one."""
    chosen: list[Edit] = []
    for finding in findings:
        if finding.fix is None or finding.fix.applicability != "safe":
            continue
        edits = finding.fix.edits
        if not any(mine.start <= edit.end and edit.start <= mine.end for edit in chosen for mine in edits):
            chosen += edits
    return tuple(sorted(chosen))


def _difference(old: str, new: str) -> Edit:
    """Return the one edit that makes ``new`` of ``old``, without what both begin and end with."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    same = next((at for at in range(shorter - start) if old[-1 - at] != new[-1 - at]), shorter - start)
    return Edit(start, len(old) - same, new[start : len(new) - same])
