"""The configuration around the section: what the action requires, and when Cedar Backup calls it."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from amazons3cfg.document import Document, children_named
from amazons3cfg.findings import Finding
from amazons3cfg.rules import ACTION_FUNCTION, ACTION_INDEX, ACTION_ORDER, NO_ACTION, NO_OPTIONS, NO_STAGE

ACTION_MODULES = ("amazons3action", "CedarBackup3.extend.amazons3")
"""The Python modules that a configuration may name for this action: ours, and the original's."""

# Cedar Backup 3 manual, "Extensions configuration": the standard actions' indexes, in their order.
_STANDARD_INDEXES = {"collect": 100, "stage": 200, "store": 300, "purge": 400}


def check_actions(document: Document) -> Iterator[Finding]:
    """Yield what is missing around the section, and what is wrong with the extension actions that use it."""
    root = document.root
    for name, rule in (("options", NO_OPTIONS), ("stage", NO_STAGE)):
        if not children_named(root, name):
            finding = rule.finding(f"there is no <{name}> section", f"add one; see the Cedar Backup manual on <{name}>")
            yield document.place(finding, root)
    extensions = children_named(root, "extensions")[:1]
    actions = [action for parent in extensions for action in children_named(parent, "action")]
    ours = [action for action in actions if _text(action, "module") in ACTION_MODULES]
    if not ours:
        hint = f"add an <action> with <module>{ACTION_MODULES[0]}</module> to <extensions>"
        yield document.place(NO_ACTION.finding("no extension action uses the amazons3 section", hint), root)
    by_dependency = any(_text(parent, "order_mode") == "dependency" for parent in extensions)
    for action in ours:
        if _text(action, "function") != "executeAction":
            message = f"the function is {_text(action, 'function')!r}"
            finding = ACTION_FUNCTION.finding(message, "write <function>executeAction</function>")
            yield document.place(finding, _child(action, "function"))
        yield from _check_dependency(document, action, actions) if by_dependency else _check_index(document, action)


def _check_index(document: Document, action: etree._Element) -> Iterator[Finding]:
    text, stage = _text(action, "index"), _STANDARD_INDEXES["stage"]
    place = _child(action, "index")
    try:
        index = int(text)
    except ValueError:
        message = f"the index {text!r} is not a whole number" if text else "the action has no index"
        yield document.place(ACTION_INDEX.finding(message, f"write <index>{stage + 1}</index>"), place)
        return
    if index <= stage:
        message = f"index {index} does not come after stage, which has {stage}"
        yield document.place(ACTION_ORDER.finding(message, f"write <index>{stage + 1}</index>"), place)


def _check_dependency(document: Document, action: etree._Element, actions: list[etree._Element]) -> Iterator[Finding]:
    standard = list(_STANDARD_INDEXES)
    followers: defaultdict[str, set[str]] = defaultdict(set)
    for earlier, later in pairwise(standard):
        followers[earlier].add(later)
    for other in actions:
        name, depends = _text(other, "name"), _child(other, "depends")
        for earlier in _names(depends, "run_after"):
            followers[earlier].add(name)
        followers[name].update(_names(depends, "run_before"))
    reached, waiting = set[str](), ["stage"]
    while waiting:
        found = followers[waiting.pop()] - reached
        reached |= found
        waiting += found
    if _text(action, "name") not in reached:
        hint = "write <depends><run_after>stage</run_after></depends>"
        finding = ACTION_ORDER.finding("nothing makes the action run after stage", hint)
        yield document.place(finding, _child(action, "depends"))


def _child(element: etree._Element, name: str) -> etree._Element:
    """Return the first child of that name, or else ``element`` itself, as the place to show."""
    return next(iter(children_named(element, name)), element)


def _text(element: etree._Element, name: str) -> str:
    return next((child.text or "" for child in children_named(element, name)), "")


def _names(depends: etree._Element, name: str) -> list[str]:
    return [part.strip() for part in _text(depends, name).split(",") if part.strip()]
