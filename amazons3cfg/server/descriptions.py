"""What is known of an element of an open text, and how it is told to a person, in Markdown."""

import re

from amazons3cfg.sections.amazons3 import AMAZONS3
from amazons3cfg.sections.description import Element
from amazons3cfg.server.opened import ROOT
from amazons3cfg.text.outline import Node

SECTIONS: dict[str, Element] = {section.name: section for section in (AMAZONS3,)}
_TAG = re.compile(r"(?<!`)<[\w/ ]+>(?!`)")


def described(node: Node | None) -> Element | None:
    """Return the description of an element below the root; None if it has none."""
    found: Element | None = None
    for depth, name in enumerate(node.path if node else ()):
        if depth == 0:
            if name != ROOT:
                return None
        elif depth == 1:
            found = SECTIONS.get(name)
        else:
            found = found.by_name.get(name) if found else None
    return found


def children_of(node: Node | None) -> tuple[Element, ...]:
    """Return the descriptions of all that may stand directly in ``node``."""
    if node is not None and node.path == (ROOT,):
        return tuple(SECTIONS.values())
    element = described(node)
    return element.children if element else ()


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
