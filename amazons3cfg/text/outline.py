"""The elements of any text, malformed or not: what an editor needs while somebody types."""

import re
from collections.abc import Iterator

from attrs import define, field

# As in ``spans``: what is not terminated goes on to the end, and no text takes quadratic time.
_MARKUP = re.compile(
    r"(?P<opaque><!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|<!DOCTYPE[^<>\[]*+(?:\[.*?\])?[^<>]*+>?)"
    r"""|<(?P<close>/?)(?P<name>[^\s/>!?"'<]++)(?:[^>"'<]++|"[^"<]*+"|'[^'<]*+')*+>""",
    re.DOTALL,
)


@define(slots=True, eq=False)
class Node:
    """An element. Offsets count characters; where its end tag is missing, it ends where its parent's content does."""

    name: str
    """As it is written."""
    start: int
    """The ``<`` of the start tag."""
    content: int
    """What is behind the start tag."""
    content_end: int
    """The ``<`` of the end tag."""
    end: int
    """What is behind the end tag."""
    parent: "Node | None" = field(default=None, repr=False)
    closed: bool = False
    """Whether it has an end tag of its name, or needs none."""
    children: list["Node"] = field(factory=list)

    @property
    def path(self) -> tuple[str, ...]:
        """The names from the root element to this one."""
        names = []
        node: Node | None = self
        while node is not None:
            names.append(node.name)
            node = node.parent
        return tuple(reversed(names))

    def walk(self) -> Iterator["Node"]:
        """Yield this element and all in it, in the order of the text."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)


@define(slots=True, eq=False)
class Outline:
    """The elements of a text, and what holds none: comments, CDATA sections and instructions."""

    roots: list[Node] = field(factory=list)
    opaque: list[tuple[int, int]] = field(factory=list)

    def walk(self) -> Iterator[Node]:
        """Yield all elements, in the order of the text."""
        for root in self.roots:
            yield from root.walk()

    def innermost(self, offset: int) -> Node | None:
        """Return the element whose content ``offset`` is in."""
        found: Node | None = None
        among = self.roots
        while True:
            inside = next((node for node in among if node.content <= offset <= node.content_end), None)
            # Directly behind an empty-element tag is outside of it, and so is behind an end tag.
            if inside is None or (inside.content_end == inside.end and inside.closed):
                return found
            found, among = inside, inside.children


def outline(text: str) -> Outline:
    """Return the elements of ``text``.

    An end tag closes the last open element of its name and all that are open in it. One that fits none closes the
    element that was opened directly before it, whose name is being edited, or nothing.
    """
    result = Outline()
    still_open: list[Node] = []
    opened = False
    for tag in _MARKUP.finditer(text):
        start, end = tag.span()
        if tag["opaque"] is not None:
            result.opaque.append((start, end))
        elif tag["close"]:
            depth = next((at for at in range(len(still_open) - 1, -1, -1) if still_open[at].name == tag["name"]), None)
            if depth is not None:
                _close(still_open, depth, start)
                still_open[depth].end, still_open[depth].closed = end, True
                del still_open[depth:]
            elif opened:
                _close(still_open, len(still_open) - 1, start)
                still_open.pop().end = end
            opened = False
        else:
            parent = still_open[-1] if still_open else None
            node = Node(tag["name"], start, end, end, end, parent)
            (parent.children if parent else result.roots).append(node)
            opened = text[end - 2] != "/"
            if opened:
                still_open.append(node)
            else:
                node.closed = True
    _close(still_open, 0, len(text))
    return result


def _close(still_open: list[Node], depth: int, offset: int) -> None:
    for node in still_open[depth:]:
        node.content_end = node.end = offset


_BEFORE_ROOT = re.compile(r"\ufeff?(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_ROOT = re.compile(r"""<(?:!DOCTYPE\s+)?([^\s/>!?"'<\[]+)""")


def root_name(text: str) -> str | None:
    """Return the name of the root element, as it is written; None if none begins in ``text``."""
    before = _BEFORE_ROOT.match(text)
    found = _ROOT.match(text, before.end() if before else 0)
    return found[1] if found else None
