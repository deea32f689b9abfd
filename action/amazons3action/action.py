"""The action itself: what ``cback3`` calls, step by step."""

import os
import platform
import stat
from collections.abc import Mapping
from datetime import date
from typing import Any

from amazons3cfg import AmazonS3Config, EncryptCommand, LocalConfig
from CedarBackup3.util import deriveDayOfWeek, isRunningAsRoot

from amazons3action import etag, plan, staging
from amazons3action.account import Account
from amazons3action.command import cores
from amazons3action.encrypt import encrypt
from amazons3action.interrupts import Interrupts
from amazons3action.messages import legible, listed, logger, reasons
from amazons3action.s3 import Client
from amazons3action.staging import StagedFile
from amazons3action.verify import verify
from amazons3action.workspace import Workspace, workspace


@legible()
def executeAction(configPath: str, options: Any, config: Any) -> None:
    """Store the day's staging directory in Amazon S3, verified; called by ``cback3`` as root.

    Args:
        configPath: path of the configuration file, which holds the ``amazons3`` section
        options: the program's command-line options; ``full`` counts
        config: the program's configuration; its options and stage sections count

    Raises:
        ValueError: the configuration, the names or the size of the files do not allow it; nothing was sent
        OSError: something failed on the way; the store indicator is not written
    """
    _check_surroundings(config)
    _warn_of_writers(configPath)
    settings = _settings(configPath)
    encryption = EncryptCommand.parse(settings.encryptCommand) if settings.encryptCommand else None
    account = Account.named(config.options.backupUser, config.options.backupGroup)
    today = date.today()
    day = staging.find(config.stage.targetDir, today, full=bool(options.full), warn_midnite=bool(settings.warnMidnite))
    target = plan.target(str(settings.s3Bucket), day.name)
    with Interrupts() as interrupts, staging.held(day.path) as directory:
        files = _files(day.path, target, account)
        _check_size(sum(file.size for file in files), settings, options, config, today)
        with workspace(config.options.workingDir) as space, interrupts.raising():
            _store(day.path, files, encryption, target, account, space)
            staging.mark_stored(directory, account)
    logger.info("Stored %s in %s.", day.path, target.uri)


def _store(
    directory: str,
    files: list[StagedFile],
    encryption: EncryptCommand | None,
    target: plan.Target,
    account: Account,
    space: Workspace,
) -> None:
    """Upload the files, verify them, and only then remove what an earlier backup of the day had beside them."""
    staged = {file.name: file.size for file in files}
    places = plan.places(staged, cores())
    if encryption:
        sent = encrypt(encryption, staged, places, directory, space, account)
    else:
        _link(places, directory, space, account)
        sent = staged
    sizes = {plan.key(name): size for name, size in sent.items()}
    paths = {plan.key(name): os.path.join(space.path, places[name]) for name in sent}
    trees = sorted({os.path.join(space.path, place.partition("/")[0]) for place in places.values()})
    client = Client(account, space)
    with etag.computing(paths, sizes) as etags:
        if trees:
            client.upload(trees, target, sizes)
    stale = verify(client, target, paths, sizes, etags)
    if stale:
        logger.info("Removing %d objects that the staging directory no longer has: %s", len(stale), listed(stale))
        client.remove(target, stale)
        left = verify(client, target, paths, sizes, etags)
        if left:
            raise OSError(f"Removing stale objects from {target.uri} left {listed(left)}.")


def _link(places: Mapping[str, str], directory: str, space: Workspace, account: Account) -> None:
    """Make a tree of links to exactly the files to upload, since patterns for ``aws`` cannot be exact."""
    space.parents(places.values())
    for name, place in places.items():
        space.link(place, os.path.join(directory, name))
    space.hand_over(account)


def _check_surroundings(config: Any) -> None:
    if platform.system() != "Linux":
        raise ValueError("The Amazon S3 action runs on Linux only.")
    if not isRunningAsRoot():
        raise ValueError("The Amazon S3 action must be run as root.")
    if config.options is None or config.stage is None:
        raise ValueError("The Amazon S3 action needs the <options> and <stage> sections of the configuration.")


def _warn_of_writers(path: str) -> None:
    """Log a warning if others than root can change the configuration, and with it the commands that run at night."""
    status = os.stat(path)
    by_group = status.st_mode & stat.S_IWGRP and status.st_gid != 0
    if status.st_uid != 0 or by_group or status.st_mode & stat.S_IWOTH:
        logger.warning(
            "Others than root can write to %s, whose encrypt command is run: use chown root and chmod go-w.", path
        )


def _settings(path: str) -> AmazonS3Config:
    settings = LocalConfig(xmlPath=path).amazons3
    if settings is None:
        raise ValueError(f"{path} has no <amazons3> section; add one.")
    return settings


def _files(directory: str, target: plan.Target, account: Account) -> list[StagedFile]:
    """Return the files to store.

    Raises:
        ValueError: some cannot be; names all of them, with the reasons.
    """
    contents = staging.scan(directory)
    refused = contents.refused | plan.refused_names((file.name for file in contents.files), target.prefix)
    paths = {f"{directory}/{file.name}": file.name for file in contents.files}
    unreadable = f"cannot be read by the backup user {account.user}"
    refused |= {paths[path]: unreadable for path in account.unreadable(paths)}
    if refused:
        raise ValueError(f"Cannot store these files of {directory}, so nothing was sent: {reasons(refused)}.")
    return contents.files


def _check_size(total: int, settings: AmazonS3Config, options: Any, config: Any, today: date) -> None:
    is_full = options.full or deriveDayOfWeek(config.options.startingDay) == today.weekday()
    limit = settings.fullBackupSizeLimit if is_full else settings.incrementalBackupSizeLimit
    try:
        plan.check_size(total, limit.bytes if limit else None, "full" if is_full else "incremental")
    except ValueError as error:
        logger.error("%s", error)  # as the original does, besides raising it
        raise
