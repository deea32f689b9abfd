"""Where a configuration names the extension actions, as Cedar Backup reads them."""

from lxml import etree

from amazons3cfg.text.tree import Document, children_named

ACTION_MODULES = ("amazons3action", "CedarBackup3.extend.amazons3")
"""The Python modules that a configuration may name for this action: ours, and the original's."""

ORDER_MODES = ("index", "dependency")

STANDARD_INDEXES = {"collect": 100, "stage": 200, "store": 300, "purge": 400}
"""The standard actions' indexes, in their order; from the Cedar Backup 3 manual, "Extensions configuration"."""


def extension_actions(document: Document) -> list[etree._Element]:
    """Return the actions of the first ``extensions`` section."""
    return [action for parent in _extensions(document) for action in children_named(parent, "action")]


def store_actions(document: Document) -> list[etree._Element]:
    """Return the extension actions that use the ``amazons3`` section."""
    return [action for action in extension_actions(document) if child_text(action, "module") in ACTION_MODULES]


def order_modes(document: Document) -> list[etree._Element]:
    """Return the element that tells how actions are ordered, if there is one."""
    return [mode for parent in _extensions(document) for mode in children_named(parent, "order_mode")[:1]]


def is_ordered_by_dependency(document: Document) -> bool:
    """Tell whether actions are ordered by what they depend on, not by their indexes."""
    return any(mode.text == ORDER_MODES[1] for mode in order_modes(document))


def child_text(element: etree._Element, name: str) -> str:
    """Return the text of the first child of that name; empty if there is none."""
    return next((child.text or "" for child in children_named(element, name)), "")


def _extensions(document: Document) -> list[etree._Element]:
    return children_named(document.root, "extensions")[:1]
