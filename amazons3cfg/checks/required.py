"""What has to be there, and what may not be there together, by the descriptions."""

from collections.abc import Iterator
from functools import cache

from amazons3cfg.checks.official import belonging, official
from amazons3cfg.checks.structure import misspelt
from amazons3cfg.findings import Finding, Fix
from amazons3cfg.model.blocks import Block
from amazons3cfg.model.configuration import Configuration
from amazons3cfg.rules import RULES
from amazons3cfg.rules.actions import ACTION_ORDER
from amazons3cfg.rules.meaning import OLD_NAME
from amazons3cfg.rules.required import MISSING, MISSING_INHERITED, NO_ENTRY, NO_WORK, NOTHING_TO_DO
from amazons3cfg.rules.values import NO_BUCKET
from amazons3cfg.sections.description import Element, When
from amazons3cfg.text.names import local_name
from amazons3cfg.text.splices import element_line, insert, remove, set_text


def check_required(configuration: Configuration) -> Iterator[Finding]:
    """Yield what is missing, and what is there too often."""
    root = configuration.root
    for description in root.description.children:
        if description.required and not root.has(description.name) and not misspelt(root, description.name):
            yield _missing(configuration, root, description)
    yield from _groups(configuration, root)
    for block in configuration.blocks:
        for description in _asking(block.description):
            name = description.name
            if block.has(name):
                if description.old_name and block.leaf(description.old_name) and block.leaf(name):
                    yield _both_names(configuration, block, description)
                if description.unique:
                    yield from _same(configuration, block, description)
            elif not _is_elsewhere(block, description) and _is_required(configuration, block, description):
                yield _missing(configuration, block, description)
        if block.description.one_of:
            yield from _groups(configuration, block)
        for first, second in block.description.refused:
            if configuration.holds(first, block) and configuration.holds(second, block):
                yield _refused(configuration, block, first, second)


@cache
def _asking(description: Element) -> tuple[Element, ...]:
    """Return the children that may have to be there, or may not be there together."""
    children = description.children
    return tuple(child for child in children if child.old_name or child.required or child.wanted or child.unique)


def _is_elsewhere(block: Block, description: Element) -> bool:
    """Tell whether another check looks at what is not there: it is misspelt, holds an element, or is of the order."""
    if block.is_odd and (
        misspelt(block, description.name) or any(leaf.is_nested for leaf in block.leaves.get(description.name, ()))
    ):
        return True
    # The order tells what belongs into the dependencies of an official extension.
    return description.rule is ACTION_ORDER and official(block) is not None


def _is_required(configuration: Configuration, block: Block, description: Element) -> bool:
    if description.old_name and block.leaf(description.old_name):
        return False
    if description.inherits and _inherited(configuration, description.inherits):
        return False
    required, when = description.required, description.read_when
    if isinstance(required, When):
        required = configuration.holds(required, block)
    return (required or description.wanted) and (when is None or configuration.holds(when, block))


def _inherited(configuration: Configuration, path: str) -> bool:
    section, _, name = path.partition("/")
    block = configuration.section(section)
    return block is not None and block.has(name)


def _missing(configuration: Configuration, block: Block, description: Element) -> Finding:
    name, parent = description.name, block.description.name
    there = block.there(name)
    rule = description.rule or (MISSING_INHERITED if description.inherits else MISSING)
    also = f", nor is there {description.inherits}" if description.inherits else ""
    if not description.kind and description.repeated:
        message, hint = f"there is no <{name}> in <{parent}>{also}", f"add at least one <{name}>"
        rule = NO_ENTRY if description.required else NOTHING_TO_DO
    elif not description.kind:
        message, hint = f"there is no <{name}> in <{parent}>", f"add <{name}>"
    elif there is not None:
        message, hint = f"<{name}> is empty{also}", f"write {description.allowed}"
    else:
        message, hint = f"<{parent}> has no <{name}>{also}", f"add <{name}> with {description.allowed}"
    if rule is NO_BUCKET:
        message, hint = "the S3 bucket must be set", f"write {description.allowed}"
    finding = rule.finding(message, hint, fix=_addition(configuration, block, description, hint))
    return configuration.document.place_tag(finding, block.element if there is None else there)


def _addition(configuration: Configuration, block: Block, description: Element, title: str) -> Fix | None:
    """Return the fix that adds a missing element: what belongs there for sure, or an example to be shown only."""
    document, name, there = configuration.document, description.name, block.there(description.name)
    text = belonging(configuration, block, name)
    if not description.kind or not (text or description.example):
        return None
    if text:
        title = f"write <{name}>{text}</{name}>"
    if there is not None:
        return Fix(title, tuple(set_text(document, there, text)), "unsafe") if text and not len(there) else None
    lines = [element_line(document, name, text or description.example)]
    edits = insert(document, block.element, name, lines, list(block.description.by_name))
    return Fix(title, tuple(edits), "unsafe" if text else "display")


def _groups(configuration: Configuration, block: Block) -> Iterator[Finding]:
    description = block.description
    for names in description.one_of:
        there = [name for name in names if block.has(name)]
        if not there and not any(misspelt(block, name) for name in names):
            wanted = " or ".join(f"<{name}>" for name in names)
            rule = NO_WORK if block is configuration.root else description.rule or NO_ENTRY
            finding = rule.finding(f"there is no {wanted} in <{description.name}>", "add at least one of them")
            yield configuration.document.place_tag(finding, block.element)
        elif len(there) > 1 and description.exclusive:
            rule = description.rule or NO_ENTRY
            leaf = block.leaf(there[-1])
            finding = rule.finding(f"there is {' and '.join(f'<{name}>' for name in there)}", "keep one of them")
            yield configuration.document.place_tag(finding, leaf.element if leaf else block.element)


def _same(configuration: Configuration, block: Block, description: Element) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for entry in block.each(description.name):
        leaf = entry.leaf(description.unique)
        if leaf is None:
            continue
        if leaf.text in seen and description.rule:
            message = f"there is another <{description.name}> named {leaf.text!r}"
            yield configuration.document.place(description.rule.finding(message, "use another name"), leaf.element)
        seen[leaf.text] = leaf.text


def _refused(configuration: Configuration, block: Block, first: When, second: When) -> Finding:
    rule = block.description.rule or RULES[MISSING.code]
    there = [block.leaf(when.name) for when in (first, second)]
    told = " and ".join(
        f"<{when.name}> is {leaf.text if leaf else block.text(when.name) or 'not there'}"
        for when, leaf in zip((first, second), there, strict=True)
    )
    leaf = there[1] or there[0]
    finding = rule.finding(f"{told}: they do not go together", _allowed_together(block, second))
    return configuration.document.place(finding, leaf.element if leaf else block.element)


def _allowed_together(block: Block, when: When) -> str:
    kind = block.description.by_name[when.name].kind
    others = [choice for choice in (kind.choices if kind else ()) if choice not in when.values]
    return f"write {' or '.join(others)} for it, or change the other" if others else "change one of them"


def _both_names(configuration: Configuration, block: Block, description: Element) -> Finding:
    document, leaf = configuration.document, block.leaf(description.name)
    assert leaf is not None  # noqa: S101 - it was looked at
    message = f"<{description.old_name}> wins over <{local_name(leaf.element)}>"
    fix = Fix(f"keep one of them: remove <{description.name}>", tuple(remove(document, [leaf.element])), "unsafe")
    return document.place_tag(OLD_NAME.finding(message, fix=fix), leaf.element)
