"""Where a text has what is not to be shown: passwords, by the elements' descriptions, and those in commands."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from functools import lru_cache

from attrs import evolve

from amazons3cfg.findings import Finding
from amazons3cfg.rules.suggestions import closest
from amazons3cfg.sections import CB_CONFIG

_ELEMENTS = [element for _, element in CB_CONFIG.walk()]
_KNOWN = {element.name for element in _ELEMENTS}
_SECRET = {element.name for element in _ELEMENTS if element.secret}
_INITIALS = "".join(name[0] + name[0].upper() for name in _SECRET)
_START = re.compile(rf"<([{_INITIALS}][\w-]*)(?:\s[^<>]*)?(?<!/)>")
_LINE = re.compile(r"[^<\r\n]*")
_WORDS = re.compile("|".join(element.secret_words for element in _ELEMENTS if element.secret_words))
_NEAR = 2000
_MOST = 100
_QUOTED = re.compile("'[^']*'|\"[^\"]*\"")


def secret_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of ``text``, of whatever form and perhaps malformed, that are secrets, in their order."""
    words = (found.span(found.lastindex or 0) for found in _WORDS.finditer(text))
    return tuple(sorted((start, end) for start, end in (*_values(text), *words) if start < end))


def masked(text: str) -> str:
    """Return ``text``, as long as before, with the characters of its secrets hidden."""
    pieces, offset = [], 0
    for start, end in secret_spans(text):
        if end > offset:
            start = max(start, offset)
            pieces += [text[offset:start], re.sub(r"\S", "*", text[start:end])]
            offset = end
    return "".join([*pieces, text[offset:]]) if pieces else text


def concealed(findings: Iterable[Finding], text: str) -> Iterator[Finding]:
    """Yield ``findings``, about ``text``, with no secret of it in what they say; their edits are left."""
    spans = secret_spans(text)
    for finding in findings:
        # A message quotes what is at its place, so that of very many secrets only few are looked for.
        first = bisect(spans, (finding.start - _NEAR, 0))
        near = spans[first : min(bisect(spans, (finding.end + _NEAR, 0)), first + _MOST)]
        secrets = sorted({text[start:end].strip("\"'") for start, end in near} - {""}, key=len, reverse=True)
        own = any(start <= finding.start < finding.end <= end for start, end in near)
        place = text[finding.start : finding.end] if own else ""
        yield _concealed(finding, secrets, place) if secrets else finding


def _concealed(finding: Finding, secrets: list[str], place: str) -> Finding:
    """Return ``finding`` without the secrets that it quotes, and what stands at its own place."""

    def hidden(said: str) -> str:
        for secret in secrets:
            if secret in said:
                said = _QUOTED.sub(lambda quoted: quoted[0].replace(secret, "*" * len(secret)), said)  # noqa: B023
        return said.replace(place, "*" * len(place)) if place else said

    fix = finding.fix and evolve(finding.fix, title=hidden(finding.fix.title))
    return evolve(finding, message=hidden(finding.message), hint=hidden(finding.hint), fix=fix)


def _values(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges between the tags of each element that holds a secret."""
    unclosed = set[str]()
    for found in _START.finditer(text):
        name, start = found[1], found.end()
        if _is_secret(name):
            end = -1 if name in unclosed else text.find(f"</{name}", start)
            if end < 0:  # what is behind the line is told as something else
                unclosed.add(name)
                end = _LINE.match(text, start).end()  # type: ignore[union-attr]
            yield start, end


@lru_cache(1000)
def _is_secret(name: str) -> bool:
    """Tell whether an element of that name holds a secret: it may be misspelt."""
    return name in _SECRET or (name not in _KNOWN and closest(name.lower(), _SECRET) is not None)
