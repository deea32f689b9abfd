"""The section of the split extension."""

from amazons3cfg.kinds.size import Size
from amazons3cfg.sections.description import Element, Section

SPLIT = Section(
    "split",
    "Which staged files are split into pieces before they are stored.",
    module="CedarBackup3.extend.split",
    needs=("options", "stage"),
    order="after stage and before store",
    children=(
        Element(
            "size_limit",
            "Files that are larger than this are split.",
            Size(),
            example="2.5 GB",
            required=True,
        ),
        Element(
            "split_size",
            "How large each piece is.",
            Size(),
            label="Size of a piece",
            example="100 MB",
            required=True,
        ),
    ),
)
