"""The section that names the extensions' actions and when they run."""

from amazons3cfg.kinds.choice import Choice
from amazons3cfg.kinds.names import ActionList, ActionName, PythonName
from amazons3cfg.kinds.numbers import Whole
from amazons3cfg.rules.actions import ACTION_INDEX, ACTION_NAME, ACTION_ORDER, SAME_NAME
from amazons3cfg.rules.actions import ORDER_MODE as ORDER_MODE_RULE
from amazons3cfg.sections.description import Element, Section, When

ORDER_MODE = "extensions/order_mode"

_DEPENDS = Element(
    "depends",
    "What the action runs before and after. It may be empty, and counts with the order mode dependency only.",
    label="Dependencies",
    required=When(ORDER_MODE, ("dependency",)),
    rule=ACTION_ORDER,
    children=(
        Element(
            "run_before",
            "The actions that it runs before: extensions' or standard ones.",
            ActionList(),
            example="store, purge",
        ),
        Element(
            "run_after",
            "The actions that it runs after: extensions' or standard ones.",
            ActionList(),
            example="collect, stage",
        ),
    ),
)
EXTENSIONS_SECTION = Section(
    "extensions",
    "The actions that are not Cedar Backup's own. Each can be named on the command line of cback3.",
    children=(
        Element(
            "order_mode",
            "Whether the order of the actions comes from their indexes or from what depends on what.",
            Choice(("index", "dependency")),
            example="index",
            default="index",
            rule=ORDER_MODE_RULE,
        ),
        Element(
            "action",
            "An action: its name, the Python function that runs it, and its place in the order.",
            repeated=True,
            unique="name",
            rule=SAME_NAME,
            children=(
                Element(
                    "name",
                    "What the action is called on the command line and in the order of actions.",
                    ActionName(),
                    example="amazons3",
                    required=True,
                    rule=ACTION_NAME,
                ),
                Element(
                    "module",
                    "The Python module that the action's function is in. cback3 imports it at every start.",
                    PythonName(),
                    example="CedarBackup3.extend.amazons3",
                    required=True,
                ),
                Element(
                    "function",
                    "The function that runs the action.",
                    PythonName(dotted=False),
                    example="executeAction",
                    required=True,
                ),
                Element(
                    "index",
                    "The action's place in the order: collect has 100, stage 200, store 300 and purge 400.",
                    Whole(minimum=0),
                    example="201",
                    required=When(ORDER_MODE, ("index",)),
                    rule=ACTION_INDEX,
                ),
                _DEPENDS,
            ),
        ),
    ),
)
