"""Where an end tag is missing or misspelt, as the descriptions of the elements tell; a malformed text has no tree."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import NamedTuple

from attrs import evolve

from amazons3cfg.findings import Finding, Fix
from amazons3cfg.rules.document import MALFORMED
from amazons3cfg.rules.suggestions import closest
from amazons3cfg.sections import CB_CONFIG
from amazons3cfg.sections.description import Element
from amazons3cfg.text.layout import indentation, line_tail
from amazons3cfg.text.source import Source
from amazons3cfg.text.spans import Tag, all_tags, open_elements

_MOST_CANDIDATES = 20
"""So many places are tried, each of which takes a look at the whole text."""
_TAG = re.compile(r"</?[^\s/<>]+")


class _Child(NamedTuple):
    """An element in the one that is not closed."""

    name: str
    start: int
    end: int


class _Unclosed(NamedTuple):
    """The text, the start tags of what is open, and the end tag that closes another; None at the end of the text."""

    source: Source
    still_open: list[Tag]
    end_tag: Tag | None

    @property
    def text(self) -> str:
        return self.source.text

    @property
    def tag(self) -> Tag:
        """The start tag of the element concerned."""
        return self.still_open[-1]

    @property
    def end(self) -> int:
        """Where its content ends at the latest."""
        return self.end_tag.start if self.end_tag else len(self.text)

    def line(self, offset: int) -> int:
        return self.source.position(offset)[0]


def with_end_tag(source: Source, finding: Finding) -> Finding:
    """Return ``finding``, of a text that is not well-formed, with the fix that closes an element, if it is known."""
    text, offset = source.text, finding.start
    if finding.code != MALFORMED.code:
        return finding
    still_open, start = open_elements(text, offset)
    if not still_open:
        return finding
    end_tag = next(all_tags(text, start), None) if text.startswith("</", start) else None
    unclosed = _Unclosed(source, still_open, end_tag)
    fix = _broken(unclosed) or finding.fix
    if fix is None and (end_tag.start == start if end_tag else not text[start:].strip()):
        fix = _fix(unclosed)
    return evolve(finding, fix=fix, hint=fix.title) if fix else finding


def _broken(unclosed: _Unclosed) -> Fix | None:
    """Return the fix of an end tag that lacks a sign or has one too many, if with it all are closed."""
    text, name, first = unclosed.text, unclosed.tag.name, unclosed.tag.start
    outer = [tag.name for tag in unclosed.still_open[:-1]]
    written, found = f"</{name}>", None
    candidates = _like_end_tag(name).finditer(text, first)
    for each in islice((each for each in candidates if each[0] not in (name, written)), _MOST_CANDIDATES):
        start, end = each.span()
        if _is_whole(outer, chain(all_tags(text, first, start), all_tags(written), all_tags(text, end))):
            if found:
                return None  # nobody can tell which
            found = Fix.of(f"write {written} for {each[0]}", start, end, written, "unsafe")
            if start == first:  # an element of that name is open, and none stands in its like
                break
    return found


def _like_end_tag(name: str) -> re.Pattern[str]:
    name = re.escape(name)
    return re.compile(rf"(?:<[ \t]*)?(?:[/\\]+[ \t]*)?(?:(?<![\w-]){name}(?![\w-])[ \t]*/?>?|{name}>)")


def _fix(unclosed: _Unclosed) -> Fix | None:
    names = [tag.name for tag in unclosed.still_open]
    end_tag = unclosed.end_tag
    if end_tag is None:
        return _missing(unclosed)
    renamed = _is_whole(names[:-1], all_tags(unclosed.text, end_tag.end))
    if end_tag.name not in names:
        if (renamed and _may_end(unclosed)) or closest(end_tag.name, names[-1:]):
            return _rename(end_tag, names[-1])
        return None
    if renamed and not _is_whole(names[:-1], all_tags(unclosed.text, end_tag.start)):
        return _rename(end_tag, names[-1])
    return _missing(unclosed)


def _rename(tag: Tag, name: str) -> Fix:
    title = f"write </{name}> for </{tag.name}>"
    return Fix.of(title, tag.start, tag.end, f"</{name}>", "unsafe")


def _is_whole(names: Sequence[str], tags: Iterable[Tag]) -> bool:
    """Tell whether ``tags`` close all that is open, given by ``names``, and each other."""
    still_open = list(names)
    for tag in tags:
        if tag.form == "start":
            still_open.append(tag.name)
        elif tag.form == "end" and (not still_open or still_open.pop() != tag.name):
            return False
    return not still_open


def _may_end(unclosed: _Unclosed) -> bool:
    """Tell whether what is in the element may be all of it: no tag is missing before the end tag."""
    element, *outer = _described(unclosed)
    if element is None:
        return True
    around = _children_of(outer)
    text = unclosed.text[unclosed.tag.end : unclosed.end]
    return (element.kind is None) == ("<" in text or not text.strip()) and not any(
        _is_outer(child.name, element, around) for child in _children(unclosed)
    )


def _described(unclosed: _Unclosed) -> list[Element | None]:
    """Return the descriptions of what is open, the innermost first; None for what is not known."""
    found: list[Element | None] = []
    element: Element | None = CB_CONFIG
    for place, tag in enumerate(unclosed.still_open):
        if place:
            element = element.by_name.get(tag.name) if element else None
        found.insert(0, element)
    return found


def _missing(unclosed: _Unclosed) -> Fix | None:
    """Return the fix that writes the end tag which is missing, if its place is known."""
    element, *outer = _described(unclosed)
    if element is None:
        return None
    children = _children(unclosed)
    if element.kind is not None:
        return _behind_text(unclosed)
    count = _own(unclosed, element, outer, children)
    if count is None or (unclosed.end_tag is None and count == len(children) and outer):
        return None
    behind = children[count - 1].end if count else unclosed.tag.end
    following = children[count].start if count < len(children) else unclosed.end
    return _insert(unclosed, behind, following)


def _children(unclosed: _Unclosed) -> list[_Child]:
    children: list[_Child] = []
    depth, start = 0, 0
    for tag in all_tags(unclosed.text, unclosed.tag.end, unclosed.end):
        start = start if depth else tag.start
        depth += {"start": 1, "end": -1, "empty": 0}[tag.form]
        if not depth:
            children.append(_Child(tag.name, start, tag.end))
    return children


def _behind_text(unclosed: _Unclosed) -> Fix:
    """Return the fix for an element that holds text: it ends with its text."""
    text = unclosed.text[unclosed.tag.end : unclosed.end].partition("<")[0]
    end = unclosed.tag.end + len(text.rstrip())
    written = f"</{unclosed.tag.name}>"
    return Fix.of(f"write {written} in line {unclosed.line(end)}", end, end, written, "unsafe")


def _own(unclosed: _Unclosed, element: Element, outer: Sequence[Element | None], children: list[_Child]) -> int | None:
    """Return how many of ``children`` belong into the element, so that its end is behind them; None if nobody can tell.

    What is written as a child of an outer element alone ends it, and what is a child of none but itself does not.
    """
    around = _children_of(outer)
    most = next((at for at, each in enumerate(children) if _is_outer(each.name, element, around)), len(children))
    least = max(
        (at + 1 for at, each in enumerate(children[:most]) if each.name not in around and each.name in element.by_name),
        default=0,
    )
    if least == most:
        return most
    # What may belong to either is told by how it is indented.
    text, own = unclosed.text, indentation(unclosed.text, unclosed.tag.start)
    indents = [indentation(text, child.start) for child in children[:most]]
    if own is None or any(indent is None for indent in indents):
        return None
    count = next((at for at, indent in enumerate(indents) if not _is_deeper(indent, own)), most)
    return count if count >= least else None


def _children_of(elements: Iterable[Element | None]) -> set[str]:
    return set(chain.from_iterable(each.by_name for each in elements if each))


def _is_outer(name: str, element: Element, around: set[str]) -> bool:
    return name in around and name not in element.by_name


def _is_deeper(indent: str | None, own: str) -> bool:
    return indent is not None and indent.startswith(own) and indent != own


def _insert(unclosed: _Unclosed, behind: int, following: int) -> Fix:
    """Return the fix that closes the element between two places, on a line of its own if its start tag has one."""
    text, tag = unclosed.text, unclosed.tag
    written = f"</{tag.name}>"
    indent = indentation(text, tag.start)
    inside = text[behind:following]
    if indent is not None and ("\n" in inside or "\r" in inside):
        behind = line_tail(text, behind)
        written = f"{unclosed.source.newline}{indent}{written}"
    what = _TAG.match(text, following)
    title = (
        f"write </{tag.name}> before {what[0]}> in line {unclosed.line(following)}"
        if what
        else f"write </{tag.name}> at the end"
    )
    return Fix.of(title, behind, behind, written, "unsafe")
