"""The elements of a document, by their descriptions, with what Cedar Backup reads of each."""

from functools import lru_cache
from typing import Any, NamedTuple

from attrs import define, field
from lxml import etree

from amazons3cfg.findings import FieldError, Finding
from amazons3cfg.sections.description import Element, Section
from amazons3cfg.text.names import local_name
from amazons3cfg.text.tree import Document


class Reading(NamedTuple):
    """What a text stands for."""

    value: Any
    """None for nothing, and for a text that is refused."""
    refused: tuple[Finding, ...] = ()
    """Why it is refused; empty if it is not."""


@lru_cache(1000)  # documents have the same few values in many places
def reading(element: Element, text: str) -> Reading:
    """Return what ``text`` stands for in ``element``."""
    try:
        return Reading(element.values.read(text) if text else None)
    except FieldError as error:
        return Reading(None, error.findings)


@define(slots=True, eq=False)
class Leaf:
    """An element that holds text."""

    element: etree._Element
    description: Element
    text: str
    """What is read of it; empty if there is nothing."""
    is_nested: bool
    """Whether there are elements in it, though it should hold text."""

    @property
    def value(self) -> Any:
        """What the text stands for, not to be changed; None where it stands for nothing."""
        return reading(self.description, self.text).value


@define(slots=True, eq=False)
class Block:
    """An element that holds others: all of them that are described, in their order, by name."""

    element: etree._Element
    description: Element
    is_strict: bool
    """Whether each unknown element in it is an error, and not only one that looks like a known one."""
    leaves: dict[str, list[Leaf]] = field(factory=dict, init=False)
    blocks: dict[str, list["Block"]] = field(factory=dict, init=False)
    strange: list[etree._Element] = field(factory=list, init=False)
    """Children that are not described here, or hidden by a prefix."""
    is_odd: bool = field(default=False, init=False)
    """Whether there is anything strange, repeated that should not be, or nested in it, or else nothing at all."""
    _read: dict[str, Leaf] = field(factory=dict, init=False)

    def leaf(self, name: str) -> Leaf | None:
        """Return the element ``name`` that is read: the first with text; None if there is none."""
        return self._read.get(name)

    def text(self, name: str) -> str:
        """Return what is read of the element ``name``, or else its default; empty if there is neither."""
        leaf = self._read.get(name)
        return leaf.text if leaf else self.description.by_name[name].default

    def value(self, name: str) -> Any:
        """Return what the element ``name``, or else its default, stands for; None for nothing."""
        return reading(self.description.by_name[name], self.text(name)).value

    def block(self, name: str) -> "Block | None":
        """Return the first element ``name``, which is the one that is read; None if there is none."""
        blocks = self.blocks.get(name)
        return blocks[0] if blocks else None

    def each(self, name: str) -> list["Block"]:
        """Return the elements ``name``, which holds others and may be repeated."""
        return self.blocks.get(name, [])

    def has(self, name: str) -> bool:
        """Tell whether the element ``name`` is there: with text in it, if it holds text."""
        return name in self._read or name in self.blocks

    def there(self, name: str) -> etree._Element | None:
        """Return the first element ``name``, even if it is empty."""
        found: list[Leaf | Block] = [*self.leaves.get(name, ()), *self.blocks.get(name, ())]
        return found[0].element if found else None

    def counting(self, found: "list[Block]") -> None:
        """Add this block and all in it that count to ``found``."""
        found.append(self)
        for blocks in self.blocks.values():
            for block in blocks if blocks[0].description.repeated else blocks[:1]:
                block.counting(found)

    def fill(self, document: Document) -> None:
        """Read what is in the element."""
        by_name, leaves, blocks, read = self.description.by_name, self.leaves, self.blocks, self._read
        is_plain, is_odd = document.is_plain, False
        for child in self.element:
            name: Any = child.tag
            description = by_name.get(name)
            if description is None and name[0] == "{" and child.prefix is None:
                name = local_name(child)
                description = by_name.get(name)
            if description is None:
                self.strange.append(child)
                is_odd = True
            elif description.kind is None:
                is_strict = description.strict if isinstance(description, Section) else self.is_strict
                block = Block(child, description, is_strict)
                block.fill(document)
                if name in blocks:
                    blocks[name].append(block)
                    is_odd = is_odd or not description.repeated
                else:
                    blocks[name] = [block]
            else:
                text = (child.text or "") if is_plain else document.read(child)
                is_nested = len(child) > 0
                leaf = Leaf(child, description, text, is_nested)
                if name in leaves:
                    leaves[name].append(leaf)
                    is_odd = is_odd or not description.repeated
                else:
                    leaves[name] = [leaf]
                if text:
                    read.setdefault(name, leaf)
                if is_nested:
                    is_odd = True
        self.is_odd = is_odd or not (leaves or blocks)

    def take_whole_text(self) -> None:
        """Take all text of each element, where only the first piece of it was read."""
        self._read.clear()
        for name, leaves in self.leaves.items():
            for leaf in leaves:
                leaf.text = leaf.element.text or ""
                if leaf.text:
                    self._read.setdefault(name, leaf)
