"""What the values mean: the bucket, the encrypt command and the limits."""

from collections.abc import Iterator

from amazons3cfg.findings import Finding
from amazons3cfg.kinds import bucket, command
from amazons3cfg.kinds.quantity import format_quantity
from amazons3cfg.model.amazons3 import AmazonS3Config
from amazons3cfg.model.reader import field_elements, find_section
from amazons3cfg.rules import LIMIT_ORDER, LIMIT_ZERO
from amazons3cfg.text.tree import Document


def check_values(document: Document, config: AmazonS3Config) -> Iterator[Finding]:
    """Yield what is wrong with the values of the document's section."""
    section = find_section(document)
    assert section is not None  # noqa: S101 - there is a config
    elements = field_elements(section)
    for finding in (*bucket.problems(config.s3Bucket), *check_limits(config)):
        yield document.place(finding, elements[finding.field or ""])
    if config.encryptCommand is not None:
        for problem in command.problems(config.encryptCommand):
            yield document.place(problem.finding, elements["encryptCommand"], problem.offset)


def check_limits(config: AmazonS3Config) -> Iterator[Finding]:
    """Yield what is wrong with the limits, each by itself and both together."""
    full, incremental = config.fullBackupSizeLimit, config.incrementalBackupSizeLimit
    for field, limit in (("fullBackupSizeLimit", full), ("incrementalBackupSizeLimit", incremental)):
        if limit is not None and limit.bytes == 0:
            yield LIMIT_ZERO.finding(
                "a limit of 0 makes every backup with data in it fail", "leave it empty for no limit", field=field
            )
    if full is not None and incremental is not None and incremental > full:
        yield LIMIT_ORDER.finding(
            f"the incremental limit, {format_quantity(incremental)}, is above the full one, {format_quantity(full)}",
            "exchange them, if they were mixed up",
            field="incrementalBackupSizeLimit",
        )
