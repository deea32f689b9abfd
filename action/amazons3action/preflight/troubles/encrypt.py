"""P3: the encrypt command."""

from amazons3action.preflight.troubles.catalogue import trouble

ENCRYPT_FAILS = trouble(
    "P301",
    "encrypt-fails",
    "error",
    "The encrypt command fails when the backup user runs it on a small file.",
    "run it as that user, without a terminal, and mend what it says",
    "amazons3/encrypt",
)
ENCRYPT_OUTPUT = trouble(
    "P302",
    "encrypt-output",
    "error",
    "The encrypt command succeeds, but does not make exactly its output file, with something in it.",
    "let it write the file ${output}, under this very name, and no other",
    "amazons3/encrypt",
)
ENCRYPT_PLAIN = trouble(
    "P303",
    "encrypt-plain",
    "error",
    "What the encrypt command makes can be read: its input stands in its output.",
    "let it encrypt; leave the element out if the backup shall be stored in clear",
    "amazons3/encrypt",
    why="Whoever can read the bucket can read the backup.",
)
ENCRYPT_LONG = trouble(
    "P304",
    "encrypt-long",
    "error",
    "The encrypt command is too long with the names of files that are due.",
    "let it name ${input} and ${output} once each, and call a script if they are needed more often",
    "amazons3/encrypt",
)
