"""All sections together, and the root that they stand in."""

from amazons3cfg.sections.amazons3 import AMAZONS3
from amazons3cfg.sections.capacity import CAPACITY
from amazons3cfg.sections.collect import COLLECT
from amazons3cfg.sections.description import Element, Section
from amazons3cfg.sections.encrypt import ENCRYPT
from amazons3cfg.sections.extensions import EXTENSIONS_SECTION
from amazons3cfg.sections.mbox import MBOX
from amazons3cfg.sections.mysql import MYSQL
from amazons3cfg.sections.options import OPTIONS
from amazons3cfg.sections.peers import PEERS
from amazons3cfg.sections.postgresql import POSTGRESQL
from amazons3cfg.sections.purge import PURGE
from amazons3cfg.sections.reference import REFERENCE
from amazons3cfg.sections.split import SPLIT
from amazons3cfg.sections.stage import STAGE
from amazons3cfg.sections.store import STORE
from amazons3cfg.sections.subversion import SUBVERSION

STANDARD: dict[str, Section] = {
    section.name: section for section in (REFERENCE, EXTENSIONS_SECTION, OPTIONS, PEERS, COLLECT, STAGE, STORE, PURGE)
}
"""The sections of Cedar Backup's own part, by name, in the order in which it writes them."""

EXTENSIONS: dict[str, Section] = {
    section.name: section for section in (AMAZONS3, CAPACITY, ENCRYPT, MBOX, MYSQL, POSTGRESQL, SPLIT, SUBVERSION)
}
"""The sections of the official extensions, by name."""

SECTIONS: dict[str, Section] = STANDARD | EXTENSIONS
"""All of them. A third party's extension may have another."""

CB_CONFIG = Element(
    "cb_config",
    "The root of a Cedar Backup configuration file. Each part of Cedar Backup reads its own section.",
    children=tuple(SECTIONS.values()),
    one_of=(("collect", "stage", "store", "purge"),),
)
"""The root: what a whole document must have."""
