"""The lines of a text as they would be after a fix."""

import re
from collections.abc import Iterator, Sequence

from amazons3cfg.findings import Edit
from amazons3cfg.text.edits import apply
from amazons3cfg.text.source import Source

_LINE_END = re.compile(r"\r\n|\n|\r")
_MOST = 3
"""How many places of a fix are shown; one that renames an element has two."""


def mended_lines(source: Source, edits: Sequence[Edit], widest: int) -> Iterator[str]:
    """Yield those lines that would be other ones, without those that would go, as far as a person wants to see them.

    Of a line no more than ``widest`` characters are shown: it may be as long as the document.
    """
    groups: list[tuple[int, int, list[Edit]]] = []
    for edit in sorted(edits):
        start, end = _around(source, edit, widest)
        if groups and start <= groups[-1][1]:
            first, last, before = groups.pop()
            groups.append((first, max(last, end), [*before, edit]))
        else:
            groups.append((start, end, [edit]))
    for start, end, those in groups[:_MOST]:
        old = source.text[start:end]
        new = apply(old, (Edit(edit.start - start, edit.end - start, edit.text) for edit in those))
        there = set(_LINE_END.split(old))
        lines = [line for line in _LINE_END.split(new) if line.strip() and line not in there]
        yield from (line[:widest] for line in lines[:_MOST])


def _around(source: Source, edit: Edit, widest: int) -> tuple[int, int]:
    """Return the part of the lines of ``edit`` that is around it."""
    half = widest // 2
    _, column = source.position(edit.start)
    start = edit.start - min(column - 1, half)
    return start, min(source.line_end(edit.end), edit.end + half)
