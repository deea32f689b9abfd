"""Whole documents that are valid by construction, built from the descriptions of the sections."""

import re
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

import strategies
from attrs import define, field
from hypothesis import strategies as st

from amazons3cfg.findings import FieldError
from amazons3cfg.kinds.command_line import CommandLine
from amazons3cfg.kinds.kind import Kind
from amazons3cfg.kinds.names import ActionList, ActionName, PythonName
from amazons3cfg.kinds.numbers import Number, Whole
from amazons3cfg.kinds.path import Path
from amazons3cfg.kinds.regex import Regex
from amazons3cfg.kinds.scsi import ScsiId
from amazons3cfg.kinds.size import Size
from amazons3cfg.kinds.text import Text
from amazons3cfg.sections import CB_CONFIG, Element, When

_names = st.from_regex(re.compile("[a-z0-9]{1,8}"), fullmatch=True)
_words = (
    st.text(strategies.xml_characters, min_size=1, max_size=8)
    .map(lambda text: text.replace("/", "").strip())
    .filter(bool)
)
_plain_words = st.from_regex(re.compile("[a-zA-Z0-9/._-]{1,8}"), fullmatch=True)
_number_forms = st.sampled_from(["{}", "+{}", " {}", "{}\n", "0{}"])
# What is read is not all that can be meant: values that make sense where others are told to make none.
_SENSIBLE = {
    "s3_bucket": st.sampled_from(["bucket", "example.com-backup/staging", "abc/of/é"]),
    "encrypt": st.sampled_from(["gpg -c -o ${output} ${input}", "/bin/cp '${input}' \"${output}\""]),
    **dict.fromkeys(("full_size_limit", "incr_size_limit"), st.sampled_from(["2.5 GB", "600MB", "1e9", "+7 KB\n"])),
    **dict.fromkeys(("size_limit", "split_size"), st.sampled_from(["2.5 GB", "600MB", "1e9", "+7 KB\n"])),
    "action": st.sampled_from(["collect", "stage", "store", "purge"]),
    # So that no action depends on itself.
    "run_before": st.sampled_from(["store", "store,purge", "purge,"]),
    "run_after": st.just("collect"),
}
_STORE_ACTION = {"name": "amazons3", "module": "amazons3action", "function": "executeAction", "index": "201"}


@define
class _Node:
    """An element of the document that is being drawn."""

    element: Element
    text: str = ""
    children: "list[_Node]" = field(factory=list)

    def named(self, name: str) -> "Iterator[_Node]":
        """Yield those children of that name that count: not those without text where text belongs."""
        for child in self.children:
            if child.element.name == name and (child.text or not child.element.kind):
                yield child

    def at(self, path: str) -> "list[_Node]":
        """Return what is at that path below this one."""
        found = [self]
        for name in path.split("/"):
            found = [child for node in found for child in node.named(name)]
        return found


@st.composite
def documents_by_description(draw: st.DrawFn) -> str:
    """Return a document of any sections, in any order, that Cedar Backup accepts."""
    root = _Node(CB_CONFIG)
    chosen = {"options", *draw(st.sets(st.sampled_from(CB_CONFIG.one_of[0]), min_size=1))}
    others = [section.name for section in CB_CONFIG.children]
    chosen |= draw(st.sets(st.sampled_from(others)))
    if "amazons3" in chosen:
        chosen.add("stage")
    for section in CB_CONFIG.children:
        if section.name in chosen:
            root.children.append(_filled(draw, _Node(section), root))
    if "amazons3" in chosen:
        _add_store_action(root)
    return f"<?xml version='1.0'?>\n{_written(draw, root)}\n"


def _add_store_action(root: _Node) -> None:
    """Add the action that uses the section amazons3, right after stage in both modes of order."""
    extensions = CB_CONFIG.by_name["extensions"]
    if not root.at("extensions"):
        root.children.append(_Node(extensions))
    action = extensions.by_name["action"]
    depends = action.by_name["depends"]
    after = _Node(depends, "", [_Node(depends.by_name["run_after"], "stage")])
    parts = [_Node(action.by_name[name], text) for name, text in _STORE_ACTION.items()]
    root.at("extensions")[0].children.append(_Node(action, "", [*parts, after]))


def texts(element: Element) -> st.SearchStrategy[str]:
    """Return texts that may stand in ``element``, in all forms of its kind about which nothing is odd."""
    kind = element.values
    drawn = _SENSIBLE[element.name] if element.name in _SENSIBLE else _of_kind(kind)
    return drawn.filter(lambda text: _is_good(kind, text))


