"""The section of the Amazon S3 store action."""

from amazons3cfg.kinds.boolean import Boolean
from amazons3cfg.kinds.bucket import BUCKET_ALLOWED
from amazons3cfg.kinds.size import Size
from amazons3cfg.kinds.text import TEXT_PATTERN, Text
from amazons3cfg.rules.values import NO_BUCKET
from amazons3cfg.sections.description import Element, Section

# Text with neither blanks nor control characters at its ends.
_BUCKET_END = r"[^\u0000-\u0020\ufffe\uffff]"
_BUCKET = Text(
    words=BUCKET_ALLOWED,
    form=f"{_BUCKET_END}(?:(?:{TEXT_PATTERN})?{_BUCKET_END})?",
    xsd_form=r"[^ \t\r\n]|[^ \t\r\n](.|[\r\n])*[^ \t\r\n]",
    blanks=True,
)
# What gpg, openssl and their like take on the command line: --passphrase X, --password=X, -pass pass:X. A regular
# expression that begins with plain letters is found 30 times as fast.
_CREDENTIALS = r"""pass(?:(?<=\bpass):|(?<=-pass)(?:word|phrase|wd)(?:=|\s+))("[^"<]*"|'[^'<]*'|[^\s<"'\\]+)"""

AMAZONS3 = Section(
    "amazons3",
    "How the Amazon S3 store action stores each day's staging directory.",
    label="Amazon S3 store action",
    module="CedarBackup3.extend.amazons3",
    needs=("options", "stage"),
    order="after stage",
    strict=True,
    children=(
        Element(
            "warn_midnite",
            "Whether to log a warning when the action has to use the staging directory of the day before or "
            "after, because the backup ran across midnight.",
            Boolean(),
            label="Warn at midnight",
            example="Y",
            default="N",
        ),
        Element(
            "s3_bucket",
            "The bucket that the backup is stored in, with a prefix behind a slash if wanted. Each day's data "
            "goes to YYYY/MM/DD below it.",
            _BUCKET,
            label="S3 bucket",
            example="example.com-backup/staging",
            required=True,
            rule=NO_BUCKET,
        ),
        Element(
            "encrypt",
            "The command that encrypts each file before it is stored, run as the backup user, with ${input} "
            "and ${output} replaced by the two files. Without it, files are stored as they are.",
            Text(words="a command line with ${input} and ${output}", blanks=True),
            label="Encrypt command",
            secret_words=_CREDENTIALS,
            example="/usr/bin/gpg -c --batch --yes --passphrase-file /home/backup/.pass -o ${output} ${input}",
        ),
        Element(
            "full_size_limit",
            "The most that a full backup may hold, before encryption. Above it the action fails and stores "
            "nothing. Without it there is no limit.",
            Size(),
            label="Full backup size limit",
            example="2.5 GB",
        ),
        Element(
            "incr_size_limit",
            "The most that a backup may hold on the other days of the week, before encryption. Above it the "
            "action fails and stores nothing. Without it there is no limit.",
            Size(),
            label="Incremental backup size limit",
            example="600 MB",
        ),
    ),
)
