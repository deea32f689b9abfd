"""The section with what all actions share."""

from attrs import evolve

from amazons3cfg.kinds.choice import Choice
from amazons3cfg.kinds.command_line import CommandLine
from amazons3cfg.kinds.names import ActionList, ActionName
from amazons3cfg.kinds.path import Path
from amazons3cfg.kinds.text import Text
from amazons3cfg.rules.actions import HOOK_COMMAND, NO_OPTIONS, OVERRIDE_PART
from amazons3cfg.sections.description import Element, Section

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_PRE_ACTION_HOOK = Element(
    "pre_action_hook",
    "A command that runs before an action. Several of one action run in their order.",
    label="Hook before an action",
    repeated=True,
    children=(
        Element(
            "action",
            "The action, a standard one or an extension's.",
            ActionName(),
            example="collect",
            wanted=True,
            rule=HOOK_COMMAND,
        ),
        Element(
            "command",
            "The command. It is split at blanks, with double quotes around words; no shell reads it.",
            CommandLine(),
            example="/usr/local/bin/mount-archive /archive",
            wanted=True,
            rule=HOOK_COMMAND,
        ),
    ),
)

OPTIONS = Section(
    "options",
    "What all actions share, and the defaults of remote and managed peers.",
    required=True,
    rule=NO_OPTIONS,
    children=(
        Element(
            "starting_day",
            "The day of the week on which full backups are made and incremental ones start again.",
            Choice(DAYS),
            example="monday",
            required=True,
        ),
        Element(
            "working_dir",
            "The directory for temporary files and the state of incremental backups. It must exist.",
            Path(),
            label="Working directory",
            example="/opt/backup/tmp",
            required=True,
        ),
        Element(
            "backup_user",
            "The user that the backup's files belong to, and the default user of remote peers.",
            Text(words="the name of a user"),
            example="backup",
            required=True,
        ),
        Element(
            "backup_group",
            "The group that the backup's files belong to.",
            Text(words="the name of a group"),
            example="backup",
            required=True,
        ),
        Element(
            "rcp_command",
            "The command that copies from remote peers, for those without one of their own. It is required even "
            "where no peer is remote.",
            CommandLine(),
            label="Remote copy command",
            example="/usr/bin/scp -B",
            required=True,
        ),
        Element(
            "rsh_command",
            "The command that runs a command on managed peers, for those without one of their own.",
            CommandLine(),
            label="Remote shell command",
            example="/usr/bin/ssh",
        ),
        Element(
            "cback_command",
            "The command for cback3 on managed peers, for those without one of their own; what it is to do is added.",
            CommandLine(),
            label="Cedar Backup command",
            example="/usr/bin/cback3",
        ),
        Element(
            "managed_actions",
            "The actions that are run on managed peers, for those without a list of their own.",
            ActionList(),
            example="collect, purge",
        ),
        Element(
            "override",
            "Where a command is, if not where Cedar Backup would look for it. Of two for one command the last counts.",
            label="Overridden command",
            repeated=True,
            children=(
                Element(
                    "command",
                    "The command by the name that Cedar Backup calls it, for instance cdrecord, svnlook or aws.",
                    Text(words="the name of a command"),
                    example="aws",
                    wanted=True,
                    rule=OVERRIDE_PART,
                ),
                Element(
                    "abs_path",
                    "The path of the program to run instead.",
                    Path(),
                    label="Absolute path",
                    example="/usr/local/bin/aws",
                    wanted=True,
                    rule=OVERRIDE_PART,
                ),
            ),
        ),
        _PRE_ACTION_HOOK,
        evolve(
            _PRE_ACTION_HOOK,
            name="post_action_hook",
            help="A command that runs after an action that did not fail. Several of one action run in their order.",
            label="Hook after an action",
        ),
    ),
    unread={"hook": "write <pre_action_hook> or <post_action_hook>"},
)
