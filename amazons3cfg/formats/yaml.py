"""YAML, through PyYAML's safe loader; what YAML 1.1 and 1.2 would read differently is refused or quoted."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from amazons3cfg.findings import Finding
from amazons3cfg.formats.parsed import Parsed, malformed, repetition
from amazons3cfg.formats.places import Place
from amazons3cfg.kinds.size import Size
from amazons3cfg.model.amazons3 import FIELDS
from amazons3cfg.model.reader import SECTION_ELEMENT
from amazons3cfg.rules.values import QUANTITY
from amazons3cfg.text.source import Source

if TYPE_CHECKING:
    import yaml

_TAG = "tag:yaml.org,2002:"
_HINT = "look at the indentation and the quotes, here and just before; text with : or # in it belongs in quotes"
# PyYAML reads 010 as 8, 1:30 as 90 and 1_000.5 as 1000.5, as YAML 1.1 has it; others do not.
_PLAIN_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_PLAIN_FLOAT = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.inf|\.nan", re.IGNORECASE)
# What YAML 1.2's core schema takes for a number, and YAML 1.1 for text.
_NUMBER_IN_1_2 = re.compile(rf"{_PLAIN_FLOAT.pattern}|0o[0-7]+|0x[0-9a-fA-F]+")
_LIMITS = {f"{SECTION_ELEMENT}.{spec.name}" for spec in FIELDS.values() if isinstance(spec.values, Size)}


def parse(source: Source) -> Parsed:
    """Return the data of a YAML text of one document. Raises ``DocumentError``."""
    import yaml  # heavy

    try:
        loader = _loader()(source.text)
        node = loader.get_single_node()
        # Before a merge is resolved, which makes one key of two.
        findings = [] if node is None else list(_findings(source, node, "", set()))
        places = dict(_places(node, ""))  # before a merge is resolved
        return Parsed(None if node is None else loader.construct_document(node), findings, lambda: places)
    except yaml.constructor.ConstructorError as error:
        raise malformed(source, *_told(error, "write a plain value without a tag, or text in quotes")) from None
    except yaml.MarkedYAMLError as error:
        raise malformed(source, *_told(error, _HINT)) from None
    except yaml.reader.ReaderError as error:
        message = f"{chr(error.character)!r} cannot stand in YAML as it is"
        raise malformed(source, message, "write it as an escape, in double quotes", error.position) from None
    except RecursionError:
        raise malformed(source, "the data is nested too deeply", "write the five fields only") from None


@cache
def _loader() -> "type[yaml.SafeLoader]":
    import yaml

    class Loader(yaml.SafeLoader):
        """Takes a day as text, as YAML 1.2 has it, and tells where a value stands that is none."""

        def construct_object(self, node: "yaml.Node", deep: bool = False) -> Any:
            try:
                return super().construct_object(node, deep)
            except (ValueError, LookupError, AttributeError, TypeError, ArithmeticError) as error:
                # PyYAML trusts that a tag fits its value, and that Python can hold it.
                why = f": {error}" if isinstance(error, ValueError) else ""
                message = f"{str(node.value)[:40]!r} is no {node.tag.removeprefix(_TAG)}{why}"
                raise yaml.constructor.ConstructorError(None, None, message, node.start_mark) from None

    Loader.yaml_implicit_resolvers = {
        start: [(tag, pattern) for tag, pattern in resolvers if tag != f"{_TAG}timestamp"]
        for start, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return Loader


def _told(error: "yaml.MarkedYAMLError", hint: str) -> tuple[str, str, int]:
    mark = error.problem_mark or error.context_mark
    return ", ".join(filter(None, (error.context, error.problem))), hint, mark.index if mark else 0


def _findings(source: Source, node: "yaml.Node | None", path: str, seen: set[int]) -> Iterator[Finding]:
    """Yield a finding for each key that is repeated, and for each number that is ambiguous."""
    import yaml

    if isinstance(node, yaml.ScalarNode):
        if _is_ambiguous(node, path):
            message = f"{node.value[:40]} is not the same in every version of YAML"
            found = QUANTITY.finding(message, "write it in quotes, or as a plain decimal number", element=path)
            yield _place(found, source, node)
    elif node is not None and id(node) not in seen:
        seen.add(id(node))  # an alias leads to the same node again
        names: set[str] = set()
        if isinstance(node, yaml.SequenceNode):
            for value in node.value:
                yield from _findings(source, value, path, seen)
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            if key.tag == f"{_TAG}merge":
                yield from _findings(source, value, path, seen)
                continue
            name = f"{path}.{key.value}".lstrip(".")
            if name in names:
                yield _place(repetition(name), source, key)
            names.add(name)
            yield from _findings(source, value, name, seen)


def _places(node: "yaml.Node | None", before: str) -> Iterator[tuple[str, Place]]:
    """Yield where the keys of a mapping stand, and those of the mappings in it, with their values."""
    import yaml

    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        spans = ((each.start_mark.index, each.end_mark.index) for each in (key, value))
        yield f"{before}{key.value}", Place(*spans)
        if not before:
            yield from _places(value, f"{key.value}.")


def _is_ambiguous(node: "yaml.ScalarNode", path: str) -> bool:
    """Tell whether versions of YAML disagree on what a scalar is; ``1e3`` is text or a number, which a limit is too."""
    if node.tag == f"{_TAG}int":
        return not _PLAIN_INTEGER.fullmatch(node.value)
    if node.tag == f"{_TAG}float":
        return not (_PLAIN_FLOAT.fullmatch(node.value) or _NO_NUMBER.fullmatch(node.value))
    is_plain_text = node.tag == f"{_TAG}str" and node.style is None
    return is_plain_text and path not in _LIMITS and bool(_NUMBER_IN_1_2.fullmatch(node.value))


def _place(finding: Finding, source: Source, node: "yaml.Node") -> Finding:
    return source.place(finding, node.start_mark.index, node.end_mark.index)


def write(data: dict[str, Any]) -> str:
    """Return ``data`` as a YAML text, with every text in double quotes: no version takes it for something else."""
    import yaml

    return yaml.serialize(_node(data), Dumper=yaml.SafeDumper, allow_unicode=True, width=float("inf"))


def _node(value: object) -> "yaml.Node":
    import yaml

    if isinstance(value, dict):
        pairs = [(yaml.ScalarNode(f"{_TAG}str", key), _node(inner)) for key, inner in value.items()]
        return yaml.MappingNode(f"{_TAG}map", pairs, flow_style=not pairs)
    if isinstance(value, bool):
        return yaml.ScalarNode(f"{_TAG}bool", str(value).lower())
    return yaml.ScalarNode(f"{_TAG}str", value, style='"')
