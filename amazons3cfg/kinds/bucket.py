"""The bucket: its name and a prefix, as ``bucket/prefix``, and what is wrong with one."""

import re
from collections.abc import Iterator
from typing import NamedTuple, Self

from attrs import define

from amazons3cfg.findings import Applicability, FieldError, Finding, Fix
from amazons3cfg.kinds.text import XML_BLANKS
from amazons3cfg.rules import Rule
from amazons3cfg.rules.bucket import (
    BUCKET_BLANK,
    BUCKET_CONTROL,
    BUCKET_DOTS,
    BUCKET_EMPTY_SEGMENT,
    BUCKET_LEADING_SLASH,
    BUCKET_LONG,
    BUCKET_NAME,
    BUCKET_TRAILING_SLASH,
    BUCKET_URL,
)
from amazons3cfg.rules.values import BUCKET_ENDS, NO_BUCKET

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
        yield _finding(NO_BUCKET, "the S3 bucket must be set", f"write {BUCKET_ALLOWED}")
    elif not trimmed:
        yield _finding(NO_BUCKET, f"{text!r} is no bucket", f"write {BUCKET_ALLOWED}")
    elif text != trimmed:
        yield _finding(BUCKET_ENDS, f"{text!r} has blanks at its ends", f"write {trimmed!r}", _fix(text, trimmed))


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
        yield _Problem(_finding(BUCKET_URL, f"{value!r} is a URL", _write(rest), _fix(text, rest)))
        return
    if value.startswith("arn:"):
        named = re.match("arn:[^:]*:s3:::", value)
        meant = value[named.end() :] if named else ""
        hint = _write(meant) if named else "write the alias of the access point instead"
        yield _Problem(_finding(BUCKET_NAME, f"{value!r} is an ARN", hint, _fix(text, meant)))
        return
    if value.startswith("/"):
        yield _Problem(
            _finding(BUCKET_LEADING_SLASH, f"{value!r} starts with a slash", _write(value), _fix(text, value))
        )
        return
    if value.endswith("/"):
        yield _Problem(
            _finding(BUCKET_TRAILING_SLASH, f"{value!r} ends with a slash", _write(value), _fix(text, value))
        )
    if "//" in value.rstrip("/"):
        message = f"{value!r} has two slashes in a row"
        yield _Problem(_finding(BUCKET_EMPTY_SEGMENT, message, "write one", _fix(text, value)))
    name, _, prefix = value.partition("/")
    if {".", ".."} & set(prefix.split("/")):
        message = f"the prefix of {value!r} has a part that is . or .."
        yield _Problem(_finding(BUCKET_DOTS, message, "write the prefix without it"))
    if _CONTROL.search(value):
        clean = _fix(text, _CONTROL.sub("", value), "unsafe")
        yield _Problem(_finding(BUCKET_CONTROL, f"{value!r} has a control character in it", "remove it", clean))
    elif re.search(r"\s", value):
        hyphens = _fix(text, re.sub(r"\s+", "-", value), "unsafe")
        yield _Problem(_finding(BUCKET_BLANK, f"{value!r} has blanks in it", "use a hyphen instead", hyphens), False)
    length = len(prefix.encode(errors="replace"))
    if length > _LONGEST_PREFIX:
        message = (
            f"the prefix is {length} bytes long, and keys of Amazon S3 at most 1024, with the day and a file's name"
        )
        yield _Problem(_finding(BUCKET_LONG, message, f"use a prefix of at most {_LONGEST_PREFIX} bytes"), False)
    wrong = _naming_problem(name)
    if wrong:
        lower = _fix(text, f"{name.lower()}{value.removeprefix(name)}", "unsafe")
        is_misread = name.startswith("-") or name in (".", "..") or name != name.strip()
        yield _Problem(_finding(BUCKET_NAME, f"the bucket {name!r} {wrong[0]}", wrong[1], lower), is_misread)


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


def _write(bucket: str) -> str:
    wanted = bucket.strip("/")
    return f"write {wanted!r}" if wanted else f"write {BUCKET_ALLOWED}"


def _fix(text: str, meant: str, applicability: Applicability = "safe") -> Fix | None:
    """Return the fix that writes ``meant``, with single slashes, for ``text``; None where that is no good bucket."""
    wanted = re.sub("//+", "/", meant.strip("/"))
    if not wanted or wanted == text or next(requirements(wanted), None) or next(_problems(wanted), None):
        return None
    return Fix.of(f"write {wanted!r}", 0, len(text), wanted, applicability)


def _finding(rule: Rule, message: str, hint: str, fix: Fix | None = None) -> Finding:
    return rule.finding(message, hint, field="s3Bucket", fix=fix)
