"""A report for people: each finding with its line of source and a caret under the place."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from attrs import evolve
from click import style

from amazons3cfg.findings import Finding
from amazons3cfg.reports import Catalogue, Result, Tally
from amazons3cfg.reports.mended import mended_lines
from amazons3cfg.rules import RULES
from amazons3cfg.sections.secrets import masked
from amazons3cfg.text.source import Source

_WIDEST = 240
"""Of a longer line a part is shown."""
_COLOURS = {"error": "red", "warning": "yellow"}
_LABELS = {"safe": "fix:", "unsafe": "guess:", "display": "example:"}
_NUMBER = 4
"""How wide the line numbers are, so that those of one report stand below each other."""
_BAR = style(f"{'':{_NUMBER}} |", fg="blue", bold=True)
_NOTE = style(f"{'':{_NUMBER}} =", fg="blue", bold=True)


def render(results: Iterable[Result], rules: Catalogue = RULES) -> Iterator[str]:
    """Yield the lines of the report, in colour, and a summary last, of the documents that could be read."""
    tally = Tally()
    for result in results:
        if result.unreadable:
            continue
        tally.add(result)
        for finding in result.findings:
            yield from shown(finding, result.source)
    for told in tally.fixes():
        yield style(told, fg="green")
    if tally.files:
        yield summary(tally)


def summary(tally: Tally) -> str:
    """Return what a check comes to, in the colour of the worst that was found."""
    colour = "red" if tally.errors else "yellow" if tally.warnings else "green"
    return style(str(tally), fg=colour, bold=True)


def printable(text: str) -> str:
    """Return ``text`` with all but tabs escaped that moves the cursor, changes the direction or is not seen."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() or each == "\t" else _escape(each) for each in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode()


def shown(finding: Finding, source: Source | None) -> Iterator[str]:
    """Yield the lines on one finding in ``source``, in colour; without a source, there is no line of it."""
    colour = _COLOURS[finding.severity]
    label = style(finding.label, fg=colour, bold=True)
    yield f"{style(printable(_place(finding)), bold=True)} {label}: {printable(finding.message)}"
    source = source and _without_secrets(source)
    line, column = source.excerpt(finding.line, finding.column, _WIDEST) if source else ("", 0)
    if line:
        before, marked = printable(line[: column - 1]), printable(line[column - 1 : column - 1 + finding.length])
        # Tabs stay, so that the caret stands under the same place whatever their width.
        lead = "".join("\t" if character == "\t" else " " * _width(character) for character in before)
        carets = "^" * max(sum(map(_width, marked)), 1)
        yield f"{style(f'{finding.line:{_NUMBER}} |', fg='blue', bold=True)} {printable(line)}"
        yield f"{_BAR} {lead}{style(carets, fg=colour, bold=True)}"
    if finding.hint:
        yield f"{_NOTE} {style('hint:', bold=True)} {printable(finding.hint)}"
    if finding.fix and finding.line and source:
        label = style(_LABELS[finding.fix.applicability], fg="green", bold=True)
        for line in mended_lines(source, finding.fix.edits, _WIDEST):
            yield f"{_NOTE} {label} {printable(masked(line.strip()))}"


@lru_cache(maxsize=1)  # of a document all is told before the next one
def _without_secrets(source: Source) -> Source:
    text = masked(source.text)
    return source if text == source.text else evolve(source, text=text)


def _place(finding: Finding) -> str:
    """Return where it is, with a colon behind it: the file and the place, or the element where that is not known."""
    parts = (finding.path, finding.line, finding.column) if finding.line else (finding.path, finding.element)
    return "".join(f"{part}:" for part in parts if part)


def _width(character: str) -> int:
    """Return how many columns of a terminal ``character`` takes."""
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
