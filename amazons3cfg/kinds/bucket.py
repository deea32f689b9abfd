"""The bucket: its name and a prefix, as ``bucket/prefix``, and what is wrong with one."""

import re
from collections.abc import Iterator
from typing import NamedTuple, Self

from attrs import define

from amazons3cfg.findings import FieldError, Finding, Fix
from amazons3cfg.kinds.text import XML_BLANKS
from amazons3cfg.rules import (
    BUCKET_BLANK,
    BUCKET_CONTROL,
    BUCKET_DOTS,
    BUCKET_EMPTY_SEGMENT,
    BUCKET_ENDS,
    BUCKET_LEADING_SLASH,
    BUCKET_LONG,
    BUCKET_NAME,
    BUCKET_TRAILING_SLASH,
    BUCKET_URL,
    NO_BUCKET,
    Rule,
)

BUCKET_ALLOWED = "the name of a bucket, or bucket/prefix, without blanks at its ends"
"""What may be written, as it completes the sentence 'write ...'."""

# https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; the reserved suffixes are left out,
# since an access point's alias may stand where a bucket does.
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_IP_ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}")
_RESERVED_PREFIXES = ("xn--", "sthree-", "amzn-s3-demo-")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Of the 1,024 bytes of a key, /YYYY/MM/DD/ and a name of one byte are needed.
_LONGEST_PREFIX = 1024 - len("/YYYY/MM/DD/x")
_NAMING_RULE = "use 3 to 63 lower-case letters, digits, dots and hyphens, with a letter or digit at both ends"


@define(frozen=True, slots=True)
class BucketPath:
    """Where backups go: the bucket, and the prefix of their keys, which may be empty.

    >>> BucketPath.parse("example.com-backup/staging")
    BucketPath(bucket='example.com-backup', prefix='staging')
    """

    bucket: str
    prefix: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Split ``text``, which is written as ``bucket`` or ``bucket/prefix``.

        Amazon's rules for names are not asked: old buckets and other services have others.

        Raises:
            FieldError: it is none, or would be understood as another one, with a finding for each reason.

        """
        wrong = [*requirements(text), *(problem.finding for problem in _problems(text) if problem.is_misread)]
        if wrong:
            raise FieldError(*wrong)
        bucket, _, prefix = text.partition("/")
        return cls(bucket, prefix)


def requirements(text: str | None) -> Iterator[Finding]:
    """Yield what keeps ``text`` from being a bucket at all: there is none, or blanks at its ends."""
    trimmed = (text or "").strip(XML_BLANKS)
    if text is None:
        yield _finding(NO_BUCKET, "the AmazonS3 s3Bucket must be set", f"write {BUCKET_ALLOWED}")
    elif not trimmed:
        yield _finding(NO_BUCKET, f"{text!r} is no bucket", f"write {BUCKET_ALLOWED}")
    elif text != trimmed:
        fix = Fix.of(f"write {trimmed!r}", 0, len(text), trimmed)
        yield BUCKET_ENDS.finding(f"{text!r} has blanks at its ends", fix=fix, field="s3Bucket")


def problems(text: str | None) -> list[Finding]:
    """Return what else is wrong with ``text``, warnings included; nothing for one that is missing."""
    return [problem.finding for problem in _problems(text or "")]


class _Problem(NamedTuple):
    finding: Finding
    is_misread: bool = True
    """Whether another bucket or prefix would be used than is meant."""


def _problems(text: str) -> Iterator[_Problem]:
    value = text.strip(XML_BLANKS)
    if not value:
        return
    if "://" in value:
        # Other schemes have a host in front, which is no bucket.
        rest = value.removeprefix("s3://") if value.startswith("s3://") else ""
        yield _Problem(_written(BUCKET_URL, f"{value!r} is a URL", text, rest))
        return
    if value.startswith("arn:"):
        named = re.match("arn:[^:]*:s3:::", value)
        message = f"{value!r} is an ARN"
        if named:
            yield _Problem(_written(BUCKET_NAME, message, text, value[named.end() :]))
        else:
            yield _Problem(_finding(BUCKET_NAME, message, "write the alias of the access point instead"))
        return
    if value.startswith("/"):
        yield _Problem(_written(BUCKET_LEADING_SLASH, f"{value!r} starts with a slash", text, value))
        return
    if value.endswith("/"):
        yield _Problem(_written(BUCKET_TRAILING_SLASH, f"{value!r} ends with a slash", text, value))
    if "//" in value.rstrip("/"):
        message = f"{value!r} has two slashes in a row"
        yield _Problem(_written(BUCKET_EMPTY_SEGMENT, message, text, re.sub("//+", "/", value), "write one"))
    name, _, prefix = value.partition("/")
    if {".", ".."} & set(prefix.split("/")):
        message = f"the prefix of {value!r} has a part that is . or .."
        yield _Problem(_finding(BUCKET_DOTS, message, "write the prefix without it"))
    if _CONTROL.search(value):
        message = f"{value!r} has a control character in it"
        yield _Problem(_written(BUCKET_CONTROL, message, text, _CONTROL.sub("", value), "remove it"))
    elif re.search(r"\s", value):
        yield _Problem(_finding(BUCKET_BLANK, f"{value!r} has blanks in it", "use a hyphen instead"), False)
    length = len(prefix.encode(errors="replace"))
    if length > _LONGEST_PREFIX:
        message = (
            f"the prefix is {length} bytes long, and keys of Amazon S3 at most 1024, with the day and a file's name"
        )
        yield _Problem(_finding(BUCKET_LONG, message, f"use a prefix of at most {_LONGEST_PREFIX} bytes"), False)
    wrong = _naming_problem(name)
    if wrong:
        is_misread = name.startswith("-") or name in (".", "..") or name != name.strip()
        yield _Problem(_finding(BUCKET_NAME, f"the bucket {name!r} {wrong[0]}", wrong[1]), is_misread)


def _naming_problem(name: str) -> tuple[str, str] | None:
    if not _NAME.fullmatch(name):
        return "is not a name that Amazon allows", _NAMING_RULE
    if ".." in name:
        return "has two dots in a row", "use one dot, or a hyphen"
    if name.startswith(_RESERVED_PREFIXES):
        return f"starts with one of the reserved {', '.join(_RESERVED_PREFIXES)}", "use a bucket with another name"
    if _IP_ADDRESS.fullmatch(name):
        return "is written as an IP address", "use a bucket with another name"
    return None


def _written(rule: Rule, message: str, text: str, bucket: str, hint: str = "") -> Finding:
    """Return the finding that ``bucket``, without slashes at its ends, should stand in place of ``text``."""
    wanted = bucket.strip("/" + XML_BLANKS)
    hint = hint or f"write {repr(wanted) if wanted else BUCKET_ALLOWED}"
    if not wanted or any(_problems(wanted)):  # more is to be done, by a person
        return _finding(rule, message, hint)
    return rule.finding(message, fix=Fix.of(hint, 0, len(text), wanted), field="s3Bucket")


def _finding(rule: Rule, message: str, hint: str) -> Finding:
    return rule.finding(message, hint, field="s3Bucket")
