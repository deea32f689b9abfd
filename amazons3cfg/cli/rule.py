"""``amazons3cfg rule``: explain the rules of a check."""

from shlex import quote
from textwrap import indent

import click

from amazons3cfg.checks.explanation import explain
from amazons3cfg.cli.codes import complete_code
from amazons3cfg.cli.streams import show
from amazons3cfg.rules import RULES, Rule
from amazons3cfg.rules.catalogue import FAMILIES
from amazons3cfg.rules.excerpts import READERS

_MOST = 9
"""How many rules are told that may be meant."""


@click.command("rule", short_help="Explain a rule, with examples and its fix.")
@click.argument("code", required=False, shell_complete=complete_code)
def rule_command(code: str | None) -> None:
    """Explain a rule: what it finds and why, an example that fails and one that passes, and its fix.

    CODE is the code of a rule, such as A302, or its name, such as boolean, or what several codes begin with, such as
    A4, which are listed. Without it, all are listed.
    """
    wanted = (code or "").strip().upper()
    wanted = next((rule.code for rule in RULES.values() if rule.name.upper() == wanted), wanted)
    if wanted in RULES:
        show(_explained(RULES[wanted]))
        return
    rules = [rule for rule in RULES.values() if rule.code.startswith(wanted)]
    if not rules:
        raise click.BadParameter(f"there is no rule {code!r}; {_advice(wanted)}", param_hint="CODE")
    family = ""
    for rule in rules:
        if rule.family != family:
            show(f"{'' if not family else chr(10)}{rule.family}: {FAMILIES[rule.family]}")
            family = rule.family
        show(f"  {rule.code} {rule.severity:7} {rule.name}: {rule.summary}")


def _advice(wanted: str) -> str:
    """Return which rules may be meant by a word in capital letters."""
    about = [f"{rule.code} ({rule.name})" for rule in RULES.values() if wanted in f"{rule.name} {rule.summary}".upper()]
    if 0 < len(about) <= _MOST:
        return f"about that is {', '.join(about)}"
    if about:
        return f"{len(about)} are about that: amazons3cfg rule | grep -i {quote(wanted.lower())}"
    return "'amazons3cfg rule' lists all"


def _explained(rule: Rule) -> str:
    parts = [f"{rule.code} {rule.name} ({rule.severity})", f"{rule.summary}\n{rule.why}", READERS[rule.reader]]
    found = explain(rule)
    if found:
        saved = f", saved as {found.encoding}" if found.encoding != "utf-8" else ""
        parts += [
            f"Bad{saved}:\n\n{indent(found.fails, '    ')}",
            f"    {rule.severity}[{rule.code}]: {found.finding.message}\n    hint: {found.finding.hint}",
            f"Good{saved}:\n\n{indent(found.passes, '    ')}",
            f"Fix: {found.fix or 'none'}",
        ]
    return "\n\n".join(part.rstrip("\n") for part in parts if part)
