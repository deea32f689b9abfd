"""The section of the purge action."""

from amazons3cfg.kinds.numbers import Whole
from amazons3cfg.kinds.path import Path
from amazons3cfg.sections.description import Element, Section

PURGE = Section(
    "purge",
    "Which directories old files are removed from.",
    needs=("options",),
    children=(
        Element(
            "dir",
            "A directory whose old files are removed.",
            label="Directory",
            repeated=True,
            wanted=True,
            children=(
                Element(
                    "abs_path",
                    "The path of the directory. It must exist.",
                    Path(),
                    label="Absolute path",
                    example="/opt/backup/staging",
                    required=True,
                ),
                Element(
                    "retain_days",
                    "How many days a file is kept after it was last changed; 0 removes all.",
                    Whole(minimum=0, unit="days"),
                    label="Days to keep",
                    example="7",
                    required=True,
                ),
            ),
        ),
    ),
)
