"""The section of the capacity extension."""

from amazons3cfg.kinds.numbers import Number
from amazons3cfg.kinds.size import Size
from amazons3cfg.rules.required import EITHER
from amazons3cfg.sections.description import Element, Section

CAPACITY = Section(
    "capacity",
    "How full the disk that was written may be before a warning is logged.",
    module="CedarBackup3.extend.capacity",
    needs=("options", "store"),
    order="after store",
    one_of=(("max_percentage", "min_bytes"),),
    exclusive=True,
    rule=EITHER,
    children=(
        Element(
            "max_percentage",
            "How much of the disk may be used, in percent.",
            Number(maximum=100),
            label="Most that is used",
            example="95.5",
        ),
        Element(
            "min_bytes",
            "How much must be free on the disk.",
            Size(),
            label="Least that is free",
            example="16 MB",
        ),
    ),
)
