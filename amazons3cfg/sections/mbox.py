"""The section of the mbox extension."""

from amazons3cfg.kinds.path import Path
from amazons3cfg.sections.description import Element, Section
from amazons3cfg.sections.exclude import exclude
from amazons3cfg.sections.modes import COLLECT_MODE, COMPRESS_MODE, of_entry

_MODES = (of_entry(COLLECT_MODE, "mbox"), of_entry(COMPRESS_MODE, "mbox"))

MBOX = Section(
    "mbox",
    "Which mailboxes in mbox format are collected: what is new in each, by its messages' dates.",
    label="Mailboxes",
    module="CedarBackup3.extend.mbox",
    needs=("options", "collect"),
    order="just before collect",
    one_of=(("file", "dir"),),
    children=(
        COLLECT_MODE,
        COMPRESS_MODE,
        Element(
            "file",
            "A mailbox.",
            repeated=True,
            children=(
                Element(
                    "abs_path",
                    "The path of the mailbox.",
                    Path(),
                    label="Absolute path",
                    example="/home/kim/mail/inbox",
                    required=True,
                ),
                *_MODES,
            ),
            unread={"mode": "write <collect_mode>", "exclude": "a single file has no exclusions: remove it"},
        ),
        Element(
            "dir",
            "A directory of mailboxes; directories below it are not looked at.",
            label="Directory",
            repeated=True,
            children=(
                Element(
                    "abs_path",
                    "The path of the directory.",
                    Path(),
                    label="Absolute path",
                    example="/home/kim/mail",
                    required=True,
                ),
                *_MODES,
                exclude(
                    "What is left out of this directory.", "rel_path", "pattern", abs_path="write <rel_path> instead"
                ),
            ),
            unread={"mode": "write <collect_mode>"},
        ),
    ),
    unread={"mode": "write <collect_mode>", "exclude": "put it into each <dir>"},
)
