"""Edits of a text: how they are applied, and how a value is written into a document."""

from collections.abc import Iterable

from amazons3cfg.findings import Edit
from amazons3cfg.text.source import Source

CARRIAGE_RETURN = "&#13;"
"""How one is written, since it would be read back as a line feed: XML 1.0, section 2.11."""


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return ``text`` with the edits made, which do not overlap; of several at one place the first comes first."""
    pieces, offset = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [text[offset : edit.start], edit.text]
        offset = edit.end
    return "".join([*pieces, text[offset:]])


def escape(text: str) -> str:
    """Return ``text`` as it stands in an element, so that it reads back the same."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\r", CARRIAGE_RETURN)


def written(source: Source, value: str) -> str:
    """Return ``value`` as it stands in an element of ``source``: with its line ends, in its encoding."""
    escaped = escape(value).replace("\n", source.newline)
    encoding = source.encoding or "utf-8"
    return escaped.encode(encoding, "xmlcharrefreplace").decode(encoding)
