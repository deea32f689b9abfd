"""P2: the working and the staging directory."""

from amazons3action.preflight.troubles.catalogue import trouble

WORKING_DIR = trouble(
    "P201",
    "working-dir",
    "error",
    "No file can be made in the working directory and reached by the backup user.",
    "create it for the backup user: install -d -o USER -g GROUP DIR; or let that user enter it and those above it",
    "options/working_dir",
)
STAGING_DIR = trouble(
    "P202",
    "staging-dir",
    "error",
    "The staging directory is missing, or the backup user cannot enter it.",
    "create it for the backup user: install -d -o USER -g GROUP DIR; or let that user enter it and those above it",
    "stage/staging_dir",
)
LEFTOVERS = trouble(
    "P203",
    "leftovers",
    "warning",
    "The working directory holds what another run made there.",
    "nothing if that run goes on; what a killed run left is removed by the next one",
    "options/working_dir",
    why="It takes space until the next run has removed it.",
)
ROOM = trouble(
    "P204",
    "room",
    "error",
    "A file that is staged now does not fit into what is free in the working directory: bytes, or inodes.",
    "free some, or move the working directory to a larger file system",
    "options/working_dir",
)
