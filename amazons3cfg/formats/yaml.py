"""YAML, through PyYAML's safe loader; what YAML 1.1 and 1.2 would read differently is refused or quoted."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from amazons3cfg.findings import Finding
from amazons3cfg.formats.parsed import Parsed, malformed, repetition
from amazons3cfg.rules import QUANTITY
from amazons3cfg.text.source import Source

if TYPE_CHECKING:
    import yaml

_TAG = "tag:yaml.org,2002:"
_HINT = "look at the indentation and the quotes, here and just before; text with : or # in it belongs in quotes"
# PyYAML reads 010 as 8 and 1:30 as 90, as YAML 1.1 has it; others do not.
_PLAIN_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")


def parse(source: Source) -> Parsed:
    """Return the data of a YAML text of one document. Raises ``DocumentError``."""
    import yaml  # heavy

    try:
        loader = yaml.SafeLoader(source.text)
        loader.yaml_implicit_resolvers = {
            start: [(tag, pattern) for tag, pattern in resolvers if tag != f"{_TAG}timestamp"]
            for start, resolvers in loader.yaml_implicit_resolvers.items()
        }  # a day is text, as YAML 1.2 has it
        node = loader.get_single_node()
        data = None if node is None else loader.construct_document(node)
        return Parsed(data, list(_findings(source, node, "", set())))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = ", ".join(filter(None, (error.context, error.problem)))
        raise malformed(source, message, _HINT, mark.index if mark else 0) from None
    except yaml.reader.ReaderError as error:
        message = f"{chr(error.character)!r} cannot stand in YAML as it is"
        raise malformed(source, message, "write it as an escape, in double quotes", error.position) from None
    except RecursionError:
        raise malformed(source, "the data is nested too deeply", "write the five fields only") from None
    except ValueError as error:  # a number of more digits than Python converts, or a day that no month has
        raise malformed(source, str(error), "put the value in quotes") from None


def _findings(source: Source, node: "yaml.Node | None", path: str, seen: set[int]) -> Iterator[Finding]:
    """Yield a finding for each key that is repeated, and for each number that is ambiguous."""
    import yaml

    if isinstance(node, yaml.ScalarNode):
        if node.tag == f"{_TAG}int" and not _PLAIN_INTEGER.fullmatch(node.value):
            message = f"{node.value} is not the same number in every version of YAML"
            found = QUANTITY.finding(message, "write it in quotes, or as a plain decimal number", element=path)
            yield _place(found, source, node)
    elif node is not None and id(node) not in seen:
        seen.add(id(node))  # an alias leads to the same node again
        names: set[str] = set()
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            name = f"{path}.{key.value}".lstrip(".")
            if name in names:
                yield _place(repetition(name), source, key)
            names.add(name)
            yield from _findings(source, value, name, seen)


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
