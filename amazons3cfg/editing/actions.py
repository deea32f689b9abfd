"""The extension action that makes Cedar Backup use the section."""

from itertools import chain, count

from amazons3cfg.findings import Edit
from amazons3cfg.model.extensions import (
    ACTION_MODULES,
    STANDARD_INDEXES,
    extension_actions,
    is_ordered_by_dependency,
    store_actions,
)
from amazons3cfg.text.splices import Line, append, nested
from amazons3cfg.text.tree import Document, children_named


def add_action(document: Document) -> list[Edit]:
    """Add an action that runs right after stage, unless there is one that uses the section already.

    It is named ``amazons3``, or, where another extension is, ``amazons3action``, with a number if need be:
    Cedar Backup refuses two extensions of one name.
    """
    if store_actions(document):
        return []
    taken = {name.text for action in extension_actions(document) for name in children_named(action, "name")}
    names = chain(("amazons3", ACTION_MODULES[0]), (f"{ACTION_MODULES[0]}{number}" for number in count(2)))
    name = next(name for name in names if name not in taken)
    order = f"<index>{STANDARD_INDEXES['stage'] + 1}</index>"
    if is_ordered_by_dependency(document):
        order = "<depends><run_after>stage</run_after></depends>"
    lines = nested(
        "action",
        [
            Line(0, f"<name>{name}</name>"),
            Line(0, f"<module>{ACTION_MODULES[0]}</module>"),
            Line(0, "<function>executeAction</function>"),
            Line(0, order),
        ],
    )
    extensions = children_named(document.root, "extensions")
    if extensions:
        return append(document, extensions[0], lines)
    return append(document, document.root, nested("extensions", lines))
