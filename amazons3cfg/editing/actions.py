"""The extension action that makes Cedar Backup use the section."""

from amazons3cfg.editing.edits import Edit, Line, append
from amazons3cfg.model.extensions import ACTION_MODULES, STANDARD_INDEXES, is_ordered_by_dependency, store_actions
from amazons3cfg.text.tree import Document, children_named


def add_action(document: Document) -> list[Edit]:
    """Add an action that runs right after stage, unless there is one that uses the section already."""
    if store_actions(document):
        return []
    order = f"<index>{STANDARD_INDEXES['stage'] + 1}</index>"
    if is_ordered_by_dependency(document):
        order = "<depends><run_after>stage</run_after></depends>"
    lines = [
        Line(0, "<action>"),
        Line(1, "<name>amazons3</name>"),
        Line(1, f"<module>{ACTION_MODULES[0]}</module>"),
        Line(1, "<function>executeAction</function>"),
        Line(1, order),
        Line(0, "</action>"),
    ]
    extensions = children_named(document.root, "extensions")
    if extensions:
        return append(document, extensions[0], lines)
    nested = [Line(line.depth + 1, line.text) for line in lines]
    return append(document, document.root, [Line(0, "<extensions>"), *nested, Line(0, "</extensions>")])
