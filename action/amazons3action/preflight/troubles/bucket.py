"""P4: the bucket."""

from amazons3action.preflight.troubles.catalogue import trouble

UNREACHABLE = trouble(
    "P401",
    "unreachable",
    "error",
    "The backup user cannot list the bucket below the prefix.",
    "mend what aws says: the bucket's name, ~/.aws of the backup user, the network, or the permission s3:ListBucket",
    "amazons3/s3_bucket",
)
NOT_WRITTEN = trouble(
    "P402",
    "not-written",
    "error",
    "The backup user cannot write an object below the prefix.",
    "mend what aws says; the permission is s3:PutObject",
    "amazons3/s3_bucket",
)
NOT_LISTED = trouble(
    "P403",
    "not-listed",
    "error",
    "An object that was written is not listed, or with another size.",
    "let the endpoint be one whose listing shows at once what was written, as that of Amazon does",
    "amazons3/s3_bucket",
)
NOT_REMOVED = trouble(
    "P404",
    "not-removed",
    "error",
    "The backup user cannot remove an object below the prefix.",
    "mend what aws says, and remove the object; the permission is s3:DeleteObject",
    "amazons3/s3_bucket",
    why="Objects that the staging directory no longer has cannot be removed, which ends the run with an error.",
)
OTHER_ETAG = trouble(
    "P405",
    "other-etag",
    "warning",
    "The ETag of an object is not the MD5 of its content, so that contents are not verified by it.",
    "nothing, if a key service encrypts the bucket; give the backup user s3:GetObject then",
    "amazons3/s3_bucket",
    why="Contents are compared by size only, or the run ends with an error without s3:GetObject.",
)
