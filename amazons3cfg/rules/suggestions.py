"""Hints for names that are not known."""

from collections.abc import Iterable
from functools import lru_cache


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the one of ``known`` names that looks like ``name``, if any does."""
    return _closest(name, tuple(known))


@lru_cache(1000)
def _closest(name: str, known: tuple[str, ...]) -> str | None:
    # A big file has the same mistake in each of its entries.
    from difflib import get_close_matches  # only when something is wrong

    return next(iter(get_close_matches(name, known, 1)), None)


def did_you_mean(name: str, known: Iterable[str], form: str = "{}") -> str:
    """Return a hint that tells the one of ``known`` names that looks like ``name``, written by ``form``, or all."""
    names = list(known)
    close = closest(name, names)
    if close:
        return f"did you mean {form.format(close)}?"
    return f"use {'one of ' * (len(names) > 1)}{', '.join(names)}"
