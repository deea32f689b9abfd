"""What is looked at before anything is sent, at night by a run and by day by a preflight."""

import os
import stat
from datetime import date
from typing import Any

from amazons3cfg import AmazonS3Config
from CedarBackup3.util import deriveDayOfWeek

from amazons3action import plan
from amazons3action.account import Account
from amazons3action.contents import Contents


def others_can_write(path: str) -> bool:
    """Tell whether others than root can change the configuration, and with it the commands that run at night."""
    status = os.stat(path)
    by_group = bool(status.st_mode & stat.S_IWGRP) and status.st_gid != 0
    return status.st_uid != 0 or by_group or bool(status.st_mode & stat.S_IWOTH)


def refused(contents: Contents, path: str, target: plan.Target, account: Account) -> dict[str, str]:
    """Return the names that cannot be stored of the staging directory at ``path``, with the reasons.

    Raises:
        ValueError: the backup user cannot enter the directory, so that nothing in it can be.
    """
    closed = account.stopped_at(path) if contents.files else None
    if closed:
        raise ValueError(
            f"The backup user {account.user} cannot enter {closed}, so that no file of {path} can be stored."
        )
    names = plan.refused_names((file.name for file in contents.files), target.prefix)
    paths = (f"{path}/{file.name}" for file in contents.files)
    unreadable = f"cannot be read by the backup user {account.user}"
    return contents.refused | names | {file[len(path) + 1 :]: unreadable for file in account.unreadable(paths)}


def check_size(total: int, settings: AmazonS3Config, config: Any, day: date, *, full: bool) -> None:
    """Compare ``total`` bytes with the limit for a ``full`` backup, or else for one of that day of the week.

    Raises:
        ValueError: the total is over the limit.
    """
    is_full = full or deriveDayOfWeek(config.options.startingDay) == day.weekday()
    limit = settings.fullBackupSizeLimit if is_full else settings.incrementalBackupSizeLimit
    plan.check_size(total, limit.bytes if limit else None, "full" if is_full else "incremental")
