"""The extension actions: whether Cedar Backup can run them, and what they and the hooks around them need."""

from collections.abc import Iterator

from lxml import etree

from amazons3cfg.checks.official import official
from amazons3cfg.checks.structure import misspelt
from amazons3cfg.findings import Applicability, Finding, Fix
from amazons3cfg.model.blocks import Block
from amazons3cfg.model.configuration import Configuration
from amazons3cfg.rules import Rule
from amazons3cfg.rules.actions import (
    ACTION_FUNCTION,
    HOOK_ACTION,
    NO_ACTION,
    NO_STAGE,
    REPEATED_OVERRIDE,
    SECOND_ACTION,
    STANDARD_NAME,
    UNKNOWN_MODULE,
    UNUSED_SECTION,
)
from amazons3cfg.rules.required import MISSING_SECTION, NO_ENTRY, NO_REFERENCE
from amazons3cfg.rules.structure import NO_SECTION
from amazons3cfg.rules.suggestions import closest
from amazons3cfg.sections import EXTENSIONS
from amazons3cfg.sections.actions import EXTENSION_ACTIONS, FUNCTION, STANDARD_ACTIONS, STORE_MODULES, Action

_STORE = "amazons3"
_OWN = "CedarBackup3."
"""What the modules of Cedar Backup begin with; the official extensions' are the only ones that have an action."""
_NEVER = "all"
"""What the command line takes for the four standard actions, so that an extension of that name never runs."""


def check_actions(configuration: Configuration) -> Iterator[Finding]:
    """Yield what is wrong with the extension actions, and with what is there for actions."""
    document = configuration.document
    if not configuration.section("reference"):
        finding = NO_REFERENCE.finding("there is no <reference> section", "add one, at least <reference/>")
        yield document.place_tag(finding, document.root)
    stores = [action for action in configuration.actions if action.text("module") in STORE_MODULES]
    for second in stores[1:]:
        message = f"the module {second.text('module')!r} stores the backup, as an action before it does"
        finding = SECOND_ACTION.finding(message, "keep one of the two actions: the second finds the day stored already")
        yield document.place(finding, _place(second, "module"))
    for action in configuration.actions:
        yield from _name(configuration, action)
        known = official(action)
        if known:
            yield from _function(configuration, action)
            yield from _sections(configuration, action, known)
    yield from _modules(configuration)
    yield from _hooks(configuration)
    yield from _collect(configuration)


def _place(block: Block, name: str) -> etree._Element:
    there = block.there(name)
    return block.element if there is None else there


def _name(configuration: Configuration, action: Block) -> Iterator[Finding]:
    leaf = action.leaf("name")
    if leaf is None or (leaf.text not in STANDARD_ACTIONS and leaf.text != _NEVER):
        return
    known = official(action)
    taken = {other.text("name") for other in configuration.actions}
    fix = None
    if known and known.name not in taken:
        fix = Fix.of(f"write <name>{known.name}</name>", 0, len(leaf.text), known.name, "unsafe")
    what = "is never run" if leaf.text == _NEVER else f"takes the place of Cedar Backup's own {leaf.text}"
    finding = STANDARD_NAME.finding(f"an extension action named {leaf.text!r} {what}", "use another name", fix=fix)
    yield configuration.document.place(finding, leaf.element)


def _modules(configuration: Configuration) -> Iterator[Finding]:
    """Yield the sections that no action uses and the modules that Cedar Backup has not; of one place, the error."""
    unused = list(_unused(configuration))
    errors = {each.start for each in unused if each.severity == "error"}
    unknown = [each for each in _unknown_modules(configuration) if each.start not in errors]
    places = {each.start for each in unknown}
    yield from unknown
    yield from (each for each in unused if each.start not in places)


def _unknown_modules(configuration: Configuration) -> Iterator[Finding]:
    modules = [known.module for known in EXTENSION_ACTIONS.values()]
    for action in configuration.actions:
        leaf = action.leaf("module")
        if leaf is None or not leaf.text.startswith(_OWN) or official(action):
            continue
        meant, fix = closest(leaf.text, modules), None
        if meant:
            safety: Applicability = "safe" if leaf.text.lower() == meant.lower() else "unsafe"
            fix = Fix.of(f"write <module>{meant}</module>", 0, len(leaf.text), meant, safety)
        message = f"Cedar Backup has no module {leaf.text!r}"
        finding = UNKNOWN_MODULE.finding(message, f"use one of {', '.join(modules)}", fix=fix)
        yield configuration.document.place(finding, leaf.element)


