"""What a check would say of values before they are written."""

from collections.abc import Collection

import click
from attrs import evolve

from amazons3cfg.checks.store import check_limits
from amazons3cfg.cli.failure import CouldNotRun
from amazons3cfg.editing.forms import check_value, write_value
from amazons3cfg.findings import Finding
from amazons3cfg.model.amazons3 import FIELDS, AmazonS3Config
from amazons3cfg.rules import LIMIT_ORDER

force_option = click.option(
    "--force", is_flag=True, help="Write values that a check refuses, too, if they can be read."
)
_LIMITS = {"fullBackupSizeLimit", "incrementalBackupSizeLimit"}


def judge(config: AmazonS3Config, written: Collection[str], force: bool, told: set[Finding] | None = None) -> None:
    """Tell what a check would say of the fields ``written``, by their API names, in the section ``config``.

    What is in ``told`` is not told again; what is told is added to it. Errors end the command, unless forced: raises
    ``CouldNotRun``.
    """
    findings = [found for name in written for found in check_value(name, write_value(name, getattr(config, name)))]
    if not _LIMITS.isdisjoint(written):  # the one thing that two fields can be wrong in together
        findings += [found for found in check_limits(config) if found.code == LIMIT_ORDER.code]
    _tell([_as_typed(finding) for finding in findings], force, told)


def judge_whole(
    before: Collection[Finding], after: Collection[Finding], force: bool, told: set[Finding] | None = None
) -> None:
    """Tell what a check says of a whole document ``after`` a change, and did not say ``before``.

    Raises ``CouldNotRun`` for an error, unless forced.
    """
    known = {(found.code, found.element, found.message) for found in before}
    _tell([found for found in after if (found.code, found.element, found.message) not in known], force, told)


def _tell(findings: Collection[Finding], force: bool, told: set[Finding] | None) -> None:
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
