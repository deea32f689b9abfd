"""What belongs into the extension action of an official extension."""

from amazons3cfg.model.blocks import Block
from amazons3cfg.model.configuration import Configuration
from amazons3cfg.sections.actions import EXTENSION_ACTIONS, FUNCTION, STANDARD_ACTIONS, STORE_MODULES, Action

UNENCRYPTED = ("encrypt", "split")
"""The extensions without which data is stored as it was not meant."""
MANY_ACTIONS = 200
"""Of more actions nobody wants to be told an index for each, which takes the indexes of all others."""
_BY_MODULE = {action.module: action for action in EXTENSION_ACTIONS.values()} | dict.fromkeys(
    STORE_MODULES, EXTENSION_ACTIONS["amazons3"]
)


def official(action: Block) -> Action | None:
    """Return what is known of an extension action; None for a third party's."""
    return _BY_MODULE.get(action.text("module"))


def belonging(configuration: Configuration, block: Block, name: str) -> str:
    """Return the text that belongs into the element ``name`` of ``block``; empty where that is not known."""
    if block.description.name != "action":
        return ""
    known = official(block) or EXTENSION_ACTIONS.get(block.text("name"))
    if known is None:
        return ""
    module = STORE_MODULES[0] if known.module == STORE_MODULES[1] else known.module
    return {
        "name": known.name,
        "module": module,
        "function": FUNCTION,
        "index": fitting_index(configuration, block, known),
    }.get(name, "")


def fitting_index(configuration: Configuration, action: Block, known: Action) -> str:
    """Return an index with which the action of an official extension runs in its place; empty if there is no room."""
    if len(configuration.actions) > MANY_ACTIONS:
        return ""
    others = [(official(each), each.value("index")) for each in configuration.actions if each is not action]
    indexes = [(other.name if other else "", index) for other, index in others if index is not None]
    lowest = STANDARD_ACTIONS[known.after].index + 1 if known.after else 1
    highest = STANDARD_ACTIONS[known.before].index - 1 if known.before else None
    if known.name in UNENCRYPTED:
        highest = min([index - 1 for name, index in indexes if name == "amazons3"] + [highest or lowest])
    elif known.name == "amazons3":
        lowest = max([index + 1 for name, index in indexes if name in UNENCRYPTED] + [lowest])
    taken = {index for name, index in indexes if not (name and EXTENSION_ACTIONS[name].before)}
    taken |= {standard.index for standard in STANDARD_ACTIONS.values()}
    last = lowest + len(taken) if highest is None else highest
    nearby = range(lowest, last + 1) if highest is None else range(last, max(lowest, last - len(taken)) - 1, -1)
    fitting = (index for index in (known.index, *nearby) if lowest <= index <= last and index not in taken)
    return next(map(str, fitting), "")
