"""Quick fixes, and all safe fixes at once."""

from amazons3cfg.editing.fixing import apart, edits_of, fix, is_fixable
from amazons3cfg.findings import DocumentError, Edit, Finding
from amazons3cfg.server.opened import OpenText, source_of
from amazons3cfg.text.edits import apply


def fixable_at(opened: OpenText, start: int, end: int) -> list[Finding]:
    """Return the findings that touch the text from ``start`` to ``end`` and can be fixed."""
    fixable = (finding for finding in opened.findings if is_fixable(finding, unsafe=True))
    return [finding for finding in fixable if finding.start <= end and start <= finding.end]


def fix_all(opened: OpenText) -> list[Edit]:
    """Return the edits of all safe fixes, and of those that are found after them; empty if there are none."""
    edits = edits_of(apart(finding for finding in opened.findings if is_fixable(finding, unsafe=False)))
    if not edits:
        return []
    try:
        mended = fix(source_of(opened.text), wanted=opened.settings.wants).source.text
    except DocumentError:  # a text that cannot be saved as it declares has no more than that finding
        return edits
    return edits if apply(opened.text, edits) == mended else [_difference(opened.text, mended)]


def _difference(old: str, new: str) -> Edit:
    """Return the one edit that makes ``new`` of ``old``, without what both begin and end with."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    same = next((at for at in range(shorter - start) if old[-1 - at] != new[-1 - at]), shorter - start)
    return Edit(start, len(old) - same, new[start : len(new) - same])
