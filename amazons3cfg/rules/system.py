"""A7: whether the machine has what the file names; found only where a check is asked to look at the machine."""

from amazons3cfg.rules.catalogue import rule

NO_DIRECTORY = rule(
    "A701",
    "no-directory",
    "error",
    "A directory is not there.",
    "The action that needs it fails, every night.",
    None,
)
READ_ONLY = rule(
    "A702",
    "read-only",
    "error",
    "A directory that the backup writes into cannot be written.",
    "The action that needs it fails, every night.",
    None,
)
NO_FILE = rule(
    "A703",
    "no-file",
    "error",
    "A file that is backed up is not there.",
    "The action ends with an error, and nothing is collected.",
    None,
)
NO_DEVICE = rule(
    "A704",
    "no-device",
    "error",
    "The device that disks are written with is not there.",
    "The store action fails, every night.",
    None,
)
NO_USER = rule(
    "A705",
    "no-user",
    "error",
    "The machine has no user of that name.",
    "Files cannot be given to the user, and commands cannot be run as the user.",
    None,
)
NO_GROUP = rule(
    "A706",
    "no-group",
    "error",
    "The machine has no group of that name.",
    "Files cannot be given to the group.",
    None,
)
NO_PROGRAM = rule(
    "A707",
    "no-program",
    "error",
    "A program is not there, or cannot be executed.",
    "The action that runs it fails, every night.",
    None,
)
NO_MODULE = rule(
    "A708",
    "no-module",
    "error",
    "Python does not find the module of an extension action.",
    "Every run of Cedar Backup ends with an error, whatever action it is for.",
    None,
)
NO_FUNCTION = rule(
    "A709",
    "no-function",
    "error",
    "The module of an extension action has no such function.",
    "Every run of Cedar Backup ends with an error, whatever action it is for.",
    None,
)
NOT_TOLD = rule(
    "A710",
    "not-told",
    "warning",
    "Whether the machine has it cannot be told by this user, or by this Python.",
    "The check says nothing of it, so that nobody knows until the night.",
    None,
)
