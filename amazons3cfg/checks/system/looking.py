"""How what is found about a value is placed, and what is told where this user may not look."""

from collections.abc import Callable, Iterator

from amazons3cfg.findings import Finding
from amazons3cfg.model.blocks import Leaf
from amazons3cfg.model.configuration import Configuration
from amazons3cfg.rules.system import NOT_TOLD


def look(configuration: Configuration, leaf: Leaf, judge: Callable[[], Finding | None]) -> Iterator[Finding]:
    """Yield what ``judge`` finds about the value of ``leaf``, in its place; or that it may not look."""
    try:
        found = judge()
    except (OSError, ValueError) as error:  # a path may hold what no file system takes
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        hint = "run the check as root" if isinstance(error, PermissionError) else "look at it by hand"
        found = NOT_TOLD.finding(f"{leaf.text!r} cannot be looked at: {reason}", hint)
    if found:
        yield configuration.document.place(found, leaf.element)
