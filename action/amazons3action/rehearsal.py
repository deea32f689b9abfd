"""What storing a day would do to the bucket, told without doing it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from amazons3cfg import LocalConfig

from amazons3action import checks, days, plan, staging
from amazons3action.account import Account
from amazons3action.contents import scan
from amazons3action.messages import legible, reasons
from amazons3action.s3 import Client
from amazons3action.workspace import workspace


class Change(NamedTuple):
    """One object that would change, by the part of its key behind the day's prefix.

    ``size`` is that of the staged file, or of an object that would be removed; ``before`` that of one that would be
    replaced. Both are in bytes.
    """

    kind: Literal["upload", "replace", "remove"]
    key: str
    size: int
    before: int | None = None


class Rehearsal(NamedTuple):
    """What would change at the target, by key; what is uploaded may be encrypted before."""

    target: plan.Target
    changes: list[Change]
    encrypted: bool


def changes(sizes: Mapping[str, int], listing: Mapping[str, plan.Listed]) -> list[Change]:
    """Return what makes of the objects in ``listing`` those of the staged files, whose ``sizes`` are given by key."""
    sent = [
        Change("replace", key, size, listing[key].size) if key in listing else Change("upload", key, size)
        for key, size in sizes.items()
    ]
    removed = [Change("remove", key, listing[key].size) for key in stale(sizes, listing)] if sizes else []
    return sorted(sent + removed, key=lambda change: change.key)


def stale(sizes: Mapping[str, int], listing: Mapping[str, plan.Listed]) -> list[str]:
    """Return the keys that an earlier backup of the day has beside the staged files; a folder's marker is none."""
    return [key for key in listing if key not in sizes and key and not key.endswith("/")]


@legible()
def rehearse(config_path: str, config: Any, day: date, *, again: bool, full: bool) -> Rehearsal:
    """Return what storing ``day`` would change; the bucket is listed, and nothing else is done.

    Args:
        config_path: as for ``executeAction``
        config: as for ``executeAction``
        day: one that is staged
        again: whether the day may be stored already
        full: whether the limit is that of a full backup

    Raises:
        ValueError: the configuration, the names or the size of the files do not allow to store it
        OSError: the day is not staged, or stored already; or the bucket cannot be listed
    """
    settings = LocalConfig(xmlPath=config_path).amazons3
    if settings is None or config.options is None or config.stage is None:
        raise ValueError(f"{config_path} lacks a section: <amazons3>, <options> and <stage> are needed.")
    account = Account.named(config.options.backupUser, config.options.backupGroup)
    found = days.named(config.stage.targetDir, day, again=again)
    target = plan.target(str(settings.s3Bucket), found.name)
    with staging.opened(found) as directory:
        contents = scan(directory)
    refused = checks.refused(contents, found.path, target, account)
    if refused:
        raise ValueError(f"Cannot store these files of {found.path}: {reasons(refused)}.")
    checks.check_size(sum(file.size for file in contents.files), settings, config, day, full=full)
    with workspace(config.options.workingDir, account, remove_dead=False) as space:
        space.hand_over(account)
        listing: dict[str, plan.Listed] = {}
        Client(account, space).listing(target, listing.__setitem__)
    sizes = {plan.key(file.name): file.size for file in contents.files}
    if not sizes and stale(sizes, listing):
        raise OSError(f"{found.path} holds no files, and {target.uri} holds an earlier backup of the day, which stays.")
    return Rehearsal(target, changes(sizes, listing), bool(settings.encryptCommand))
