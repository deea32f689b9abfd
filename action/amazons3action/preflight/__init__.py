"""Tells by day whether the next night will work; each module holds probes, which go from a site to findings.

What a probe can find is described in ``troubles``. Nothing that lasts is changed.
"""

import time
from collections.abc import Iterator, Mapping
from datetime import date

from amazons3cfg import ConfigError, Finding, LocalConfig
from amazons3cfg.checks import check_document
from amazons3cfg.reports import Result
from amazons3cfg.rules import RULES, Rule
from amazons3cfg.rules.document import UNREADABLE
from amazons3cfg.text.source import decode
from amazons3cfg.text.tree import Document, parse
from attrs import evolve

from amazons3action.account import Account
from amazons3action.configuration import load
from amazons3action.interrupts import Interrupts
from amazons3action.preflight import bucket, encryption
from amazons3action.preflight.directories import check_leftovers, check_staging_dir, small_workspace
from amazons3action.preflight.machine import check_module, check_su, check_variables, check_writers
from amazons3action.preflight.site import Site, placed
from amazons3action.preflight.staged import check_due, check_missed
from amazons3action.preflight.troubles import ACCOUNT, CONFIGURATION, TROUBLES

CATALOGUE: Mapping[str, Rule] = {**RULES, **TROUBLES}
"""All that a preflight can find, the file's own findings included, by code."""

SECONDS = 8.5
"""How long the commands of a preflight may take together."""

_WITHOUT_COMMANDS = (check_variables, check_writers, check_module, check_staging_dir, check_leftovers, check_missed)


def preflight(path: str, *, read_only: bool = False, seconds: float = SECONDS) -> Result:
    """Return what is wrong with the configuration at ``path`` and with the machine that it is for, as root.

    Args:
        path: the configuration file
        read_only: whether the bucket is only listed, and nothing is written to it
        seconds: how long the commands may take together
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        return Result(path, [evolve(UNREADABLE.finding(error.strerror or str(error)), path=path)], failed=True)
    try:
        source = decode(data, path)
        document = parse(source)
    except ConfigError as error:
        return Result(path, list(error.findings), failed=True)
    deadline = time.monotonic() + seconds
    with Interrupts() as interrupts, interrupts.raising():
        found = [*check_document(document), *_probe(path, document, deadline, read_only)]
    findings = sorted(found, key=lambda finding: (finding.line, finding.column, finding.code))
    return Result(path, findings, source, any(finding.severity == "error" for finding in findings))


def _probe(path: str, document: Document, deadline: float, read_only: bool) -> Iterator[Finding]:
    try:
        config = load(path)
    except (ValueError, OSError) as error:
        yield placed(document, CONFIGURATION, f"Cedar Backup refuses the file: {error}")
        return
    if config.options is None or config.stage is None:
        return  # the check has told
    try:
        account = Account.named(config.options.backupUser, config.options.backupGroup)
    except ValueError as error:
        yield placed(document, ACCOUNT, str(error))
        return
    try:
        settings = LocalConfig(xmlPath=path).amazons3
    except ConfigError:
        settings = None  # the check has told
    site = Site(path, document, config, settings, account, date.today(), deadline, read_only)
    for probe in _WITHOUT_COMMANDS:
        yield from probe(site)
    broken = list(check_su(site))
    yield from broken or _try_commands(site)


def _try_commands(site: Site) -> Iterator[Finding]:
    """Yield what the probes find that run commands as the backup user, and need a workspace for that."""
    name = bucket.probe_name()
    files = {encryption.INPUT: encryption.CONTENT, f"{bucket.FOLDER}/{name}": bucket.CONTENT}
    with small_workspace(site, files, [encryption.OUTPUT]) as (space, troubles):
        yield from troubles
        if space:
            yield from encryption.check_encryption(site, space)
            yield from bucket.check_bucket(site, space, name)
    yield from check_due(site)
