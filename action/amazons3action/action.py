"""The action itself: what ``cback3`` calls, step by step."""

import os
import platform
from datetime import date
from typing import Any

from amazons3cfg import AmazonS3Config, EncryptCommand, LocalConfig
from CedarBackup3.util import isRunningAsRoot

from amazons3action import checks, days, plan, staging
from amazons3action.account import Account
from amazons3action.command import aws_variables
from amazons3action.contents import StagedFile, check_unchanged, scan
from amazons3action.directories import told_if_full
from amazons3action.interrupts import Interrupts
from amazons3action.leftovers import abort_unfinished
from amazons3action.messages import legible, listed, logger, reasons
from amazons3action.s3 import Client
from amazons3action.transfer import Source, send
from amazons3action.verify import stale_once_verified
from amazons3action.workspace import workspace


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
    store(configPath, config, full=bool(options.full))


@legible()
def store(config_path: str, config: Any, *, full: bool, day: date | None = None) -> None:
    """Store the day that is due, or the ``day`` that is given, with its own size limit and indicator.

    Args:
        config_path: as for ``executeAction``
        config: as for ``executeAction``
        full: whether the limit is that of a full backup, and a stored day is stored again
        day: one that is staged

    Raises:
        ValueError: as for ``executeAction``
        OSError: as for ``executeAction``; or the day is not staged, or stored already
    """
    _check_surroundings(config)
    _warn_of_writers(config_path)
    _tell_variables()
    settings = _settings(config_path)
    encryption = EncryptCommand.parse(settings.encryptCommand) if settings.encryptCommand else None
    account = Account.named(config.options.backupUser, config.options.backupGroup)
    target_dir, today = config.stage.targetDir, date.today()
    if day:
        found = days.named(target_dir, day, again=full)
    else:
        found = staging.find(target_dir, today, full=full, warn_midnite=bool(settings.warnMidnite))
        days.warn_of_missed(target_dir, today, found, config_path)
    target = plan.target(str(settings.s3Bucket), found.name)
    with Interrupts() as interrupts, staging.held(found) as directory:
        files = _files(directory, found.path, target, account)
        _check_size(sum(file.size for file in files), settings, config, day or today, full)
        working_dir = config.options.workingDir
        with workspace(working_dir, account) as space, told_if_full(working_dir), interrupts.raising():
            space.hand_over(account)
            source = Source(found.path, files, encryption, space, account)
            client = Client(account, space)
            if space.after_kill:
                abort_unfinished(client, target)
            _store(source, target, client, directory)
            staging.mark_stored(directory, account)
    logger.info("Stored %s in %s.", found.path, target.uri)


def _store(source: Source, target: plan.Target, client: Client, directory: int) -> None:
    """Upload the files, verify all, and only then remove what an earlier backup of the day had beside them."""
    sent = send(source, client, target, lambda: staging.unmark(directory))
    path, files = source.directory, source.files
    stale = stale_once_verified(client, target, sent, source.path_of)
    check_unchanged(directory, path, files)
    if stale and not files:
        raise OSError(
            f"{path} holds no files, and {target.uri} holds {len(stale)} objects of an earlier backup of the day, "
            f"which stay: {listed(stale)}. Remove them yourself if the day is meant to be empty."
        )
    if stale:
        logger.info("Removing %d objects that the staging directory no longer has: %s", len(stale), listed(stale))
        client.remove(target, stale)
        left = stale_once_verified(client, target, sent, source.path_of)
        if left:
            raise OSError(f"Removing stale objects from {target.uri} left {listed(left)}.")
        check_unchanged(directory, path, files)


def _check_surroundings(config: Any) -> None:
    if platform.system() != "Linux":
        raise ValueError("The Amazon S3 action runs on Linux only.")
    if not isRunningAsRoot():
        raise ValueError("The Amazon S3 action must be run as root.")
    if config.options is None or config.stage is None:
        raise ValueError("The Amazon S3 action needs the <options> and <stage> sections of the configuration.")
    if not os.path.isdir(config.options.workingDir):
        raise ValueError(
            f"The working directory {config.options.workingDir} is not there: make it, or correct <working_dir>."
        )


def _tell_variables() -> None:
    """Log which variables ``aws`` is started with, which may be meant, or not: names only, as some hold keys."""
    names = aws_variables()
    if names:
        logger.info("From the environment, aws takes these variables, before what its files say: %s.", ", ".join(names))


def _warn_of_writers(path: str) -> None:
    if checks.others_can_write(path):
        logger.warning(
            "Others than root can write to %s, whose encrypt command is run: use chown root and chmod go-w.", path
        )


def _settings(path: str) -> AmazonS3Config:
    settings = LocalConfig(xmlPath=path).amazons3
    if settings is None:
        raise ValueError(f"{path} has no <amazons3> section; add one.")
    return settings


def _files(directory: int, path: str, target: plan.Target, account: Account) -> list[StagedFile]:
    """Return the files to store of the staging directory ``directory``, which is at ``path``.

    Raises:
        ValueError: some cannot be; names all of them, with the reasons.
    """
    contents = scan(directory)
    refused = checks.refused(contents, path, target, account)
    if refused:
        raise ValueError(f"Cannot store these files of {path}, so nothing was sent: {reasons(refused)}.")
    return contents.files


def _check_size(total: int, settings: AmazonS3Config, config: Any, day: date, full: bool) -> None:
    try:
        checks.check_size(total, settings, config, day, full=full)
    except ValueError as error:
        logger.error("%s", error)  # as the original does, besides raising it
        raise
