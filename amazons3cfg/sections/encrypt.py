"""The section of the encrypt extension."""

from amazons3cfg.kinds.choice import Choice
from amazons3cfg.kinds.text import Text
from amazons3cfg.sections.description import Element, Section

ENCRYPT = Section(
    "encrypt",
    "How the staged data is encrypted before it is stored.",
    module="CedarBackup3.extend.encrypt",
    needs=("options", "stage"),
    order="after stage and before store",
    children=(
        Element(
            "encrypt_mode",
            "The program that encrypts.",
            Choice(("gpg",)),
            label="Encryption",
            example="gpg",
            required=True,
        ),
        Element(
            "encrypt_target",
            "Who can decrypt it: the recipient, as for gpg's option -r. Its key must be there and trusted.",
            Text(words="a recipient as gpg names it"),
            label="Recipient",
            example="Backup User",
            required=True,
        ),
    ),
)
