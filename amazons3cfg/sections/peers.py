"""The section with the machines that are backed up."""

from amazons3cfg.sections.description import Section
from amazons3cfg.sections.peer import PEER

PEERS = Section(
    "peers",
    "The machines whose data is staged here, and the managed ones among them.",
    needs=("options",),
    children=(PEER,),
)
