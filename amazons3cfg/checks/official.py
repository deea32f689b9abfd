"""What belongs into the extension action of an official extension."""

from amazons3cfg.model.blocks import Block
from amazons3cfg.sections.actions import EXTENSION_ACTIONS, FUNCTION, STORE_MODULES, Action

_BY_MODULE = {action.module: action for action in EXTENSION_ACTIONS.values()} | dict.fromkeys(
    STORE_MODULES, EXTENSION_ACTIONS["amazons3"]
)


def official(action: Block) -> Action | None:
    """Return what is known of an extension action; None for a third party's."""
    return _BY_MODULE.get(action.text("module"))


def belonging(block: Block, name: str) -> str:
    """Return the text that belongs into the element ``name`` of ``block``; empty where that is not known."""
    if block.description.name != "action":
        return ""
    known = official(block) or EXTENSION_ACTIONS.get(block.text("name"))
    if known is None:
        return ""
    module = STORE_MODULES[0] if known.module == STORE_MODULES[1] else known.module
    return {"name": known.name, "module": module, "function": FUNCTION, "index": str(known.index)}.get(name, "")