def _function(configuration: Configuration, action: Block) -> Iterator[Finding]:
    leaf = action.leaf("function")
    if leaf is None or leaf.text == FUNCTION or leaf.is_nested:
        return
    fix = Fix.of(f"write <function>{FUNCTION}</function>", 0, len(leaf.text), FUNCTION, "unsafe")
    finding = ACTION_FUNCTION.finding(f"the function is {leaf.text!r}", fix=fix)
    yield configuration.document.place(finding, leaf.element)


def _sections(configuration: Configuration, action: Block, known: Action) -> Iterator[Finding]:
    document = configuration.document
    for section in known.sections:
        if configuration.section(section) or misspelt(configuration.root, section) or section == "options":
            continue
        if section == _STORE:
            finding = NO_SECTION.finding(
                "the AmazonS3 section is required", "add an <amazons3> element with an <s3_bucket> in it"
            )
        else:
            rule: Rule = NO_STAGE if section == "stage" and known.name == _STORE else MISSING_SECTION
            message = f"the action {action.text('name')!r} needs a <{section}> section, and there is none"
            if rule is NO_STAGE:
                message = "there is no <stage> section"
            finding = rule.finding(message, f"add one; see the Cedar Backup manual on <{section}>")
        place = document.root if section in (_STORE, "stage") and known.name == _STORE else _place(action, "module")
        yield document.place_tag(finding, place)


def _unused(configuration: Configuration) -> Iterator[Finding]:
    """Yield the extensions' sections that no action reads."""
    used = {known.name for action in configuration.actions if (known := official(action))}
    for name in EXTENSIONS:
        section = configuration.section(name)
        if section is None or name in used:
            continue
        rule = NO_ACTION if name == _STORE else UNUSED_SECTION
        yield _no_action(configuration, name, rule, section)


def _no_action(configuration: Configuration, name: str, rule: Rule, section: Block) -> Finding:
    document = configuration.document
    modules = STORE_MODULES if name == _STORE else (EXTENSION_ACTIONS[name].module,)
    for action in configuration.actions:
        leaf = action.leaf("module")
        text = leaf.text if leaf else ""
        same = text.lower() in map(str.lower, modules)
        if action.text("name") == name or same:
            title = f"write <module>{modules[0]}</module>"
            fix = Fix.of(title, 0, len(text), modules[0], "safe" if same else "unsafe") if leaf else None
            message = f"the module {text!r} does not use the {name} section"
            return document.place(rule.finding(message, title, fix=fix), _place(action, "module"))
    hint = f"add an <action> with <module>{modules[0]}</module> to <extensions>"
    place = document.root if rule is NO_ACTION else section.element
    return document.place_tag(rule.finding(f"no extension action uses the {name} section", hint), place)


def _hooks(configuration: Configuration) -> Iterator[Finding]:
    options = configuration.section("options")
    if options is None:
        return
    document = configuration.document
    known = {action.text("name") for action in configuration.actions} | STANDARD_ACTIONS.keys()
    for hook in (*options.each("pre_action_hook"), *options.each("post_action_hook")):
        leaf = hook.leaf("action")
        if leaf is None or leaf.value is None or leaf.text in known:
            continue
        meant = closest(leaf.text, known)
        fix = Fix.of(f"write {meant}", 0, len(leaf.text), meant, "unsafe") if meant else None
        hint = f"use one of {', '.join(sorted(known))}"
        yield document.place(HOOK_ACTION.finding(f"there is no action {leaf.text!r}", hint, fix=fix), leaf.element)
    seen = set[str]()
    for override in reversed(options.each("override")):
        leaf = override.leaf("command")
        if leaf and leaf.text in seen:
            finding = REPEATED_OVERRIDE.finding(f"{leaf.text!r} is overridden again below", "keep one of them")
            yield document.place(finding, leaf.element)
        seen.add(leaf.text if leaf else "")


def _collect(configuration: Configuration) -> Iterator[Finding]:
    """Yield that there is nothing to collect, which is no mistake where the section serves extensions."""
    collect, names = configuration.section("collect"), ("file", "dir")
    if collect is None or any(collect.each(name) or misspelt(collect, name) for name in names):
        return
    others = map(official, configuration.actions)
    if not any(other is None or "collect" in other.sections for other in others):
        message = "there is no <file> or <dir> in <collect>, and no extension that needs the section"
        finding = NO_ENTRY.finding(message, "add what is to be collected, or remove the section")
        yield configuration.document.place_tag(finding, collect.element)
