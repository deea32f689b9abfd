"""The configuration of the Amazon S3 store action: the five fields, each described once."""

from operator import attrgetter
from typing import Any

from attrs import define, field, fields

from amazons3cfg.findings import FieldError, Finding
from amazons3cfg.kinds.fields import (
    BOOLEAN_KIND,
    QUANTITY_KIND,
    SPEC,
    TEXT_KIND,
    TEXT_PATTERN,
    Spec,
    check_limit,
    check_text,
    spec_of,
    to_limit,
)
from amazons3cfg.kinds.ordering import Ordered
from amazons3cfg.kinds.quantity import QUANTITY_PATTERN, XML_BLANKS, ByteQuantity
from amazons3cfg.rules import BUCKET_ENDS, NO_BUCKET, NO_SECTION, UNKNOWN_ELEMENT

# Text with neither blanks nor control characters at its ends.
_BUCKET_END = r"[^\u0000-\u0020\ufffe\uffff]"
_BUCKET_PATTERN = f"{_BUCKET_END}(?:(?:{TEXT_PATTERN})?{_BUCKET_END})?"


@define(slots=True, eq=False, repr=False, getstate_setstate=False)
class AmazonS3Config(Ordered):
    """The values of an ``<amazons3>`` section; the published API of ``CedarBackup3.extend.amazons3``.

    Mutable and unhashable. Assignment validates: a refused value raises ``FieldError``, a ``ValueError``,
    and the old one stays. Compared field by field in the order of the constructor.
    """

    warnMidnite: bool = field(
        default=False,
        converter=bool,
        metadata={
            SPEC: Spec(
                element="warn_midnite",
                kind=BOOLEAN_KIND,
                label="Warn at midnight",
                help="Whether to log a warning when the action has to use the staging directory of the day before or "
                "after, because the backup ran across midnight.",
                allowed="Y or N",
                example="Y",
            )
        },
    )
    s3Bucket: str | None = field(
        default=None,
        validator=check_text,
        metadata={
            SPEC: Spec(
                element="s3_bucket",
                kind=TEXT_KIND,
                label="S3 bucket",
                help="The bucket that the backup is stored in, with a prefix behind a slash if wanted. Each day's data "
                "goes to YYYY/MM/DD below it.",
                allowed="the name of a bucket, or bucket/prefix, without blanks at its ends",
                example="example.com-backup/staging",
                required=True,
                pattern=_BUCKET_PATTERN,
            )
        },
    )
    encryptCommand: str | None = field(
        default=None,
        validator=check_text,
        metadata={
            SPEC: Spec(
                element="encrypt",
                kind=TEXT_KIND,
                label="Encrypt command",
                help="The command that encrypts each file before it is stored, run as the backup user, with ${input} "
                "and ${output} replaced by the two files. Without it, files are stored as they are.",
                allowed="a command line with ${input} and ${output}",
                example="/usr/bin/gpg -c --batch --yes --passphrase-file /home/backup/.pass -o ${output} ${input}",
                pattern=TEXT_PATTERN,
            )
        },
    )
    fullBackupSizeLimit: ByteQuantity | None = field(
        default=None,
        converter=to_limit,
        validator=check_limit,
        metadata={
            SPEC: Spec(
                element="full_size_limit",
                kind=QUANTITY_KIND,
                label="Full backup size limit",
                help="The most that a full backup may hold, before encryption. Above it the action fails and stores "
                "nothing. Without it there is no limit.",
                allowed="a number of bytes from 0 up, or one with KB, MB or GB behind it (1 KB is 1024 bytes)",
                example="2.5 GB",
                pattern=QUANTITY_PATTERN,
            )
        },
    )
    incrementalBackupSizeLimit: ByteQuantity | None = field(
        default=None,
        converter=to_limit,
        validator=check_limit,
        metadata={
            SPEC: Spec(
                element="incr_size_limit",
                kind=QUANTITY_KIND,
                label="Incremental backup size limit",
                help="The most that a backup may hold on the other days of the week, before encryption. Above it the "
                "action fails and stores nothing. Without it there is no limit.",
                allowed="a number of bytes from 0 up, or one with KB, MB or GB behind it (1 KB is 1024 bytes)",
                example="600 MB",
                pattern=QUANTITY_PATTERN,
            )
        },
    )

    def __repr__(self) -> str:
        return f"AmazonS3Config({', '.join(map(str, field_values(self)))})"

    def __cmp__(self, other: Any) -> int:
        """Return -1, 0 or 1, as ``self`` is less than, equal to or greater than ``other``.

        False sorts before True, a string that is None as "", a limit that is None as 0 bytes; but None and a
        zero quantity differ, and then the result is 1 both ways round, as in the original. ``None`` is less
        than any configuration; for a stranger the result is ``NotImplemented``.
        """
        if other is None:
            return 1
        try:
            theirs = field_values(other)
        except AttributeError:
            return NotImplemented  # type: ignore[no-any-return]
        for value, their, sort_key in zip(field_values(self), theirs, _SORT_KEYS):  # noqa: B905 - fast
            if value is their:
                continue
            key, their_key = sort_key(value), sort_key(their)
            if key != their_key:
                return -1 if key < their_key else 1
            if value is None or their is None:
                return 1
        return 0


SPECS: dict[str, Spec] = {attribute.name: spec_of(attribute) for attribute in fields(AmazonS3Config)}
"""The description of each field by its name in the API, in the order of the constructor and the document."""


def spec_named(name: str) -> Spec:
    """Return the description of the field ``name``, such as ``s3Bucket``. Raises ``FieldError`` if there is none."""
    if name in SPECS:
        return SPECS[name]
    from amazons3cfg.rules.suggestions import did_you_mean  # only when something is wrong

    elements = {spec.element: each for each, spec in SPECS.items()}
    hint = f"did you mean {elements[name]}?" if name in elements else did_you_mean(name, SPECS)
    raise FieldError(UNKNOWN_ELEMENT.finding(f"{name!r} is not the name of a field", hint, field=name))


field_values = attrgetter(*SPECS)
"""Returns the values of a configuration, in the order of ``SPECS``."""

_SORT_KEYS = tuple(spec.kind.sort_key for spec in SPECS.values())


def requirements(config: AmazonS3Config | None) -> list[Finding]:
    """Return what keeps ``config`` from being used: no section, no bucket, or one with blanks at its ends."""
    if config is None:
        hint = "add an <amazons3> element with an <s3_bucket> in it"
        return [NO_SECTION.finding("the AmazonS3 section is required", hint, element="amazons3")]
    bucket, allowed = config.s3Bucket, SPECS["s3Bucket"].allowed
    if bucket is None:
        return [NO_BUCKET.finding("the AmazonS3 s3Bucket must be set", f"write {allowed}", field="s3Bucket")]
    trimmed = bucket.strip(XML_BLANKS)
    if not trimmed:
        return [NO_BUCKET.finding(f"{bucket!r} is no bucket", f"write {allowed}", field="s3Bucket")]
    if bucket != trimmed:
        return [BUCKET_ENDS.finding(f"{bucket!r} has blanks at its ends", f"write {trimmed!r}", field="s3Bucket")]
    return []
