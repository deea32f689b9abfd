"""Hints for names that are not known."""

from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str], form: str = "{}") -> str:
    """Return a hint that tells the one of ``known`` names that looks like ``name``, written by ``form``, or all."""
    from difflib import get_close_matches  # only when something is wrong

    names = list(known)
    close = get_close_matches(name, names, 1)
    if close:
        return f"did you mean {form.format(close[0])}?"
    return f"use {'one of ' * (len(names) > 1)}{', '.join(names)}"
