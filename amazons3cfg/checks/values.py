"""What the values mean: the bucket, the encrypt command and the limits."""

import re
from collections.abc import Iterator

from amazons3cfg.findings import Finding
from amazons3cfg.kinds import command
from amazons3cfg.kinds.quantity import XML_BLANKS, format_quantity
from amazons3cfg.model.amazons3 import FIELDS, AmazonS3Config
from amazons3cfg.model.reader import field_elements, find_section
from amazons3cfg.rules import (
    BUCKET_BLANK,
    BUCKET_CONTROL,
    BUCKET_DOTS,
    BUCKET_EMPTY_SEGMENT,
    BUCKET_LEADING_SLASH,
    BUCKET_LONG,
    BUCKET_NAME,
    BUCKET_TRAILING_SLASH,
    BUCKET_URL,
    LIMIT_ORDER,
    LIMIT_ZERO,
)
from amazons3cfg.text.tree import Document

# https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; the reserved suffixes are left out,
# since an access point's alias may stand where a bucket does.
_BUCKET_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_IP_ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}")
_RESERVED_PREFIXES = ("xn--", "sthree-", "amzn-s3-demo-")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Of the 1,024 bytes of a key, /YYYY/MM/DD/ and a name of one byte are needed.
_LONGEST_PREFIX = 1024 - len("/YYYY/MM/DD/x")
_NAMING_RULE = "use 3 to 63 lower-case letters, digits, dots and hyphens, with a letter or digit at both ends"


def check_values(document: Document, config: AmazonS3Config) -> Iterator[Finding]:
    """Yield what is wrong with the values of the document's section."""
    section = find_section(document)
    assert section is not None  # noqa: S101 - there is a config
    elements = field_elements(section)
    for finding in (*check_bucket(config.s3Bucket), *check_limits(config)):
        yield document.place(finding, elements[finding.field or ""])
    if config.encryptCommand is not None:
        for problem in command.problems(config.encryptCommand):
            yield document.place(problem.finding, elements["encryptCommand"], problem.offset)


def check_bucket(bucket: str | None) -> Iterator[Finding]:
    """Yield what is wrong with the text of a bucket; nothing for one that is missing."""
    value = (bucket or "").strip(XML_BLANKS)
    if not value:
        return
    if "://" in value:
        # Other schemes have a host in front, which is no bucket.
        rest = value.removeprefix("s3://") if value.startswith("s3://") else ""
        yield BUCKET_URL.finding(f"{value!r} is a URL", _write(rest), field="s3Bucket")
        return
    if value.startswith("arn:"):
        named = re.match("arn:[^:]*:s3:::", value)
        hint = _write(value[named.end() :]) if named else "write the alias of the access point instead"
        yield BUCKET_NAME.finding(f"{value!r} is an ARN", hint, field="s3Bucket")
        return
    if value.startswith("/"):
        yield BUCKET_LEADING_SLASH.finding(f"{value!r} starts with a slash", _write(value), field="s3Bucket")
        return
    if value.endswith("/"):
        yield BUCKET_TRAILING_SLASH.finding(f"{value!r} ends with a slash", _write(value), field="s3Bucket")
    if "//" in value.rstrip("/"):
        message = f"{value!r} has two slashes in a row"
        yield BUCKET_EMPTY_SEGMENT.finding(message, "write one", field="s3Bucket")
    if {".", ".."} & set(value.split("/")[1:]):
        message = f"the prefix of {value!r} has a part that is . or .."
        yield BUCKET_DOTS.finding(message, "write the prefix without it", field="s3Bucket")
    if _CONTROL.search(value):
        yield BUCKET_CONTROL.finding(f"{value!r} has a control character in it", "remove it", field="s3Bucket")
    elif re.search(r"\s", value):
        yield BUCKET_BLANK.finding(f"{value!r} has blanks in it", "use a hyphen instead", field="s3Bucket")
    name, _, prefix = value.partition("/")
    length = len(prefix.encode(errors="replace"))
    if length > _LONGEST_PREFIX:
        message = (
            f"the prefix is {length} bytes long, and keys of Amazon S3 at most 1024, with the day and a file's name"
        )
        hint = f"use a prefix of at most {_LONGEST_PREFIX} bytes"
        yield BUCKET_LONG.finding(message, hint, field="s3Bucket")
    problem = _naming_problem(name)
    if problem:
        yield BUCKET_NAME.finding(f"the bucket {name!r} {problem[0]}", problem[1], field="s3Bucket")


def _write(bucket: str) -> str:
    wanted = bucket.strip("/")
    return f"write {wanted!r}" if wanted else f"write {FIELDS['s3Bucket'].allowed}"


def _naming_problem(name: str) -> tuple[str, str] | None:
    if not _BUCKET_NAME.fullmatch(name):
        return "is not a name that Amazon allows", _NAMING_RULE
    if ".." in name:
        return "has two dots in a row", "use one dot, or a hyphen"
    if name.startswith(_RESERVED_PREFIXES):
        return f"starts with one of the reserved {', '.join(_RESERVED_PREFIXES)}", "use a bucket with another name"
    if _IP_ADDRESS.fullmatch(name):
        return "is written as an IP address", "use a bucket with another name"
    return None


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
