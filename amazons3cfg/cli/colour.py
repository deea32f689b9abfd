"""Whether to write in colour: as ``--color`` says, or else the environment, or else as the stream is a terminal."""

import os
from typing import Any

import click


def _choose(context: click.Context, parameter: click.Parameter, choice: str | None) -> None:
    """Have click go by ``choice``, here and in the context of the whole command, whose errors are told there."""
    if choice is not None:
        context.color = context.find_root().color = {"always": True, "never": False, "auto": _by_environment()}[choice]


def _by_environment() -> bool | None:
    """Return what variables say, by no-color.org and force-color.org; None where that is for the terminal to say."""
    if os.environ.get("NO_COLOR"):
        return False
    if forced := os.environ.get("FORCE_COLOR"):
        return forced != "0"
    return False if os.environ.get("TERM") == "dumb" else None


def color_option(default: str | None) -> click.Option:
    """Return the option ``--color``, which is ``default`` where nothing is said."""
    return click.Option(
        ["--color"],
        type=click.Choice(["auto", "always", "never"]),
        default=default,
        callback=_choose,
        expose_value=False,
        is_eager=True,
        help="Whether to write in colour; auto goes by NO_COLOR, FORCE_COLOR and TERM, or else by the terminal.",
    )


def wants_colour(stream: Any) -> bool:
    """Tell whether what is written to ``stream`` is to have colour."""
    context = click.get_current_context(silent=True)
    chosen = context.color if context else None
    return stream.isatty() if chosen is None else chosen
