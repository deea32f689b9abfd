"""What a check would say of values before they are written."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import click
from attrs import evolve

from amazons3cfg.checks.store import check_limits
from amazons3cfg.cli.failure import CouldNotRun
from amazons3cfg.editing.forms import judge_value
from amazons3cfg.findings import Finding
from amazons3cfg.model.amazons3 import FIELDS
from amazons3cfg.rules import LIMIT_ORDER

force_option = click.option(
    "--force", is_flag=True, help="Write values that a check refuses, too, if they can be read."
)
Others = Callable[[str], Any]
Told = set[Finding] | None
_LIMITS = ("fullBackupSizeLimit", "incrementalBackupSizeLimit")


def judge(values: Mapping[str, Any], force: bool, others: Others = lambda name: None, told: Told = None) -> None:
    """Tell what a check would say of ``values`` that are written, by the fields' API names.

    Args:
        values: as the model has them; they are taken by it
        force: whether to go on after an error
        others: returns the value of a field that is not written
        told: what was told already, and is not told again; what is told now is added to it

    Raises:
        CouldNotRun: for an error, unless forced

    """
    findings = [found for name, value in values.items() for found in judge_value(name, value)]
    if any(name in values for name in _LIMITS):  # the one thing that two fields can be wrong in together
        limits = (values[name] if name in values else others(name) for name in _LIMITS)
        findings += [found for found in check_limits(*limits) if found.code == LIMIT_ORDER.code]
    _tell([_as_typed(finding) for finding in findings], force, told)


def judge_whole(before: Collection[Finding], after: Collection[Finding], force: bool, told: Told = None) -> None:
    """Tell what a check says of a whole document ``after`` a change, and did not say ``before``.

    Raises ``CouldNotRun`` for an error, unless forced.
    """
    known = {(found.code, found.element, found.message) for found in before}
    _tell([found for found in after if (found.code, found.element, found.message) not in known], force, told)


def _tell(findings: Collection[Finding], force: bool, told: Told) -> None:
    told = set() if told is None else told
    for found in findings:
        if found not in told:
            told.add(found)
            click.echo(f"{found.label}: {found}", err=True)
    if not force and any(found.severity == "error" for found in findings):
        raise CouldNotRun("nothing was written; use --force to write it all the same")


def _as_typed(finding: Finding) -> Finding:
    """Return ``finding`` with its place in what was typed: the element, with line and column in its value."""
    return evolve(finding, path=FIELDS[finding.field or ""].name, element=None, field=None)
