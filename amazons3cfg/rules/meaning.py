"""A6: what is read, and hardly meant."""

from amazons3cfg.rules.catalogue import rule

PEER_TYPE = rule(
    "A601",
    "peer-type",
    "error",
    "A peer's type is missing or neither local nor remote.",
    "Cedar Backup drops the whole peer without a word, so that it is not backed up.",
)
OLD_NAME = rule(
    "A602",
    "old-name",
    "warning",
    "An element stands there under its old name and its new one; the old one wins.",
    "What the other says has no effect.",
)
HALF_BLANKING = rule(
    "A603",
    "half-blanking",
    "error",
    "A blank_behavior has only one of mode and factor.",
    "The store action ends with an error, or blanks as if nothing were said.",
)
SPLIT_SIZE = rule(
    "A604",
    "split-size",
    "error",
    "Files are to be split into pieces of less than one byte.",
    "The program split fails, so the action ends with an error.",
)
SOURCE_DIR = rule(
    "A605",
    "source-dir",
    "warning",
    "What is stored is not what is staged: the directories differ.",
    "The store action finds nothing, or the data of something else.",
)
STAGE_MANAGED = rule(
    "A606",
    "stage-managed",
    "warning",
    "A peer in the stage section is managed, which only those in the peers section are.",
    "Cedar Backup does not run its actions.",
)
PEERS_REPLACED = rule(
    "A607",
    "peers-replaced",
    "warning",
    "There are peers in the stage section, which replace all of the peers section for staging.",
    "Peers that are named there only are not staged.",
)
PEER_NAME = rule(
    "A608",
    "peer-name",
    "error",
    "The name of a peer cannot be the name of a directory.",
    "Its data would be staged somewhere else, or not at all.",
)
SAME_PEER = rule(
    "A609",
    "same-peer",
    "error",
    "Two peers have one name.",
    "Cedar Backup refuses the whole file.",
)
MEDIA = rule(
    "A610",
    "media",
    "error",
    "The media do not fit the device: CDs need a cdwriter, DVDs a dvdwriter.",
    "Cedar Backup refuses the whole file.",
)
DEREFERENCE = rule(
    "A611",
    "dereference",
    "error",
    "Links are to be dereferenced, and none is followed.",
    "Cedar Backup refuses the whole file.",
)
SAME_PATH = rule(
    "A612",
    "same-path",
    "warning",
    "A path is given twice.",
    "The work is done twice, and the second result may replace the first.",
)
SECRET = rule(
    "A613",
    "secret",
    "warning",
    "A password stands in the file.",
    "Everyone who can read the file or list processes sees it.",
)
RETAIN_NOTHING = rule(
    "A614",
    "retain-nothing",
    "warning",
    "Everything in a directory is purged, however new it is.",
    "Data may be gone before it was stored.",
)
EXCLUDED_ELSEWHERE = rule(
    "A615",
    "excluded-elsewhere",
    "warning",
    "A path is excluded from a directory that it is not in.",
    "Excluding it has no effect.",
)
FILE_NAME = rule(
    "A616",
    "file-name",
    "warning",
    "A name of a file has a slash in it.",
    "No file has such a name, so that nothing is ever ignored because of it.",
)
IGNORED_ELEMENT = rule(
    "A617",
    "ignored-element",
    "warning",
    "An element has no effect because of what stands beside it.",
    "Nobody reads it.",
)
PIECE_SIZE = rule(
    "A618",
    "piece-size",
    "warning",
    "Pieces of split files may be larger than the files that are split.",
    "Some files are handled by the split action, and stay in one piece.",
)
