"""A31 and A320: the bucket."""

from amazons3cfg.rules.base import BY_ORIGINAL
from amazons3cfg.rules.catalogue import rule
from amazons3cfg.rules.example import Example

BUCKET_URL = rule(
    "A311",
    "bucket-url",
    "error",
    "The bucket is written as a URL; s3:// is put before it already.",
    "There is no such bucket, so the upload fails at night.",
    Example("example-bucket/staging", "«s3://example-bucket/staging»"),
)
BUCKET_LEADING_SLASH = rule(
    "A312",
    "bucket-leading-slash",
    "error",
    "The bucket starts with a slash.",
    "The bucket's name would be empty, so the upload fails at night.",
    Example("example-bucket/staging", "«/example-bucket/staging»"),
)
BUCKET_TRAILING_SLASH = rule(
    "A313",
    "bucket-trailing-slash",
    "error",
    "The bucket or its prefix ends with a slash.",
    "Keys would have two slashes in a row, and nobody finds them where they are expected.",
    Example("example-bucket/staging", "«example-bucket/staging/»"),
)
BUCKET_BLANK = rule(
    "A314",
    "bucket-blank",
    "warning",
    "The bucket or its prefix has blanks in it.",
    "Many tools, and people at a command line, cannot handle such keys.",
    Example("example-bucket/staging", "«example-bucket/my backup»", "example-bucket/my-backup"),
)
BUCKET_NAME = rule(
    "A315",
    "bucket-name",
    "error",
    "The bucket's name breaks Amazon's naming rules.",
    "There can be no such bucket, so the upload fails at night.",
    Example("example-bucket/staging", "«Example-Bucket/staging»"),
)
BUCKET_EMPTY_SEGMENT = rule(
    "A316",
    "bucket-empty-segment",
    "error",
    "The prefix has an empty part: two slashes in a row.",
    "Nobody finds the keys where they are expected.",
    Example("example-bucket/staging", "«example-bucket//staging»"),
)
BUCKET_DOTS = rule(
    "A317",
    "bucket-dots",
    "error",
    "The prefix has a part that is . or .., which the action refuses.",
    "Some tools resolve it, so that keys are written in one place and looked for in another.",
    Example("example-bucket/staging", "«example-bucket/../staging»"),
)
BUCKET_CONTROL = rule(
    "A318",
    "bucket-control",
    "error",
    "The bucket or its prefix has a control character in it.",
    "Amazon S3 refuses such keys, or lists them in another form.",
    Example("example-bucket/staging", "«example-bucket/sta&#9;ging»"),
)
BUCKET_LONG = rule(
    "A319",
    "bucket-long",
    "error",
    "The prefix leaves no room for a file's name in a key.",
    "A key has at most 1,024 bytes, so the upload fails at night.",
    Example("example-bucket/staging", "«example-bucket/" + "very/long/" * 102 + "prefix»"),
)
BUCKET_SHELL = rule(
    "A320",
    "bucket-shell",
    "error",
    "The bucket or its prefix has characters that the original's shell acts on.",
    "The original pastes it into a command of a shell, which runs it, or writes to another place.",
    Example("example-bucket/staging", "«example-bucket/$HOST»", "example-bucket/host", also=BY_ORIGINAL),
    reader="original",
)
