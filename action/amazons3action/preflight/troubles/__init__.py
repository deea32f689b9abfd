"""What a preflight can find, each described once: its code, how bad it is, and what to do."""

from amazons3action.preflight.troubles.bucket import NOT_LISTED, NOT_REMOVED, NOT_WRITTEN, OTHER_ETAG, UNREACHABLE
from amazons3action.preflight.troubles.catalogue import MADE, Trouble
from amazons3action.preflight.troubles.days import DAY, LIMIT, MISSED, REFUSED
from amazons3action.preflight.troubles.directories import LEFTOVERS, ROOM, STAGING_DIR, WORKING_DIR
from amazons3action.preflight.troubles.encrypt import ENCRYPT_FAILS, ENCRYPT_LONG, ENCRYPT_OUTPUT, ENCRYPT_PLAIN
from amazons3action.preflight.troubles.machine import (
    ACCOUNT,
    AWS,
    AWS_VERSION,
    CONFIGURATION,
    MODULE,
    SU,
    VARIABLES,
    WRITERS,
)

__all__ = [
    "ACCOUNT",
    "AWS",
    "AWS_VERSION",
    "CONFIGURATION",
    "DAY",
    "ENCRYPT_FAILS",
    "ENCRYPT_LONG",
    "ENCRYPT_OUTPUT",
    "ENCRYPT_PLAIN",
    "LEFTOVERS",
    "LIMIT",
    "MISSED",
    "MODULE",
    "NOT_LISTED",
    "NOT_REMOVED",
    "NOT_WRITTEN",
    "OTHER_ETAG",
    "REFUSED",
    "ROOM",
    "STAGING_DIR",
    "SU",
    "TROUBLES",
    "UNREACHABLE",
    "VARIABLES",
    "WORKING_DIR",
    "WRITERS",
    "Trouble",
]

TROUBLES: dict[str, Trouble] = dict(sorted(MADE.items()))
"""Every trouble by its code, in the order of the codes."""
