"""What is known of an element of an open text, and how it is told to a person, in Markdown."""

import re

from amazons3cfg.sections import CB_CONFIG, Element
from amazons3cfg.text.outline import Node

_TAG = re.compile(r"(?<!`)<[\w/ ]+>(?!`)")


def described(node: Node | None) -> Element | None:
    """Return the description of an element; None if it has none."""
    names = node.path if node else ()
    if names[:1] != (CB_CONFIG.name,):
        return None
    found: Element | None = CB_CONFIG
    for name in names[1:]:
        found = found.by_name.get(name) if found else None
    return found


def explain(element: Element) -> str:
    """Return what a person wants to know of ``element`` as Markdown: help, allowed values, default and example."""
    facts = []
    if element.kind:
        facts.append(f"Allowed: {element.allowed}")
    if element.required is True:
        facts.append("Required")
    elif element.required:
        facts.append(f"Required if `{element.required.name}` is {' or '.join(element.required.values)}")
    if element.default:
        facts.append(f"Default: `{element.default}`")
    if element.inherits:
        facts.append(f"Without it, that of `{element.inherits}`")
    if element.example:
        facts.append(f"Example: `{element.example}`")
    if element.children:
        facts.append(f"In it: {', '.join(f'`{child.name}`' for child in element.children)}")
    # What is written as <name> would be taken for HTML.
    told = (_TAG.sub(r"`\g<0>`", text) for text in (element.help, "\n".join(f"- {fact}" for fact in facts)))
    return "\n\n".join((f"**{element.title}** `<{element.name}>`", *told))
