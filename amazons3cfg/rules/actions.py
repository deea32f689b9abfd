"""A4: the extension actions, their order, and the hooks around actions."""

from amazons3cfg.rules.base import (
    ACTION,
    AMAZONS3,
    BY_DEPENDENCY,
    OPTIONS,
    SPLIT,
    STAGE,
    WITH_CAPACITY,
    WITH_SNAPSHOT,
    WITH_SPLIT,
)
from amazons3cfg.rules.catalogue import rule
from amazons3cfg.rules.example import Example

NO_OPTIONS = rule(
    "A401",
    "no-options",
    "error",
    "There is no options section, which every action requires.",
    "Cedar Backup refuses the whole file.",
    Example(OPTIONS, "", at="«<cb_config>»"),
)
NO_STAGE = rule(
    "A402",
    "no-stage",
    "error",
    "There is no stage section, which the store action requires.",
    "The action ends with an error, every night.",
    Example(STAGE, "", at="«<cb_config>»"),
)
NO_ACTION = rule(
    "A403",
    "no-action",
    "error",
    "No extension action runs the Amazon S3 store action.",
    "The section is read by nobody, so nothing is stored.",
    Example(ACTION, "", at="«<cb_config>»"),
)
ACTION_FUNCTION = rule(
    "A404",
    "action-function",
    "error",
    "The action of an official extension does not call executeAction.",
    "Cedar Backup ends at every start, since there is no such function.",
    Example("executeAction", "«run»"),
)
ACTION_INDEX = rule(
    "A405",
    "action-index",
    "error",
    "An extension action's index is missing or no whole number.",
    "Cedar Backup refuses the whole file.",
    Example("<index>201<", "<index>«soon»<"),
)
ACTION_ORDER = rule(
    "A406",
    "action-order",
    "error",
    "The action of an extension does not run where it belongs among the standard actions.",
    "It would find nothing to work on, or work on the data of the day before.",
    Example("<index>201<", "<index>«150»<"),
)
SECOND_ACTION = rule(
    "A407",
    "second-action",
    "error",
    "More than one extension action stores the backup in Amazon S3.",
    "The second finds the day stored already, and fails.",
    Example(
        ACTION,
        ACTION
        + ACTION.replace(">amazons3<", ">again<").replace("amazons3action", "«amazons3action»").replace("201", "202"),
    ),
)
ACTION_NAME = rule(
    "A408",
    "action-name",
    "error",
    "The name of an action is missing or not one that cback3 takes.",
    "Cedar Backup refuses the whole file.",
    Example("<name>amazons3<", "<name>«Amazon S3»<"),
)
ORDER_MODE = rule(
    "A409",
    "order-mode",
    "error",
    "The order mode of the extensions is neither index nor dependency.",
    "Cedar Backup refuses the whole file.",
    Example(
        "index<", "«depend»<", also=(("   <extensions>\n", "   <extensions>\n      <order_mode>index</order_mode>\n"),)
    ),
)
SAME_NAME = rule(
    "A410",
    "same-name",
    "error",
    "Two extension actions have one name.",
    "Cedar Backup refuses the whole file.",
    Example("<name>amazons3<", "<name>«snapshot»<", also=WITH_SNAPSHOT),
)
STANDARD_NAME = rule(
    "A411",
    "standard-name",
    "error",
    "An extension action has the name of a standard action.",
    "It replaces that action, is never run, or makes a loop.",
    Example("<name>snapshot<", "<name>«collect»<", also=WITH_SNAPSHOT),
)
UNKNOWN_ACTION = rule(
    "A412",
    "unknown-action",
    "error",
    "An action is to run before or after one that nobody has.",
    "Cedar Backup ends at every start.",
    Example("<run_after>stage<", "<run_after>«stage, snapshots»<", also=BY_DEPENDENCY),
)
ACTION_LOOP = rule(
    "A413",
    "action-loop",
    "error",
    "Actions wait for each other, or one for itself.",
    "Cedar Backup ends at every start.",
    Example("<run_after>stage<", "<run_after>stage, amazons3<", at="«<depends>»", also=BY_DEPENDENCY),
)
CLEAR_DATA = rule(
    "A414",
    "clear-data",
    "error",
    "Data is stored before it is encrypted or split.",
    "What is written to the disc or sent away is not what was meant, and readable by others.",
    Example("<index>201<", "<index>«299»<", also=WITH_SPLIT),
)
HOOK_ACTION = rule(
    "A415",
    "hook-action",
    "error",
    "A hook is for an action that nobody has.",
    "It never runs, and nothing is said.",
    Example("<action>collect<", "<action>«collection»<"),
)
HOOK_COMMAND = rule(
    "A416",
    "hook-command",
    "error",
    "A hook has no command or no action.",
    "The action that it is for ends with an error, or the hook never runs.",
    Example("         <command>/usr/local/bin/dump-wiki</command>\n", "", at="«<pre_action_hook>»"),
)
OVERRIDE_PART = rule(
    "A417",
    "override-part",
    "error",
    "An override has no command or no path.",
    "It has no effect, or the command fails when it is run.",
    Example("         <abs_path>/opt/aws/bin/aws</abs_path>\n", "", at="«<override>»"),
)
REPEATED_OVERRIDE = rule(
    "A418",
    "repeated-override",
    "warning",
    "A command is overridden twice; the last counts.",
    "The other path has no effect.",
    Example(
        "      </override>\n",
        "      </override>\n      <override>\n         <command>aws</command>\n"
        "         <abs_path>/usr/local/bin/aws</abs_path>\n      </override>\n",
        at="<command>«aws»</command>\n         <abs_path>/opt",
    ),
)
UNUSED_SECTION = rule(
    "A419",
    "unused-section",
    "warning",
    "An extension's section is there, and no action of it.",
    "Nobody reads the section.",
    Example(AMAZONS3, AMAZONS3 + SPLIT.replace("<split>", "«<split>»")),
)
EQUAL_INDEX = rule(
    "A421",
    "equal-index",
    "warning",
    "An action of an extension has the index of another action.",
    "Which runs first depends on the order on the command line.",
    Example("<index>99<", "<index>«200»<", also=WITH_SNAPSHOT),
)
UNKNOWN_MODULE = rule(
    "A422",
    "unknown-module",
    "error",
    "An action's module is named as one of Cedar Backup's own, and is none.",
    "Cedar Backup loads all extensions at every start, and ends if one cannot be loaded.",
    Example(
        "backup_tools.snapshot",
        "«CedarBackup3.extend.sysinf»",
        "CedarBackup3.extend.sysinfo",
        also=WITH_SNAPSHOT,
    ),
)
EARLY_CAPACITY = rule(
    "A423",
    "early-capacity",
    "warning",
    "The capacity of the disc is looked at before the day's data is written.",
    "It says how full the disc was the day before.",
    Example("<index>301<", "<index>«299»<", also=WITH_CAPACITY),
)
