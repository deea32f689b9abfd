"""How often and in which form something is collected: elements that several sections share."""

from attrs import evolve

from amazons3cfg.kinds.choice import Choice
from amazons3cfg.sections.description import Element

COLLECT_MODES = Choice(("daily", "weekly", "incr"))

COLLECT_MODE = Element(
    "collect_mode",
    "How often it is collected: each day, on the starting day of the week, or each day what has changed since then. "
    "An entry of its own may say otherwise.",
    COLLECT_MODES,
    example="daily",
)
COMPRESS_MODE = Element(
    "compress_mode",
    "How what is collected is compressed.",
    Choice(("none", "gzip", "bzip2")),
    label="Compression",
    example="gzip",
)
ARCHIVE_MODE = Element(
    "archive_mode",
    "The form of the archive that the files are collected into. An entry of its own may say otherwise.",
    Choice(("tar", "targz", "tarbz2")),
    example="targz",
)


def of_entry(element: Element, section: str, **changes: object) -> Element:
    """Return ``element`` as an entry of ``section`` has it: if it is absent, the section's counts.

    Args:
        element: the element as the section itself has it.
        section: the section's name.
        changes: other values of the description's attributes.

    """
    help_text = element.help.removesuffix(" An entry of its own may say otherwise.")
    inherits = f"{section}/{element.name}"
    return evolve(element, help=help_text, required=True, inherits=inherits, **changes)  # type: ignore[arg-type]
