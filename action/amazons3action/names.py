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
    """Return ``text`` with escapes for what the locale cannot print, and for what is no sign but does something.

    Such are the sequences that steer a terminal, and those that change a text's direction. The ends of lines stay.
    """
    if not text.isprintable():
        text = "".join(each if each.isprintable() or each == "\n" else _escaped(each) for each in text)
    encoding = sys.getfilesystemencoding()
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode()
