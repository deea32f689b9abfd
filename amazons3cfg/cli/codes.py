"""The codes of rules, as the command line names them."""

from typing import TYPE_CHECKING

import click

from amazons3cfg.checks.settings import codes
from amazons3cfg.rules import RULES
from amazons3cfg.rules.document import UNREADABLE

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def codes_named(context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the codes, separated by commas, of an option that may be repeated; None without one.

    Raises ``click.BadParameter``.
    """
    try:
        return codes(code for text in texts for code in text.split(",")) if texts else None
    except ValueError as error:
        raise click.BadParameter(f"{error}; 'amazons3cfg rule' lists them") from None


def complete_codes(context: click.Context, parameter: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Return what the last of several codes can be, with those before it."""
    before, comma, start = incomplete.rpartition(",")
    return [
        _item(f"{before}{comma}{code}", code)
        for code in RULES
        if code != UNREADABLE.code and code.startswith(start.upper())
    ]


def complete_code(context: click.Context, parameter: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Return what one code can be."""
    return [_item(code, code) for code in RULES if code.startswith(incomplete.upper())]


def _item(text: str, code: str) -> "CompletionItem":
    from click.shell_completion import CompletionItem  # no check needs it

    return CompletionItem(text, help=RULES[code].summary)
