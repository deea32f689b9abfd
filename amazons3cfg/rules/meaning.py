"""A6: what is read, and hardly meant."""

from amazons3cfg.rules.base import PEER, STAGING_PEER, WITH_MYSQL, WITH_SPLIT, WITH_STORE
from amazons3cfg.rules.catalogue import rule
from amazons3cfg.rules.example import Example

PEER_TYPE = rule(
    "A601",
    "peer-type",
    "error",
    "A peer's type is missing or neither local nor remote.",
    "Cedar Backup drops the whole peer without a word, so that it is not backed up.",
    Example("<type>local<", "<type>«here»<"),
)
OLD_NAME = rule(
    "A602",
    "old-name",
    "warning",
    "An element stands there under its old name and its new one; the old one wins.",
    "What the other says has no effect.",
    Example(
        "<abs_path>/etc</abs_path>",
        "<abs_path>/etc</abs_path>\n         <mode>weekly</mode>\n         «<collect_mode>»daily</collect_mode>",
        "<abs_path>/etc</abs_path>\n         <collect_mode>weekly</collect_mode>",
    ),
)
HALF_BLANKING = rule(
    "A603",
    "half-blanking",
    "error",
    "A blank_behavior has only one of mode and factor.",
    "The store action ends with an error, or blanks as if nothing were said.",
    Example(
        "</target_device>\n",
        "</target_device>\n      «<blank_behavior>»\n         <mode>weekly</mode>\n      </blank_behavior>\n",
        "</target_device>\n      <blank_behavior>\n         <mode>weekly</mode>"
        "\n         <factor>1.3</factor>\n      </blank_behavior>\n",
        also=WITH_STORE,
    ),
)
SPLIT_SIZE = rule(
    "A604",
    "split-size",
    "error",
    "Files are to be split into pieces of less than one byte.",
    "The program split fails, so the action ends with an error.",
    Example("100 MB", "«0.5»", also=WITH_SPLIT),
)
SOURCE_DIR = rule(
    "A605",
    "source-dir",
    "warning",
    "What is stored is not what is staged: the directories differ.",
    "The store action finds nothing, or the data of something else.",
    Example("<source_dir>/opt/backup/staging<", "<source_dir>«/opt/backup/collect»<", also=WITH_STORE),
)
STAGE_MANAGED = rule(
    "A606",
    "stage-managed",
    "warning",
    "A peer in the stage section is managed, which only those in the peers section are.",
    "Cedar Backup does not run its actions.",
    Example("<managed_actions>", "<managed>«Y»</managed>\n         <managed_actions>", also=STAGING_PEER),
)
PEERS_REPLACED = rule(
    "A607",
    "peers-replaced",
    "warning",
    "There are peers in the stage section, which replace all of the peers section for staging.",
    "Peers that are named there only are not staged.",
    Example(
        "</staging_dir>\n",
        "</staging_dir>\n" + PEER.replace("<peer>", "«<peer>»").replace("server", "wiki"),
        "</staging_dir>\n" + PEER,
    ),
)
PEER_NAME = rule(
    "A608",
    "peer-name",
    "error",
    "The name of a peer cannot be the name of a directory.",
    "Its data would be staged somewhere else, or not at all.",
    Example("<name>server<", "<name>«rack/server»<"),
)
SAME_PEER = rule(
    "A609",
    "same-peer",
    "error",
    "Two peers have one name.",
    "Cedar Backup refuses the whole file.",
    Example(PEER, PEER + PEER.replace("server", "«server»")),
)
MEDIA = rule(
    "A610",
    "media",
    "error",
    "The media do not fit the device: CDs need a cdwriter, DVDs a dvdwriter.",
    "Cedar Backup refuses the whole file.",
    Example("cdrw-74", "«dvd+rw»", also=WITH_STORE),
)
DEREFERENCE = rule(
    "A611",
    "dereference",
    "error",
    "Links are to be dereferenced, and none is followed.",
    "Cedar Backup refuses the whole file.",
    Example(
        "<abs_path>/etc</abs_path>",
        "<abs_path>/etc</abs_path>\n         <link_depth>«0»</link_depth>\n         <dereference>Y</dereference>",
        "<abs_path>/etc</abs_path>\n         <link_depth>1</link_depth>\n         <dereference>Y</dereference>",
    ),
)
SAME_PATH = rule(
    "A612",
    "same-path",
    "warning",
    "A path is given twice.",
    "The work is done twice, and the second result may replace the first.",
    Example(
        "<dir>\n         <abs_path>/etc</abs_path>\n      </dir>\n",
        "<dir>\n         <abs_path>/etc</abs_path>\n      </dir>"
        "\n      <dir>\n         <abs_path>«/etc»</abs_path>\n      </dir>\n",
    ),
)
SECRET = rule(
    "A613",
    "secret",
    "warning",
    "A password stands in the file.",
    "Everyone who can read the file or list processes sees it.",
    Example(
        "   <mysql>\n",
        "   <mysql>\n      <user>backup</user>\n      <password>«secret»</password>\n",
        "   <mysql>\n      <user>backup</user>\n",
        also=WITH_MYSQL,
    ),
)
RETAIN_NOTHING = rule(
    "A614",
    "retain-nothing",
    "warning",
    "Everything in a directory is purged, however new it is.",
    "Data may be gone before it was stored.",
    Example("<retain_days>7<", "<retain_days>«0»<"),
)
EXCLUDED_ELSEWHERE = rule(
    "A615",
    "excluded-elsewhere",
    "warning",
    "A path is excluded from a directory that it is not in.",
    "Excluding it has no effect.",
    Example(
        "<dir>\n         <abs_path>/etc</abs_path>",
        "<dir>\n         <abs_path>/etc</abs_path>\n         <exclude>"
        "\n            <abs_path>«/var/cache»</abs_path>\n         </exclude>",
        "<dir>\n         <abs_path>/etc</abs_path>\n         <exclude>"
        "\n            <abs_path>/etc/ssl/private</abs_path>\n         </exclude>",
    ),
)
FILE_NAME = rule(
    "A616",
    "file-name",
    "warning",
    "A name of a file has a slash in it.",
    "No file has such a name, so that nothing is ever ignored because of it.",
    Example(".cbignore", "«home/.cbignore»"),
)
IGNORED_ELEMENT = rule(
    "A617",
    "ignored-element",
    "warning",
    "An element has no effect because of what stands beside it.",
    "Nobody reads it.",
    Example("<type>local</type>\n", "<type>local</type>\n         «<backup_user>»kim</backup_user>\n"),
)
PIECE_SIZE = rule(
    "A618",
    "piece-size",
    "warning",
    "Pieces of split files may be larger than the files that are split.",
    "Some files are handled by the split action, and stay in one piece.",
    Example("100 MB", "«3 GB»", also=WITH_SPLIT),
)
