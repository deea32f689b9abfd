"""Mending a text by the fixes of what is found in it; pure."""

from bisect import bisect, insort
from collections.abc import Callable, Iterable

from attrs import define, evolve

from amazons3cfg.checks import check
from amazons3cfg.findings import DocumentError, Edit, Finding
from amazons3cfg.rules.document import ENCODING
from amazons3cfg.text.edits import apply
from amazons3cfg.text.source import Source, encode

MOST_ROUNDS = 1000
"""A malformed document is mended one place a round."""


@define(frozen=True, slots=True)
class Fixed:
    """A text after its fixes were made."""

    source: Source
    applied: tuple[Finding, ...]
    """What was mended, each placed in the text of its round."""
    remaining: tuple[Finding, ...]
    """What is found in the text now."""


def fix(source: Source, *, unsafe: bool = False, wanted: Callable[[Finding], bool] = lambda _: True) -> Fixed:
    """Make the safe fixes of what a check finds in ``source``, round by round until nothing changes.

    Fixes that overlap others wait for the next round. Only the text that the edits name changes.

    Args:
        source: The document.
        unsafe: Whether to make the fixes that guess, too.
        wanted: Tells which findings are to be mended.

    """
    applied: list[Finding] = []
    seen = {source.text}
    remaining = check(source)
    for _ in range(MOST_ROUNDS):
        chosen = apart(finding for finding in remaining if wanted(finding) and is_fixable(finding, unsafe=unsafe))
        text = apply(source.text, edits_of(chosen))
        if text in seen:  # nothing was chosen, or fixes undo each other
            break
        seen.add(text)
        applied += chosen
        source = evolve(source, text=text)
        remaining = check(source)
    return Fixed(source, tuple(applied), tuple(remaining))


def is_fixable(finding: Finding, *, unsafe: bool) -> bool:
    """Tell whether ``finding`` has a fix to be made: one that is safe, or with ``unsafe`` one that guesses."""
    return finding.fix is not None and finding.fix.applicability in (("safe", "unsafe") if unsafe else ("safe",))


def apart(findings: Iterable[Finding]) -> list[Finding]:
    """Return those of ``findings``, which have fixes, whose edits touch none of an earlier one."""
    chosen: list[Finding] = []
    taken: list[Edit] = []  # in their order, so that only the neighbours of a place are to be looked at
    for finding in findings:
        edits = edits_of([finding])
        if not any(_touches(taken, edit) for edit in edits):
            chosen.append(finding)
            for edit in edits:
                insort(taken, edit)
    return chosen


def _touches(taken: list[Edit], edit: Edit) -> bool:
    place = bisect(taken, edit)
    before, behind = taken[max(place - 1, 0) : place], taken[place : place + 1]
    return any(one.end >= edit.start for one in before) or any(one.start <= edit.end for one in behind)


def edits_of(findings: Iterable[Finding]) -> list[Edit]:
    """Return the edits of the fixes of ``findings``."""
    return [edit for finding in findings if finding.fix for edit in finding.fix.edits]


def encode_changed(old: bytes, source: Source, changed: Source) -> bytes:
    """Return the bytes of ``changed``, which was made of ``source``, whose bytes are ``old``.

    Raises:
        DocumentError: It cannot be written without changing other bytes.

    """
    if encode(source) != old:
        message = f"text in the encoding {source.encoding!r} cannot be changed without changing other bytes"
        raise DocumentError(evolve(ENCODING.finding(message, "save the file as UTF-8 first"), path=source.path))
    return encode(changed)
