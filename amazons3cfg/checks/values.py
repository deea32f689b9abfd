"""What the values are: each as its kind reads it."""

from collections.abc import Iterator
from functools import lru_cache

from attrs import evolve

from amazons3cfg.checks.official import MANY_ACTIONS, belonging
from amazons3cfg.findings import Finding, Fix
from amazons3cfg.kinds.names import ActionList, ActionName
from amazons3cfg.model.amazons3 import FIELDS
from amazons3cfg.model.blocks import Block, Leaf, reading
from amazons3cfg.model.configuration import Configuration
from amazons3cfg.rules.meaning import IGNORED_ELEMENT
from amazons3cfg.rules.values import VALUE_CUT
from amazons3cfg.sections.actions import STANDARD_ACTIONS
from amazons3cfg.sections.description import Element
from amazons3cfg.text.splices import remove, set_text

_FIELDS = {element: name for name, element in FIELDS.items()}


def check_values(configuration: Configuration) -> Iterator[Finding]:
    """Yield what is wrong with the text of each element that is read."""
    is_plain = configuration.document.is_plain
    for block in configuration.blocks:
        for leaves in block.leaves.values():
            description = leaves[0].description
            read = leaves
            if len(leaves) > 1 and not description.repeated:
                read = [leaf for leaf in leaves if leaf.text][:1] or leaves
            when = description.read_when
            if when and not configuration.holds(when, block):
                yield from _unread(configuration, block, [leaf for leaf in read if leaf.text])
                continue
            for leaf in read:
                # Nearly all are good, and then no generator is made for them.
                if not (is_plain and leaf.text and not _judged(description, leaf.text)):
                    yield from _leaf(configuration, block, leaf)


def _unread(configuration: Configuration, block: Block, leaves: list[Leaf]) -> Iterator[Finding]:
    document = configuration.document
    for leaf in leaves:
        when = leaf.description.read_when
        name = when.name if when else ""
        message = f"<{leaf.description.name}> has no effect, since <{name}> is {block.text(name) or 'not there'}"
        fix = Fix("remove it", tuple(remove(document, [leaf.element])), "unsafe")
        yield document.place_tag(IGNORED_ELEMENT.finding(message, fix=fix), leaf.element)


def _leaf(configuration: Configuration, block: Block, leaf: Leaf) -> Iterator[Finding]:
    document, element = configuration.document, leaf.element
    if leaf.is_nested:
        return
    whole = element.text or ""
    if leaf.text != whole:
        yield _cut(configuration, leaf, whole)
        return
    if not leaf.text:
        return
    refused = reading(leaf.description, leaf.text).refused
    for finding in _judged(leaf.description, leaf.text):
        known = _known(configuration, block, leaf, finding) if refused else finding
        yield document.place(evolve(known, field=_FIELDS.get(leaf.description)), element)


@lru_cache(1000)  # documents have the same few values in many places
def _judged(description: Element, text: str) -> tuple[Finding, ...]:
    """Return what is wrong with the text: why it is refused, or what is to be said of it."""
    return reading(description, text).refused or tuple(description.values.remarks(text))


def _known(configuration: Configuration, block: Block, leaf: Leaf, finding: Finding) -> Finding:
    """Return ``finding`` with the rule and the fix that belong to the element more than to its kind."""
    name, rule = leaf.description.name, leaf.description.rule
    text = belonging(configuration, block, name)
    if text and (finding.fix is None or finding.fix.applicability != "safe"):
        fix = Fix.of(f"write <{name}>{text}</{name}>", 0, len(leaf.text), text, "unsafe")
        finding = evolve(finding, fix=fix, hint=fix.title)
    if (
        finding.fix
        and isinstance(leaf.description.kind, ActionName | ActionList)
        and block.description.name != "action"
    ):
        meant = {edit.text for edit in finding.fix.edits} - STANDARD_ACTIONS.keys()
        actions = configuration.actions[: MANY_ACTIONS + 1]
        unknown = meant.difference(action.text("name") for action in actions)
        if (
            unknown or len(actions) > MANY_ACTIONS or block.description.name == "depends"
        ):  # another mistake could take its place, such as a loop
            finding = evolve(finding, fix=None)
    return evolve(finding, code=rule.code, severity=rule.severity) if rule else finding


def _cut(configuration: Configuration, leaf: Leaf, whole: str) -> Finding:
    document = configuration.document
    message = f"Cedar Backup reads {leaf.text!r} here" if leaf.text else "Cedar Backup reads nothing here"
    message = "Cedar Backup reads a part of it only" if leaf.description.secret else f"{message}, not {whole!r}"
    hint = "write the value as plain text, without CDATA, comments or instructions in it"
    placed = document.place(VALUE_CUT.finding(message, hint), leaf.element)
    if leaf.description.secret or not whole.strip() or reading(leaf.description, whole).refused:
        return placed
    span = document.span(leaf.element)
    content = document.source.text[span.content : span.content_end]
    loses = "<!--" in content or "<?" in content
    return evolve(placed, fix=Fix(hint, tuple(set_text(document, leaf.element, whole)), "unsafe" if loses else "safe"))
