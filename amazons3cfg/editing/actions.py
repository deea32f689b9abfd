"""The extension action that makes Cedar Backup use the section."""

from itertools import chain, count

from amazons3cfg.findings import Edit
from amazons3cfg.model.configuration import read_configuration
from amazons3cfg.sections.actions import EXTENSION_ACTIONS, STORE_MODULES
from amazons3cfg.text.splices import Line, append, nested
from amazons3cfg.text.tree import Document


def add_action(document: Document) -> list[Edit]:
    """Add an action that runs right after stage, unless there is one that uses the section already.

    It is named ``amazons3``, or, where another extension is, ``amazons3action``, with a number if need be:
    Cedar Backup refuses two extensions of one name.
    """
    configuration = read_configuration(document)
    if any(action.text("module") in STORE_MODULES for action in configuration.actions):
        return []
    taken = {action.text("name") for action in configuration.actions}
    module = STORE_MODULES[0]
    names = chain(("amazons3", module), (f"{module}{number}" for number in count(2)))
    order = f"<index>{EXTENSION_ACTIONS['amazons3'].index}</index>"
    if configuration.by_dependency:
        order = "<depends><run_after>stage</run_after></depends>"
    lines = nested(
        "action",
        [
            Line(0, f"<name>{next(name for name in names if name not in taken)}</name>"),
            Line(0, f"<module>{module}</module>"),
            Line(0, "<function>executeAction</function>"),
            Line(0, order),
        ],
    )
    extensions = configuration.section("extensions")
    if extensions:
        return append(document, extensions.element, lines)
    return append(document, document.root, nested("extensions", lines))
