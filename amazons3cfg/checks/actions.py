"""The configuration around the section: what the action requires, and when Cedar Backup calls it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from amazons3cfg.findings import Finding
from amazons3cfg.model.extensions import (
    ACTION_MODULES,
    ORDER_MODES,
    STANDARD_INDEXES,
    child_text,
    extension_actions,
    is_ordered_by_dependency,
    order_modes,
    store_actions,
)
from amazons3cfg.model.reader import SECTION_ELEMENT
from amazons3cfg.rules import (
    ACTION_FUNCTION,
    ACTION_INDEX,
    ACTION_NAME,
    ACTION_ORDER,
    NO_ACTION,
    NO_OPTIONS,
    NO_STAGE,
    ORDER_MODE,
    SECOND_ACTION,
)
from amazons3cfg.text.tree import Document, children_named

_ACTION_NAME = re.compile("[a-z0-9]+")
"""What cback3 takes for the name of an action; from its own message."""


def check_actions(document: Document) -> Iterator[Finding]:
    """Yield what is missing around the section, and what is wrong with the extension actions that use it."""
    root = document.root
    for name, rule in (("options", NO_OPTIONS), ("stage", NO_STAGE)):
        if not children_named(root, name):
            finding = rule.finding(f"there is no <{name}> section", f"add one; see the Cedar Backup manual on <{name}>")
            yield document.place(finding, root)
    ours = store_actions(document)
    if not ours:
        yield _no_action(document)
    for second in ours[1:]:
        message = f"the module {child_text(second, 'module')!r} stores the backup, as an action before it does"
        finding = SECOND_ACTION.finding(message, "keep one of the two actions: the second finds the day stored already")
        yield document.place(finding, _child(second, "module"))
    after_stage = _after_stage(document) if is_ordered_by_dependency(document) else None
    yield from _check_order_mode(document)
    for action in ours:
        name = child_text(action, "name")
        if not _ACTION_NAME.fullmatch(name):
            message = f"the name {name!r} is not one that cback3 takes" if name else "the action has no name"
            hint = f"write <name>{SECTION_ELEMENT}</name>, or other lower-case letters and digits"
            yield document.place(ACTION_NAME.finding(message, hint), _child(action, "name"))
        if child_text(action, "function") != "executeAction":
            message = f"the function is {child_text(action, 'function')!r}"
            finding = ACTION_FUNCTION.finding(message, "write <function>executeAction</function>")
            yield document.place(finding, _child(action, "function"))
        yield from (
            _check_index(document, action) if after_stage is None else _check_dependency(document, action, after_stage)
        )


def _check_order_mode(document: Document) -> Iterator[Finding]:
    for mode in order_modes(document):
        if mode.text and mode.text not in ORDER_MODES:
            finding = ORDER_MODE.finding(f"the order mode is {mode.text!r}", f"write {' or '.join(ORDER_MODES)}")
            yield document.place(finding, mode)


def _no_action(document: Document) -> Finding:
    for action in extension_actions(document):
        module = child_text(action, "module")
        if child_text(action, "name") == SECTION_ELEMENT or module.lower() in map(str.lower, ACTION_MODULES):
            message = f"the module {module!r} does not use the amazons3 section"
            finding = NO_ACTION.finding(message, f"write <module>{ACTION_MODULES[0]}</module>")
            return document.place(finding, _child(action, "module"))
    hint = f"add an <action> with <module>{ACTION_MODULES[0]}</module> to <extensions>"
    return document.place(NO_ACTION.finding("no extension action uses the amazons3 section", hint), document.root)


def _check_index(document: Document, action: etree._Element) -> Iterator[Finding]:
    text, stage = child_text(action, "index"), STANDARD_INDEXES["stage"]
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


def _after_stage(document: Document) -> set[str]:
    """Return the names of the actions that run after stage because of what depends on what."""
    standard = list(STANDARD_INDEXES)
    followers: defaultdict[str, set[str]] = defaultdict(set)
    for earlier, later in pairwise(standard):
        followers[earlier].add(later)
    for other in extension_actions(document):
        name, depends = child_text(other, "name"), _child(other, "depends")
        for earlier in _names(depends, "run_after"):
            followers[earlier].add(name)
        followers[name].update(_names(depends, "run_before"))
    reached, waiting = set[str](), ["stage"]
    while waiting:
        found = followers[waiting.pop()] - reached
        reached |= found
        waiting += found
    return reached


def _check_dependency(document: Document, action: etree._Element, after_stage: set[str]) -> Iterator[Finding]:
    if child_text(action, "name") not in after_stage:
        hint = "write <depends><run_after>stage</run_after></depends>"
        finding = ACTION_ORDER.finding("nothing makes the action run after stage", hint)
        yield document.place(finding, _child(action, "depends"))


def _child(element: etree._Element, name: str) -> etree._Element:
    """Return the first child of that name, or else ``element`` itself, as the place to show."""
    return next(iter(children_named(element, name)), element)


def _names(depends: etree._Element, name: str) -> list[str]:
    return [part.strip() for part in child_text(depends, name).split(",") if part.strip()]
