"""Names and texts in any locale: names are bytes, and what they say is those bytes read as UTF-8."""

import os
import sys


def readable(name: str) -> str:
    """Return what a name of the file system says; a byte that is no UTF-8 stays an escape (``surrogateescape``)."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "surrogateescape")


def argument(text: str) -> str:
    """Return what arrives at a command as ``text`` in UTF-8; the reverse of ``readable``."""
    return os.fsdecode(text.encode("utf-8", "surrogateescape"))


def printable(text: str) -> str:
    """Return ``text`` with escapes for what the locale cannot print."""
    encoding = sys.getfilesystemencoding()
    return text.encode(encoding, "backslashreplace").decode(encoding)
