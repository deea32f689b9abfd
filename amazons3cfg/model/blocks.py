"""A whole document as Cedar Backup reads it: its sections, and what is in them, by their descriptions."""

from collections.abc import Iterator
from typing import Any

from attrs import define, field
from lxml import etree

from amazons3cfg.findings import FieldError
from amazons3cfg.kinds.boolean import Boolean
from amazons3cfg.sections import CB_CONFIG, SECTIONS
from amazons3cfg.sections.actions import ORIGINAL
from amazons3cfg.sections.description import Element, When
from amazons3cfg.text.names import children_named, is_named, local_name
from amazons3cfg.text.tree import Document

_UNREAD = object()


@define(slots=True, eq=False)
class Leaf:
    """An element that holds text."""

    element: etree._Element
    description: Element
    text: str
    """What is read of it; empty if there is nothing."""
    _value: Any = field(default=_UNREAD, init=False)

    @property
    def value(self) -> Any:
        """What the text stands for; None where it stands for nothing."""
        if self._value is _UNREAD:
            try:
                self._value = self.description.values.read(self.text) if self.text else None
            except FieldError:
                self._value = None
        return self._value


@define(slots=True, eq=False)
class Block:
    """An element that holds others: all of them that are described, in their order, by name."""

    element: etree._Element
    description: Element
    leaves: dict[str, list[Leaf]] = field(factory=dict, init=False)
    blocks: dict[str, list["Block"]] = field(factory=dict, init=False)
    strange: list[etree._Element] = field(factory=list, init=False)
    """Children that are not described here, or hidden by a prefix."""

    def leaf(self, name: str) -> Leaf | None:
        """Return the element ``name`` that is read: the first with text; None if there is none."""
        for leaf in self.leaves.get(name, ()):  # much faster than next() of a generator
            if leaf.text:
                return leaf
        return None

    def text(self, name: str) -> str:
        """Return what is read of the element ``name``, or else its default; empty if there is neither."""
        leaf = self.leaf(name)
        return leaf.text if leaf else self.description.by_name[name].default

    def value(self, name: str) -> Any:
        """Return what the element ``name``, or else its default, stands for; None for nothing."""
        leaf = self.leaf(name)
        if leaf:
            return leaf.value
        element = self.description.by_name[name]
        return element.values.read(element.default) if element.default else None

    def block(self, name: str) -> "Block | None":
        """Return the first element ``name``, which is the one that is read; None if there is none."""
        blocks = self.blocks.get(name)
        return blocks[0] if blocks else None

    def each(self, name: str) -> list["Block"]:
        """Return the elements ``name``, which holds others and may be repeated."""
        return self.blocks.get(name, [])

    def has(self, name: str) -> bool:
        """Tell whether the element ``name`` is there: with text in it, if it holds text."""
        return name in self.blocks or self.leaf(name) is not None

    def there(self, name: str) -> etree._Element | None:
        """Return the first element ``name``, even if it is empty."""
        found: list[Leaf | Block] = [*self.leaves.get(name, ()), *self.blocks.get(name, ())]
        return found[0].element if found else None

    def walk(self) -> Iterator["Block"]:
        """Yield this block and all in it that count."""
        yield self
        for name, blocks in self.blocks.items():
            for block in blocks if self.description.by_name[name].repeated else blocks[:1]:
                yield from block.walk()


@define(slots=True, eq=False)
class Configuration:
    """A whole document: its root as a block, whose blocks are the sections."""

    document: Document
    root: Block
    by_original: bool
    """Whether the original's action, not ours, reads the ``amazons3`` section."""
    blocks: tuple[Block, ...] = field(init=False)
    """All blocks that count, in their order, without the root."""

    @blocks.default
    def _that_count(self) -> tuple[Block, ...]:
        return tuple(block for sections in self.root.blocks.values() for block in sections[0].walk())

    @property
    def actions(self) -> list[Block]:
        """The extension actions."""
        extensions = self.root.block("extensions")
        return extensions.each("action") if extensions else []

    @property
    def by_dependency(self) -> bool:
        """Whether actions are ordered by what they depend on, not by their indexes."""
        extensions = self.root.block("extensions")
        return extensions is not None and extensions.text("order_mode") == "dependency"

    def section(self, name: str) -> Block | None:
        """Return the section ``name``, which is the first of that name."""
        return self.root.block(name)

    def leaf(self, path: str) -> Leaf | None:
        """Return the element at a path such as ``options/backup_user``."""
        section, _, name = path.partition("/")
        block = self.root.block(section)
        return block.leaf(name) if block else None

    def holds(self, when: When, block: Block) -> bool:
        """Tell whether a condition on a child of ``block``, or on another section, is met."""
        section, slash, name = when.name.partition("/")
        if slash:
            found = self.root.block(section)
            if found is None:
                default = SECTIONS[section].by_name[name].default
                return default in when.values
            block = found
        else:
            name = section
        if not when.values:
            return block.has(name)
        kind = block.description.by_name[name].kind
        if isinstance(kind, Boolean):
            return block.value(name) in map(kind.read, when.values)
        value = block.value(name)
        return value is not None and kind is not None and kind.write(value) in when.values


def read_configuration(document: Document) -> Configuration:
    """Return ``document`` as Cedar Backup reads it; the root is ``cb_config``, or there are no sections."""
    root = Block(document.root, CB_CONFIG)
    by_original = False
    if is_named(document.root, CB_CONFIG.name):
        by_original = _names_original(document)
        _fill(document, root, by_original)
    return Configuration(document, root, by_original)


def _names_original(document: Document) -> bool:
    """Tell whether an extension action of the document is the original's store action."""
    for extensions in children_named(document.root, "extensions")[:1]:
        for action in children_named(extensions, "action"):
            if any(document.read(module) == ORIGINAL for module in children_named(action, "module")):
                return True
    return False


def _fill(document: Document, block: Block, by_original: bool) -> None:
    by_name = block.description.by_name
    leaves, blocks = block.leaves, block.blocks
    whole = block.description.name == "amazons3" and not by_original
    for child in block.element:
        name = str(child.tag)
        description = by_name.get(name)
        if description is None and name[0] == "{" and child.prefix is None:
            name = local_name(child)
            description = by_name.get(name)
        if description is None:
            block.strange.append(child)
        elif description.kind is not None:
            text = (child.text or "") if whole else document.read(child)
            leaves.setdefault(name, []).append(Leaf(child, description, text))
        else:
            inner = Block(child, description)
            blocks.setdefault(name, []).append(inner)
            _fill(document, inner, by_original)
