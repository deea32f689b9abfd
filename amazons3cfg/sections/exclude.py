"""What is left out of a collection: an element that several sections share, each with other parts in it."""

from amazons3cfg.kinds.path import Path
from amazons3cfg.kinds.regex import Regex
from amazons3cfg.kinds.text import Text
from amazons3cfg.sections.description import Element

_ABS_PATH = Element(
    "abs_path",
    "A file or directory that is left out, with all that is in it.",
    Path(),
    label="Absolute path",
    example="/etc/ssl/private",
    repeated=True,
)
_REL_PATH = Element(
    "rel_path",
    "The same, as a path relative to the directory that the exclusion belongs to.",
    Text(words="a path relative to the directory"),
    label="Relative path",
    example="cache/thumbnails",
    repeated=True,
)
_PATTERN = Element(
    "pattern",
    "A regular expression: what it matches as a whole path is left out.",
    Regex(),
    example=r".*\.bak",
    repeated=True,
)
_PARTS = {part.name: part for part in (_ABS_PATH, _REL_PATH, _PATTERN)}


def exclude(help_text: str, *names: str, **unread: str) -> Element:
    """Return the element ``exclude`` with those parts in it.

    Args:
        help_text: what it is left out of.
        names: which of ``abs_path``, ``rel_path`` and ``pattern`` are read there.
        unread: for each of the others, what to do instead.

    """
    parts = tuple(_PARTS[name] for name in names)
    return Element("exclude", help_text, label="Exclusions", children=parts, unread=unread)
