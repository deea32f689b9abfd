"""A30: values that cannot be."""

from amazons3cfg.rules.catalogue import rule
from amazons3cfg.rules.example import Assignment, Example

TYPE = rule(
    "A301",
    "type",
    "error",
    "A value is of a kind that the field does not take.",
    "It could not be written into a document.",
    Assignment("s3Bucket", 3, "example-bucket"),
)
BOOLEAN = rule(
    "A302",
    "boolean",
    "error",
    "A boolean is not one of Y, y, N and n.",
    "Cedar Backup refuses the whole section.",
    Example("<warn_midnite>Y<", "<warn_midnite>«yes»<"),
)
QUANTITY = rule(
    "A303",
    "quantity",
    "error",
    "A byte quantity is not a number with an optional unit.",
    "Cedar Backup refuses the whole section.",
    Example("2.5 GB", "«2,5 gb»"),
)
CHARACTER = rule(
    "A304",
    "character",
    "error",
    "A value holds a character that XML 1.0 cannot hold.",
    "No program could read the document.",
    Assignment("encryptCommand", "gpg\x1b -o ${output} -e ${input}", "gpg -o ${output} -e ${input}"),
)
NO_BUCKET = rule(
    "A305",
    "no-bucket",
    "error",
    "The bucket, which is required, is missing or empty.",
    "The store action ends before it has stored anything.",
    Example("<s3_bucket>example-bucket/staging<", "«<s3_bucket>»<"),
)
BUCKET_ENDS = rule(
    "A306",
    "bucket-ends",
    "error",
    "The bucket has blanks at its ends, which are kept and never match.",
    "There is no such bucket, so the upload fails at night.",
    Example("example-bucket/staging", "« example-bucket/staging»"),
)
VALUE_CUT = rule(
    "A307",
    "value-cut",
    "error",
    "Cedar Backup reads another value than stands there, because of a comment, CDATA or an instruction in it.",
    "It reads the first piece of text only, and no CDATA; the rest is lost without a word.",
    Example("/opt/backup/tmp", "«/opt/backup<!-- disk 2 -->/tmp»"),
)
