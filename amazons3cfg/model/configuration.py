"""A whole document as Cedar Backup reads it: its sections, and what is in them, by their descriptions."""

from functools import lru_cache

from attrs import define, field

from amazons3cfg.kinds.boolean import Boolean
from amazons3cfg.model.blocks import Block, Leaf, reading
from amazons3cfg.sections import CB_CONFIG, SECTIONS
from amazons3cfg.sections.actions import ORIGINAL
from amazons3cfg.sections.description import Element, When
from amazons3cfg.text.names import is_named
from amazons3cfg.text.tree import Document


@define(slots=True, eq=False)
class Configuration:
    """A whole document: its root as a block, whose blocks are the sections."""

    document: Document
    root: Block
    by_original: bool
    """Whether the original's action, not ours, reads the ``amazons3`` section."""
    actions: list[Block] = field(init=False)
    """The extension actions."""
    blocks: list[Block] = field(init=False)
    """All blocks that count, in their order, without the root."""

    @actions.default
    def _extension_actions(self) -> list[Block]:
        return _actions(self.root)

    @blocks.default
    def _that_count(self) -> list[Block]:
        found: list[Block] = []
        for sections in self.root.blocks.values():
            sections[0].counting(found)
        return found

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
        return _is_one_of(block.description.by_name[name], block.text(name), when.values)


@lru_cache(1000)  # the same few are asked for in each document
def _is_one_of(element: Element, text: str, values: tuple[str, ...]) -> bool:
    """Tell whether ``text`` of ``element`` stands for one of ``values``."""
    kind, value = element.values, reading(element, text).value
    if isinstance(kind, Boolean):
        return value in map(kind.read, values)
    return value is not None and kind.write(value) in values


def read_configuration(document: Document) -> Configuration:
    """Return ``document`` as Cedar Backup reads it; the root is ``cb_config``, or there are no sections."""
    root = Block(document.root, CB_CONFIG, is_strict=False)
    if is_named(document.root, CB_CONFIG.name):
        root.fill(document)
    modules = (leaf for action in _actions(root) for leaf in action.leaves.get("module", ()))
    by_original = any(leaf.text == ORIGINAL for leaf in modules)
    if not by_original and document.is_in_pieces:
        for section in root.each("amazons3"):
            section.take_whole_text()
    return Configuration(document, root, by_original)


def _actions(root: Block) -> list[Block]:
    extensions = root.block("extensions")
    return extensions.each("action") if extensions else []
