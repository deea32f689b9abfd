"""The section of the subversion extension."""

from amazons3cfg.kinds.path import Path
from amazons3cfg.kinds.text import Text
from amazons3cfg.sections.description import Element, Section
from amazons3cfg.sections.exclude import exclude
from amazons3cfg.sections.modes import COLLECT_MODE, COMPRESS_MODE, of_entry

_TYPE = Element(
    "type",
    "The kind of repository. Cedar Backup keeps it and does nothing with it.",
    Text(words="FSFS or BDB"),
    example="FSFS",
)
_MODES = (of_entry(COLLECT_MODE, "subversion"), of_entry(COMPRESS_MODE, "subversion"))

SUBVERSION = Section(
    "subversion",
    "Which Subversion repositories are dumped.",
    module="CedarBackup3.extend.subversion",
    needs=("options", "collect"),
    order="just before collect",
    one_of=(("repository", "repository_dir"),),
    children=(
        COLLECT_MODE,
        COMPRESS_MODE,
        Element(
            "repository",
            "A repository.",
            repeated=True,
            children=(
                _TYPE,
                Element(
                    "abs_path",
                    "The path of the repository.",
                    Path(),
                    label="Absolute path",
                    example="/opt/svn/shop",
                    required=True,
                ),
                *_MODES,
            ),
            unread={"mode": "write <collect_mode>", "exclude": "a single repository has no exclusions: remove it"},
        ),
        Element(
            "repository_dir",
            "A directory of repositories.",
            label="Directory of repositories",
            repeated=True,
            children=(
                _TYPE,
                Element(
                    "abs_path",
                    "The path of the directory.",
                    Path(),
                    label="Absolute path",
                    example="/opt/svn",
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
    unread={"mode": "write <collect_mode>", "exclude": "put it into each <repository_dir>"},
)
