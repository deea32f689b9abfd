"""What ``amazons3cfg show --all`` prints: a whole configuration with all that is inherited, and the defaults."""

import json
from collections.abc import Iterator
from typing import Any

from amazons3cfg.model.configuration import Configuration
from amazons3cfg.model.resolved import DEFAULT, Part, Value, action_order, resolve
from amazons3cfg.reports.text import printable
from amazons3cfg.text.tree import INDENT

FORMS = ("text", "json")
"""The forms in which it can be shown."""
_HIDDEN = "(hidden)"


def as_text(configuration: Configuration, secrets: bool) -> Iterator[str]:
    """Yield the lines that tell a person; each value that is not written in its place has its origin behind it."""
    order = action_order(configuration)
    yield f"order of actions: {', '.join(map(printable, order)) or 'none'}"
    for section in resolve(configuration).children:
        yield ""
        yield from _lines(section, "", 0, secrets)


def as_json(configuration: Configuration, secrets: bool) -> str:
    """Return it as a document in JSON: sections by their names, what may be repeated as lists."""
    data = {"order_of_actions": action_order(configuration), **_data(resolve(configuration), secrets)}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _lines(node: Value | Part, indent: str, width: int, secrets: bool) -> Iterator[str]:
    origin = f"  ({node.origin if node.origin in ('', DEFAULT) else f'from {node.origin}'})" if node.origin else ""
    if isinstance(node, Value):
        text = printable(node.text) if secrets or not node.element.secret else _HIDDEN
        yield f"{indent}{node.name:{width}}  {text}{origin}"
        return
    yield f"{indent}{node.name}{origin}"
    widest = max((len(child.name) for child in node.children if isinstance(child, Value)), default=0)
    for child in node.children:
        yield from _lines(child, indent + INDENT, widest, secrets)


def _data(part: Part, secrets: bool) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for child in part.children:
        value: Any = _data(child, secrets) if isinstance(child, Part) else child.data
        if isinstance(child, Value) and child.element.secret and not secrets:
            value = _HIDDEN
        if child.element.repeated:
            data.setdefault(child.name, []).append(value)
        else:
            data[child.name] = value
    return data
