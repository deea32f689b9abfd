"""The section of the collect action."""

from amazons3cfg.kinds.boolean import Boolean
from amazons3cfg.kinds.numbers import Whole
from amazons3cfg.kinds.path import Path
from amazons3cfg.kinds.text import Text
from amazons3cfg.rules.meaning import DEREFERENCE
from amazons3cfg.sections.description import Element, Section, When
from amazons3cfg.sections.exclude import exclude
from amazons3cfg.sections.modes import ARCHIVE_MODE, COLLECT_MODE, COLLECT_MODES, of_entry

_IGNORE_FILE = Element(
    "ignore_file",
    "The name of a file that makes Cedar Backup leave out the directory it is in. An entry of its own may say "
    "otherwise.",
    Text(words="the name of a file, without a slash"),
    label="Ignore file",
    example=".cbignore",
)
_MODE = Element(
    "mode",
    "The old name of collect_mode, which wins over it.",
    COLLECT_MODES,
    label="Collect mode, by its old name",
    example="daily",
)
_ENTRY_COLLECT_MODE = of_entry(COLLECT_MODE, "collect", old_name="mode")
_ENTRY_ARCHIVE_MODE = of_entry(ARCHIVE_MODE, "collect")

COLLECT = Section(
    "collect",
    "What is collected on this machine, and where to. Extensions that collect use the directory and the modes too.",
    needs=("options",),
    children=(
        Element(
            "collect_dir",
            "The directory that the archives are written into. It must exist.",
            Path(),
            label="Collect directory",
            example="/opt/backup/collect",
            required=True,
        ),
        COLLECT_MODE,
        ARCHIVE_MODE,
        _IGNORE_FILE,
        exclude(
            "What is left out of all directories.",
            "abs_path",
            "pattern",
            rel_path="write <abs_path>, or put it into the <exclude> of a <dir>",
        ),
        Element(
            "file",
            "A single file that is collected.",
            repeated=True,
            children=(
                Element(
                    "abs_path",
                    "The path of the file.",
                    Path(),
                    label="Absolute path",
                    example="/etc/hosts",
                    required=True,
                ),
                _MODE,
                _ENTRY_COLLECT_MODE,
                _ENTRY_ARCHIVE_MODE,
            ),
            unread=dict.fromkeys(("exclude", "ignore_file", "recursion_level"), "a file has none: remove it"),
        ),
        Element(
            "dir",
            "A directory that is collected, with all below it.",
            label="Directory",
            repeated=True,
            rule=DEREFERENCE,
            refused=((When("dereference", ("Y",)), When("link_depth", ("0",))),),
            children=(
                Element(
                    "abs_path",
                    "The path of the directory, or of a link to one.",
                    Path(),
                    label="Absolute path",
                    example="/etc",
                    required=True,
                ),
                _MODE,
                _ENTRY_COLLECT_MODE,
                _ENTRY_ARCHIVE_MODE,
                of_entry(_IGNORE_FILE, "collect"),
                Element(
                    "link_depth",
                    "Through how many links to directories, one behind the other, the directory is followed.",
                    Whole(minimum=0),
                    example="1",
                    default="0",
                ),
                Element(
                    "dereference",
                    "Whether links are replaced by what they lead to; only where a link depth is given.",
                    Boolean(),
                    label="Dereference links",
                    example="Y",
                    default="N",
                ),
                Element(
                    "recursion_level",
                    "At which level below the directory each directory becomes an archive of its own; a negative "
                    "number means at the deepest.",
                    Whole(),
                    example="1",
                    default="0",
                ),
                exclude("What is left out of this directory.", "abs_path", "rel_path", "pattern"),
            ),
        ),
    ),
    unread={
        "recursion_level": "write it into each <dir>",
        "mode": "write <collect_mode>",
        "link_depth": "write it into each <dir>",
        "dereference": "write it into each <dir>",
    },
)
