"""A document as Cedar Backup understands it: with what is inherited, and the defaults, in their places."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from attrs import define

from amazons3cfg.findings import FieldError
from amazons3cfg.model.blocks import Block, Leaf
from amazons3cfg.model.configuration import Configuration
from amazons3cfg.sections.actions import STANDARD_ACTIONS
from amazons3cfg.sections.description import Element

ALL = "all"
"""What the standard actions are called together on the command line; an extension of that name is never run."""
DEFAULT = "default"
"""The origin of a value that is nowhere written."""
_ADDED = {"collect/dir/exclude": "collect/exclude"}
"""What is excluded in a section is excluded in its entries, too."""


@define(frozen=True, slots=True)
class Value:
    """What counts for an element that holds text."""

    element: Element
    text: str
    origin: str = ""
    """Where it comes from, if it is not written here: the path of another element, or ``DEFAULT``."""

    @property
    def name(self) -> str:
        """The element's name."""
        return self.element.name

    @property
    def data(self) -> Any:
        """The value as plain data; its text where that stands for none."""
        kind = self.element.values
        try:
            value = kind.read(self.text)
        except FieldError:
            return self.text
        return list(value) if isinstance(value, (list, tuple)) else kind.to_data(value)


@define(frozen=True, slots=True)
class Part:
    """What counts in an element that holds others, in the order of their description."""

    element: Element
    children: "tuple[Value | Part, ...]"
    origin: str = ""
    """The path of another element, if that stands for one here."""

    @property
    def name(self) -> str:
        """The element's name."""
        return self.element.name


def resolve(configuration: Configuration) -> Part:
    """Return all that counts in a document, without what is not read."""
    return _part(configuration, configuration.root, "")


def action_order(configuration: Configuration) -> list[str]:
    """Return the names of the actions in the order in which they run when all are asked for; empty if they cannot.

    A standard action is among them if its section is there. Where nothing tells which of two is first, Cedar Backup
    takes the one that comes first on its command line, and this is the order of the document.
    """
    standard = {name: action.index for name, action in STANDARD_ACTIONS.items() if not action.alone}
    there = {name for name in standard if configuration.section(name)}
    own = {name: action for action in configuration.actions if (name := action.text("name")) not in ("", ALL)}
    if not configuration.by_dependency:
        indexes = standard | {name: _index(action) for name, action in own.items()}
        return sorted((name for name in indexes if name in there or name in own), key=lambda name: indexes[name])
    after: dict[str, list[str]] = {name: [] for name in (*standard, *own)}
    for first, second in pairwise(standard):
        after[first].append(second)
    for name, action in own.items():
        depends = action.block("depends")
        if depends is None:
            continue
        for other in depends.value("run_before") or ():
            after[name].append(other)
        for other in depends.value("run_after") or ():
            after.setdefault(other, []).append(name)
    return [name for name in _sorted(after) if name in there or name in own]


def _sorted(after: Mapping[str, Sequence[str]]) -> list[str]:
    """Return names so that each comes before those ``after`` it, and none if they go round in a circle.

    Of the orders that are possible it is the one that Cedar Backup takes: by a search in depth, last ended first.
    """
    ended: dict[str, None] = {}
    for start in after:
        path = {start: iter(after[start])} if start not in ended else {}
        while path:
            name, left = next(reversed(path.items()))
            following = next((each for each in left if each not in ended), None)
            if following is None:
                del path[name]
                ended[name] = None
            elif following in path:
                return []
            else:
                path[following] = iter(after.get(following, ()))
    return list(reversed(ended))


def _index(action: Block) -> int:
    index: int | None = action.value("index")
    return 0 if index is None else index


def _part(configuration: Configuration, block: Block, path: str, origin: str = "") -> Part:
    description = block.description
    old_names = {child.old_name for child in description.children}
    children: list[Value | Part] = []
    for child in description.children:
        own = f"{path}/{child.name}" if path else child.name
        if child.name in old_names or (child.read_when and not configuration.holds(child.read_when, block)):
            continue
        if child.kind is None:
            children += _parts(configuration, block, child, own)
        elif child.repeated:
            children += _all(block, child, "")
            children += _added(configuration, child, path)
        else:
            children += _value(configuration, block, child)
    return Part(description, tuple(children), origin)


def _parts(configuration: Configuration, block: Block, child: Element, path: str) -> Iterator[Part]:
    read, origin = _read(block.each(child.name), child), ""
    if not read and child.inherits:
        section, _, name = child.inherits.partition("/")
        other = configuration.section(section)
        read, origin = _read(other.each(name) if other else [], child), child.inherits
    if not read and path in _ADDED:
        section, _, name = _ADDED[path].partition("/")
        other = configuration.section(section)
        if other and other.has(name):
            yield Part(child, tuple(value for part in child.children for value in _added(configuration, part, path)))
    for each in read if child.repeated else read[:1]:
        yield _part(configuration, each, path, origin)


def _read(blocks: Iterable[Block], description: Element) -> list[Block]:
    """Return those of ``blocks`` that Cedar Backup reads: a peer of no known type it passes over."""
    return [block for block in blocks if description.name != "peer" or block.value("type") is not None]


def _value(configuration: Configuration, block: Block, child: Element) -> Iterator[Value]:
    leaf = (block.leaf(child.old_name) if child.old_name else None) or block.leaf(child.name)
    inherited = configuration.leaf(child.inherits) if child.inherits and leaf is None else None
    if leaf:
        yield Value(child, _written(leaf))
    elif inherited:
        yield Value(child, _written(inherited), child.inherits)
    elif child.default:
        yield Value(child, child.default, DEFAULT)


def _all(block: Block, child: Element, origin: str) -> Iterator[Value]:
    yield from (Value(child, _written(leaf), origin) for leaf in block.leaves.get(child.name, ()) if leaf.text)


def _added(configuration: Configuration, child: Element, path: str) -> Iterator[Value]:
    """Yield what the section adds to the element ``child`` of its entry at ``path``."""
    section, _, name = _ADDED.get(path, "").partition("/")
    block = configuration.section(section) if section else None
    added = block.block(name) if block else None
    if added and child.name in added.description.by_name:
        yield from _all(added, child, f"{_ADDED[path]}/{child.name}")


def _written(leaf: Leaf) -> str:
    """Return the value as its kind writes it; the text where it stands for none."""
    return leaf.text if leaf.value is None else leaf.description.values.write(leaf.value)
