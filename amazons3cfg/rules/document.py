"""A1: the file and the document as a whole."""

from amazons3cfg.rules.base import BASE
from amazons3cfg.rules.catalogue import rule
from amazons3cfg.rules.example import Example

UNREADABLE = rule(
    "A100",
    "unreadable",
    "error",
    "The file or directory cannot be read, so that it is not checked.",
    "What was not checked may be wrong.",
    None,
)
ENCODING = rule(
    "A101",
    "encoding",
    "error",
    "The bytes are not text in the encoding that the document declares.",
    "No program can tell what the text is; Cedar Backup ends with an error.",
    Example("example-bucket/staging", "example-bucket/caf«é»", "example-bucket/caf&#233;", encoding="latin-1"),
)
MALFORMED = rule(
    "A102",
    "malformed",
    "error",
    "The document is not well-formed XML, or JSON, YAML or TOML.",
    "Cedar Backup cannot read any of it, so no action runs.",
    Example("Backup of", "Backup «&» restore of", "Backup &amp; restore of"),
)
DTD = rule(
    "A103",
    "dtd",
    "error",
    "The document has a document type declaration; those are never loaded.",
    "A declaration can make a parser read other files or fill the memory; the format needs none.",
    Example("<cb_config>", "«<»!DOCTYPE cb_config>\n<cb_config>"),
)
ROOT = rule(
    "A104",
    "root",
    "error",
    "The root element is not cb_config, so Cedar Backup reads no configuration from it.",
    "Every section counts as missing, so no action runs.",
    Example(BASE, BASE.replace("<cb_config>", "«<config>»").replace("</cb_config>", "</config>")),
)
FOREIGN_ENCODING = rule(
    "A105",
    "foreign-encoding",
    "error",
    "The document is not in UTF-8 and has characters beyond ASCII, so that Cedar Backup cannot read it.",
    "Cedar Backup reads files in the encoding of the locale, which is UTF-8 nearly everywhere, whatever they declare.",
    Example(
        "example-bucket/staging",
        "example-bucket/caf«é»",
        "example-bucket/caf&#233;",
        also=(('?xml version="1.0"', '?xml version="1.0" encoding="latin-1"'),),
        encoding="latin-1",
    ),
)
UNKNOWN_ENCODING = rule(
    "A106",
    "unknown-encoding",
    "warning",
    "The document declares an encoding that nobody knows.",
    "Cedar Backup passes over the declaration, but other programs refuse the file.",
    Example('?xml version="1.0"', '?xml version="1.0" encoding="«ANSI»"'),
)
