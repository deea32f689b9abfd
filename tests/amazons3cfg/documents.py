"""A good configuration document, and documents made from it by replacing pieces."""

from typing import NamedTuple

from amazons3cfg.checks import check
from amazons3cfg.findings import DocumentError, Finding
from amazons3cfg.rules.base import ACTION
from amazons3cfg.text.source import decode

SECTION = """\
   <amazons3>
      <warn_midnite>Y</warn_midnite>
      <s3_bucket>example-bucket/staging</s3_bucket>
      <encrypt>gpg -c -o ${output} ${input}</encrypt>
      <full_size_limit>2.5 GB</full_size_limit>
      <incr_size_limit>600 MB</incr_size_limit>
   </amazons3>
"""
OPTIONS = (
    "   <options><starting_day>monday</starting_day><working_dir>/w</working_dir><backup_user>backup</backup_user>"
    "<backup_group>backup</backup_group><rcp_command>/usr/bin/scp -B</rcp_command></options>"
)
STAGE = (
    "   <peers><peer><name>web</name><type>local</type><collect_dir>/c</collect_dir></peer></peers>"
    "<stage><staging_dir>/s</staging_dir></stage>"
    "<purge><dir><abs_path>/s</abs_path><retain_days>7</retain_days></dir></purge><reference/>"
)
GOOD = f"""\
<?xml version="1.0"?>
<cb_config>
   <extensions>
{ACTION}   </extensions>
{OPTIONS}
{STAGE}
{SECTION}</cb_config>
"""


class Place(NamedTuple):
    """Where something stands in a text; line and column count from 1."""

    line: int
    column: int
    length: int


def document(*changes: tuple[str, str], base: str = GOOD) -> str:
    """Return ``base`` with pieces replaced, each of which must stand there once."""
    for old, new in changes:
        assert base.count(old) == 1, old
        base = base.replace(old, new)
    return base


def with_bucket(text: str) -> str:
    return document(("example-bucket/staging", text))


def with_command(text: str) -> str:
    return document(("gpg -c -o ${output} ${input}", text))


def unmarked(text: str) -> tuple[str, Place]:
    """Return ``text`` without its two marks, «», and the place that was between them."""
    before, marked, after = text.replace("»", "«").split("«")
    return before + marked + after, Place(
        before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1, len(marked)
    )


def findings(text: str | bytes) -> list[Finding]:
    try:
        return check(decode(text, "cback.conf"))
    except DocumentError as error:
        return list(error.findings)


def codes(text: str | bytes) -> list[str]:
    return [finding.code for finding in findings(text)]
