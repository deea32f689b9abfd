"""P5: the days that are staged."""

from amazons3action.preflight.troubles.catalogue import trouble

MISSED = trouble(
    "P501",
    "missed",
    "warning",
    "Days of the last two weeks are staged and not stored.",
    "store each: /opt/cback3/bin/python -m amazons3action store 2026/11/22 /etc/cback3.conf",
    "stage/staging_dir",
    why="No run stores them by itself, and purge removes them one day.",
)
DAY = trouble(
    "P502",
    "day",
    "error",
    "The directory of the day that is due cannot be read, or is reached through a link.",
    "let it be a directory, and no link, as cback3 makes it",
    "stage/staging_dir",
)
REFUSED = trouble(
    "P503",
    "refused",
    "error",
    "The day that is due holds files that cannot be stored.",
    "rename or remove them, or let the backup user read them",
    "stage/staging_dir",
)
LIMIT = trouble(
    "P504",
    "limit",
    "error",
    "The day that is due is over its size limit.",
    "raise the limit, or back up less",
    "amazons3",
)
