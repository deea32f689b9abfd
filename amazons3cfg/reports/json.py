"""A report for programs: one JSON object."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import asdict

from amazons3cfg.reports import Catalogue, Result, Tally
from amazons3cfg.rules import RULES

VERSION = 1
"""Of the object's shape: raised when a member goes or means something else, not when one is added."""


def render(results: Iterable[Result], rules: Catalogue = RULES) -> Iterator[str]:
    """Yield the lines of an object: ``version`` of its shape, ``findings``, ``files``, ``errors``, ``warnings``."""
    tally = Tally()
    files: list[str] = []

    def findings() -> Iterator[dict[str, Any]]:
        for result in results:
            tally.add(result)
            files.append(result.path)
            yield from map(asdict, result.findings)

    yield f'{{"version": {VERSION}, "findings": ['
    yield from joined(findings())
    yield '], "files": ['
    yield from joined(files)
    yield f'], "errors": {tally.errors}, "warnings": {tally.warnings}}}'


def joined(items: Iterable[Any]) -> Iterator[str]:
    """Yield the members of a JSON array, one a line, with the commas between them."""
    previous = None
    for item in items:
        if previous is not None:
            yield f"{previous},"
        previous = dumps(item)
    if previous is not None:
        yield previous


def dumps(value: Any) -> str:
    """Return ``value`` as JSON on one line."""
    return json.dumps(value, ensure_ascii=False)
