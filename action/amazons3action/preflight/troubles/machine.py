"""P1: the machine, and what runs on it."""

from amazons3action.preflight.troubles.catalogue import trouble

CONFIGURATION = trouble(
    "P101",
    "configuration",
    "error",
    "Cedar Backup refuses the configuration, at night too.",
    "mend what it names; cback3 validate tells more",
)
ACCOUNT = trouble(
    "P102",
    "account",
    "error",
    "The backup user or group does not exist.",
    "create it with useradd or groupadd, or name another in <options>",
    "options/backup_user",
)
SU = trouble(
    "P103",
    "su",
    "error",
    "No command can be run as the backup user.",
    "mend what it says, until this works as root: su -s /bin/sh -c true USER",
    "options/backup_user",
)
MODULE = trouble(
    "P104",
    "module",
    "error",
    "The cback3 that runs at night does not find the action's module.",
    "let cron call the cback3 of the environment that amazons3action is installed in",
    "extensions/action/module",
    why="Every action of that cback3 ends with exit code 4, those of other sections too.",
)
VARIABLES = trouble(
    "P105",
    "variables",
    "warning",
    "AWS_ variables are set here, which aws gets through su, and which are not set at night.",
    "unset them, and write what is meant into ~/.aws of the backup user",
    "options/backup_user",
    why="What works by day fails at night, or stores with other credentials or into another region.",
)
WRITERS = trouble(
    "P106",
    "writers",
    "warning",
    "Others than root can change the configuration, and with it the commands that are run.",
    "use chown root and chmod go-w",
    why="Whoever can write to it can have any command run as the backup user.",
)
AWS = trouble(
    "P111",
    "aws",
    "error",
    "The backup user cannot run aws.",
    "install the AWS CLI, or name it in an <override> of <options>",
    "options",
)
AWS_VERSION = trouble(
    "P112",
    "aws-version",
    "warning",
    "The version of aws is older than those that the action is tried with.",
    "install a newer version of the AWS CLI",
    "options",
    why="Options or variables that the action relies on may be missing.",
)
