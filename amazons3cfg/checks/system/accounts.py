"""Whether the user and the group are there that the backup's files belong to."""

from collections.abc import Iterator
from shlex import quote

from amazons3cfg.checks.system.looking import look
from amazons3cfg.checks.system.machine import Machine
from amazons3cfg.findings import Finding
from amazons3cfg.model.configuration import Configuration
from amazons3cfg.rules.system import NO_GROUP, NO_USER


def check_accounts(configuration: Configuration, machine: Machine) -> Iterator[Finding]:
    """Yield which of the two the machine lacks."""
    for path, what, rule, is_there in (
        ("options/backup_user", "user", NO_USER, machine.has_user),
        ("options/backup_group", "group", NO_GROUP, machine.has_group),
    ):
        leaf = configuration.leaf(path)
        if leaf is None:
            continue
        name = leaf.text
        found = rule.finding(
            f"there is no {what} {name!r}", f"make it ({what}add {quote(name)}), or name one that is there"
        )
        yield from look(configuration, leaf, lambda: None if is_there(name) else found)  # noqa: B023 - called at once
