"""The section of the stage action."""

from attrs import evolve

from amazons3cfg.kinds.path import Path
from amazons3cfg.sections.description import Element, Section
from amazons3cfg.sections.peer import PEER

STAGE = Section(
    "stage",
    "Where the data of all peers is brought together, a directory for each day.",
    needs=("options",),
    children=(
        Element(
            "staging_dir",
            "The directory that each day's directory is made in. It must exist.",
            Path(),
            label="Staging directory",
            example="/opt/backup/staging",
            required=True,
        ),
        evolve(
            PEER,
            help="A machine to stage. One here replaces all of the peers section for staging; its actions are not "
            "managed.",
            inherits="peers/peer",
        ),
    ),
)
