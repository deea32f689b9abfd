"""A report for people: each finding with its line of source and a caret under the place."""

import unicodedata
from collections.abc import Iterable, Iterator

from click import style

from amazons3cfg.findings import Finding
from amazons3cfg.reports import Catalogue, Result, Tally
from amazons3cfg.reports.mended import mended_lines
from amazons3cfg.rules import RULES
from amazons3cfg.text.source import Source

_WIDEST = 240
"""Of a longer line a part is shown."""
_COLOURS = {"error": "red", "warning": "yellow"}
_LABELS = {"safe": "fix:", "unsafe": "guess:", "display": "example:"}


def render(results: Iterable[Result], rules: Catalogue = RULES) -> Iterator[str]:
    """Yield the lines of the report, in colour, and a summary last, of the documents that could be read."""
    tally = Tally()
    for result in results:
        if result.unreadable:
            continue
        tally.add(result)
        for finding in result.findings:
            yield from shown(finding, result.source)
    yield from tally.fixes()
    if tally.files:
        yield str(tally)


def printable(text: str) -> str:
    """Return ``text`` with all but tabs escaped that moves the cursor, changes the direction or is not seen."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() or each == "\t" else _escape(each) for each in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode()


def shown(finding: Finding, source: Source | None) -> Iterator[str]:
    """Yield the lines on one finding in ``source``, in colour."""
    colour = _COLOURS[finding.severity]
    place = style(f"{printable(finding.path or '')}:{finding.line}:{finding.column}:", bold=True)
    label = style(finding.label, fg=colour, bold=True)
    yield f"{place} {label}: {printable(finding.message)}"
    line, column = source.excerpt(finding.line, finding.column, _WIDEST) if source else ("", 0)
    if line:
        before, marked = printable(line[: column - 1]), printable(line[column - 1 : column - 1 + finding.length])
        # Tabs stay, so that the caret stands under the same place whatever their width.
        lead = "".join("\t" if character == "\t" else " " * _width(character) for character in before)
        carets = "^" * max(sum(map(_width, marked)), 1)
        yield f"    {printable(line)}"
        yield f"    {lead}{style(carets, fg=colour, bold=True)}"
    if finding.hint:
        yield f"    {style('hint:', bold=True)} {printable(finding.hint)}"
    if finding.fix and source:
        label = style(_LABELS[finding.fix.applicability], bold=True)
        for line in mended_lines(source, finding.fix.edits, _WIDEST):
            yield f"    {label} {printable(line.strip())}"


def _width(character: str) -> int:
    """Return how many columns of a terminal ``character`` takes."""
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