def _of_kind(kind: Kind[Any]) -> st.SearchStrategy[str]:
    if kind.choices:
        return st.sampled_from(kind.choices)
    if isinstance(kind, Size):
        units = st.sampled_from(["", "KB", "MB", "GB"])
        blanks = st.sampled_from(["", " ", "\n"])
        return st.builds("{}{}{}{}".format, strategies.number_texts, blanks, units, blanks)
    if isinstance(kind, Whole):
        numbers = st.integers(kind.minimum, 10**6).map(str)
        return st.builds(lambda form, number: str.format(form, number), _number_forms, numbers) | numbers
    if isinstance(kind, Number):
        return st.floats(kind.minimum, kind.maximum or 1e9).map(repr) | st.sampled_from(
            ["+5", "5.", ".5", "1e1", " 7 "]
        )
    if isinstance(kind, ActionName):
        return _names
    if isinstance(kind, ActionList):
        return st.lists(_names, min_size=1, max_size=3).map(", ".join) | _names.map("{},".format)
    if isinstance(kind, PythonName):
        return st.from_regex(re.compile(str(kind.pattern)), fullmatch=True).map(lambda name: name[:30])
    if isinstance(kind, Path):
        return st.lists(_words, max_size=3).map(lambda parts: f"/{'/'.join(parts)}")
    if isinstance(kind, Regex):
        return st.sampled_from([r".*\.bak", "a|b", "[^/]+", r"(a|b)\1", "(?P<x>a)(?P=x)", "x{2,3}?"]) | _words.map(
            re.escape
        )
    if isinstance(kind, ScsiId):
        return st.sampled_from(["0,0,0", "1, 2 ,3", "ATA:1,0,0", "a:b: 1,0,0", "IOServices", " IO/Services/1"])
    if isinstance(kind, CommandLine):
        return st.lists(_plain_words, min_size=1, max_size=3).map(" ".join)
    assert isinstance(kind, Text)
    return _words


def _is_good(kind: Kind[Any], text: str) -> bool:
    try:
        kind.read(text)
    except FieldError:
        return False
    return bool(text) and re.fullmatch(kind.pattern or "(?s:.*)", text) is not None and not list(kind.remarks(text))


def _filled(draw: st.DrawFn, node: _Node, root: _Node) -> _Node:
    """Give ``node`` its text, or its children in the order of the description, on which what is required depends."""
    element = node.element
    if element.kind:
        node.text = draw(texts(element))
        return node
    wanted = {child.name for child in element.children if _is_needed(child, node, root) is True}
    for group in element.one_of:
        most = 1 if element.exclusive else len(group)
        picked = draw(st.sets(st.sampled_from(group), min_size=1, max_size=most))
        wanted = (wanted - set(group) if element.exclusive else wanted) | picked
    if element is CB_CONFIG.by_name["collect"]:
        wanted.add("dir")  # the action needs something to collect
    exclusive = {name for group in element.one_of if element.exclusive for name in group}
    for child in element.children:
        if child.read_when and not _holds(child.read_when, node, root):
            continue
        needed = child.name in wanted or _is_needed(child, node, root)
        if not needed and child.name in exclusive:
            continue
        if needed or draw(st.booleans()):
            count = draw(st.integers(1, 3)) if child.repeated else 1
            made = [
                _filled(draw, _Node(child), root if element is CB_CONFIG else _with(root, node)) for _ in range(count)
            ]
            _make_unique(child, made)
            node.children += made
        elif child.kind and not child.wanted and draw(st.integers(0, 5)) == 0:
            node.children.append(_Node(child))
    for first, second in element.refused:
        if _holds(first, node, root) and _holds(second, node, root):
            _break(first, node)
    return node


def _with(root: _Node, section: _Node) -> _Node:
    """Return ``root`` with the section that is still being drawn."""
    if any(child is section for child in root.children) or section.element not in root.element.children:
        return root
    return _Node(root.element, "", [*root.children, section])


def _is_needed(child: Element, parent: _Node, root: _Node) -> bool:
    if child.wanted:
        return True
    required = child.required
    needed = _holds(required, parent, root) if isinstance(required, When) else required
    if child.old_name and list(parent.named(child.old_name)):
        return False
    return needed and not (child.inherits and root.at(child.inherits))


def _holds(condition: When, parent: _Node, root: _Node) -> bool:
    found = root.at(condition.name) if "/" in condition.name else list(parent.named(condition.name))
    if not condition.values:
        return bool(found)
    element = _described(condition.name, parent.element)
    text = found[0].text if found else element.default
    return bool(text) and element.values.read(text) in map(element.values.read, condition.values)


def _described(path: str, parent: Element) -> Element:
    if "/" not in path:
        return parent.by_name[path]
    element = CB_CONFIG
    for name in path.split("/"):
        element = element.by_name[name]
    return element


def _make_unique(element: Element, made: list[_Node]) -> None:
    for number, node in enumerate(made if element.unique else ()):
        (name,) = node.named(element.unique)
        name.text += str(number)


def _break(condition: When, parent: _Node) -> None:
    """Change the child that ``condition`` is about so that it no longer holds."""
    element = parent.element.by_name[condition.name]
    refused = [element.values.read(text) for text in condition.values]
    other = next(text for text in element.values.choices if element.values.read(text) not in refused)
    parent.children = [child for child in parent.children if child.element is not element]
    parent.children.append(_Node(element, other))


def _written(draw: st.DrawFn, node: _Node) -> str:
    name = node.element.name
    if node.element.kind:
        return f"<{name}>{escape(node.text)}</{name}>" if node.text else f"<{name}/>"
    between = draw(st.sampled_from(["", "\n", "\n  ", "<!-- x -->\n"]))
    children = draw(st.permutations(node.children))
    return f"<{name}>{between}{''.join(_written(draw, child) + between for child in children)}</{name}>"
