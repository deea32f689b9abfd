"""The catalogue of everything that is checked: one stable code for each rule."""

from attrs import define

from amazons3cfg.findings import Finding, Severity

DOCS = "docs/rules.md"
"""Where the rules are explained, as reports show it: a path in the repository, or a URL."""


@define(frozen=True, slots=True)
class Rule:
    """One thing that a check looks for."""

    code: str
    """Stable for good: a code is never used again for something else."""
    name: str
    severity: Severity
    summary: str
    """What the rule finds, as one sentence."""

    @property
    def page(self) -> str:
        """Where the rule is explained."""
        return f"{DOCS}#{self.code.lower()}"

    def finding(self, message: str, hint: str = "", *, element: str | None = None, field: str | None = None) -> Finding:
        """Return a finding of this rule, without a place yet."""
        return Finding(self.code, message, hint, self.severity, element, field)


RULES: dict[str, Rule] = {}
"""Every rule by its code, in the order of the codes."""


def _rule(code: str, name: str, severity: Severity, summary: str) -> Rule:
    return RULES.setdefault(code, Rule(code, name, severity, summary))


# The file
UNREADABLE = _rule("A100", "unreadable", "error", "The file or directory cannot be read, so that it is not checked.")

# The document
ENCODING = _rule("A101", "encoding", "error", "The bytes are not text in the encoding that the document declares.")
MALFORMED = _rule("A102", "malformed", "error", "The document is not well-formed XML, or JSON, YAML or TOML.")
DTD = _rule("A103", "dtd", "error", "The document has a document type declaration; those are never loaded.")
ROOT = _rule(
    "A104",
    "root",
    "error",
    "The root element is not cb_config, so Cedar Backup reads no configuration from it.",
)
FOREIGN_ENCODING = _rule(
    "A105",
    "foreign-encoding",
    "warning",
    "The document is not in UTF-8; Cedar Backup reads it in the encoding of the locale, whatever it declares.",
)

# The section
NO_SECTION = _rule("A201", "no-section", "error", "There is no amazons3 section directly under cb_config.")
EXTRA_SECTION = _rule(
    "A202", "extra-section", "error", "There is more than one amazons3 section; only the first is read."
)
UNKNOWN_ELEMENT = _rule("A203", "unknown-element", "error", "An element in the section is not one of its fields.")
REPEATED_ELEMENT = _rule(
    "A204", "repeated-element", "error", "A field is given more than once; only the first that is not empty is read."
)
NESTED_ELEMENT = _rule("A205", "nested-element", "error", "A field holds another element where only text belongs.")
ATTRIBUTE = _rule("A206", "attribute", "error", "The section or a field has an attribute; none is defined.")
STRAY_TEXT = _rule("A207", "stray-text", "error", "There is text between the fields of the section.")
NAMESPACE = _rule("A208", "namespace", "error", "The section or a field is in an XML namespace; the format has none.")

# The values
TYPE = _rule("A301", "type", "error", "A value is of a kind that the field does not take.")
BOOLEAN = _rule("A302", "boolean", "error", "A boolean is not one of Y, y, N and n.")
QUANTITY = _rule("A303", "quantity", "error", "A byte quantity is not a number with an optional unit.")
CHARACTER = _rule("A304", "character", "error", "A value holds a character that XML 1.0 cannot hold.")
NO_BUCKET = _rule("A305", "no-bucket", "error", "The bucket, which is required, is missing or empty.")
BUCKET_ENDS = _rule(
    "A306", "bucket-ends", "error", "The bucket has blanks at its ends, which are kept and never match."
)

# The bucket
BUCKET_URL = _rule("A311", "bucket-url", "error", "The bucket is written as a URL; s3:// is put before it already.")
BUCKET_LEADING_SLASH = _rule("A312", "bucket-leading-slash", "error", "The bucket starts with a slash.")
BUCKET_TRAILING_SLASH = _rule("A313", "bucket-trailing-slash", "error", "The bucket or its prefix ends with a slash.")
BUCKET_BLANK = _rule("A314", "bucket-blank", "warning", "The bucket or its prefix has blanks in it.")
BUCKET_NAME = _rule("A315", "bucket-name", "error", "The bucket's name breaks Amazon's naming rules.")
BUCKET_EMPTY_SEGMENT = _rule(
    "A316", "bucket-empty-segment", "error", "The prefix has an empty part: two slashes in a row."
)
BUCKET_DOTS = _rule("A317", "bucket-dots", "error", "The prefix has a part that is . or .., which the action refuses.")
BUCKET_CONTROL = _rule("A318", "bucket-control", "error", "The bucket or its prefix has a control character in it.")
BUCKET_LONG = _rule("A319", "bucket-long", "error", "The prefix leaves no room for a file's name in a key.")

# The encrypt command
ENCRYPT_NO_INPUT = _rule("A321", "encrypt-no-input", "error", "The encrypt command does not use ${input}.")
ENCRYPT_NO_OUTPUT = _rule("A322", "encrypt-no-output", "error", "The encrypt command does not use ${output}.")
ENCRYPT_UNKNOWN = _rule(
    "A323", "encrypt-unknown", "error", "The encrypt command has a ${...} other than input and output."
)
ENCRYPT_OPEN_QUOTE = _rule("A324", "encrypt-open-quote", "error", "A quote or ${ in the encrypt command is not closed.")
ENCRYPT_SHELL = _rule("A325", "encrypt-shell", "error", "The encrypt command uses shell syntax, and no shell runs it.")
ENCRYPT_SCRIPT = _rule(
    "A326", "encrypt-script", "error", "A file's name is put into a script that the encrypt command has a shell run."
)

# The limits
LIMIT_ZERO = _rule("A331", "limit-zero", "error", "A size limit is 0, so that every backup with data in it fails.")
LIMIT_ORDER = _rule("A332", "limit-order", "warning", "The incremental limit is above the full one.")

# The configuration around the section
NO_OPTIONS = _rule("A401", "no-options", "error", "There is no options section, which the action requires.")
NO_STAGE = _rule("A402", "no-stage", "error", "There is no stage section, which the action requires.")
NO_ACTION = _rule("A403", "no-action", "error", "No extension action runs the Amazon S3 store action.")
ACTION_FUNCTION = _rule("A404", "action-function", "error", "The extension action does not call executeAction.")
ACTION_INDEX = _rule("A405", "action-index", "error", "The extension action's index is missing or no whole number.")
ACTION_ORDER = _rule("A406", "action-order", "error", "The extension action does not run after stage.")
SECOND_ACTION = _rule(
    "A407", "second-action", "error", "More than one extension action stores the backup in Amazon S3."
)
ACTION_NAME = _rule(
    "A408", "action-name", "error", "The extension action's name is missing or not one that cback3 takes."
)
ORDER_MODE = _rule("A409", "order-mode", "error", "The order mode of the extensions is neither index nor dependency.")
