"""The section that tells people what the file is."""

from amazons3cfg.kinds.text import Text
from amazons3cfg.sections.description import Element, Section

REFERENCE = Section(
    "reference",
    "What the file is and who keeps it. Cedar Backup reads it and does nothing with it.",
    children=(
        Element("author", "Who wrote the file.", Text(blanks=True), example="Kim Example"),
        Element("revision", "Which revision of the file it is.", Text(blanks=True), example="1.3"),
        Element(
            "description",
            "What the file is for.",
            Text(blanks=True),
            example="Backup of example.com",
        ),
        Element("generator", "Which program wrote the file.", Text(blanks=True), example="amazons3cfg"),
    ),
)
