"""Where keys and values stand in a text of JSON or TOML that its parser has taken; YAML's tells that itself."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

Span = tuple[int, int]
"""From where to where, as offsets in characters."""


class Place(NamedTuple):
    """Where a key stands, and its value."""

    key: Span
    value: Span


Places = Mapping[str, Place]
"""Places by the paths of keys, such as ``amazons3.s3_bucket``; of a key that is repeated, the last one."""

_BLANKS = re.compile(r"[ \t\r\n]*")
_TOML_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'  # text, in four forms
    r"|'{3}.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*|[\[\]{}=,\n]|[ \t\r]+|[^\s\[\]{}=,\#\"']+",
    re.DOTALL,
)


def json_places(text: str, depth: int = 2) -> dict[str, Place]:
    """Return the places in JSON, down to ``depth`` mappings."""
    return dict(_json(text, _skip(text, 0), "", depth))


def _json(text: str, at: int, before: str, depth: int) -> Iterator[tuple[str, Place]]:
    decode = json.JSONDecoder().raw_decode
    if not depth or text[at : at + 1] != "{":
        return
    at = _skip(text, at + 1)
    while text[at] != "}":
        key, end = decode(text, at)
        start = _skip(text, _skip(text, end) + 1)  # behind the colon
        _, value_end = decode(text, start)
        yield before + key, Place((at, end), (start, value_end))
        yield from _json(text, start, f"{before}{key}.", depth - 1)
        at = _skip(text, value_end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    """Return where what is no blank begins."""
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def toml_places(text: str) -> dict[str, Place]:
    """Return the places in TOML."""
    tokens = [token for token in _TOML_TOKEN.finditer(text) if token[0][0] not in " \t\r#"]
    places: dict[str, Place] = {}
    table, at = "", 0
    while at < len(tokens):
        if tokens[at][0] == "\n":
            at += 1
        elif tokens[at][0] == "[":
            end = next(number for number in range(at, len(tokens)) if tokens[number][0] == "]")
            names = [token for token in tokens[at:end] if token[0] != "["]
            path = _toml_key(text[names[0].start() : names[-1].end()])
            span = names[0].start(), names[-1].end()
            places[path] = Place(span, span)
            table, at = f"{path}.", end + 1
            while at < len(tokens) and tokens[at][0] == "]":
                at += 1
        else:
            at = _toml_pair(text, tokens, at, table, places)
    return places


def _toml_pair(text: str, tokens: list[re.Match[str]], at: int, before: str, places: dict[str, Place]) -> int:
    """Add the places of the pair that the token ``at`` begins, and of those in it; return where the next one begins."""
    equals = next(number for number in range(at, len(tokens)) if tokens[number][0] == "=")
    key = tokens[at].start(), tokens[equals - 1].end()
    path = before + _toml_key(text[key[0] : key[1]])
    first = at = equals + 1
    opened = 0
    while at < len(tokens):
        sign = tokens[at][0]
        if opened == 0 and sign in ("\n", ",", "}"):
            break
        opened += (sign in "[{") - (sign in "]}")
        at += 1
        if sign == "{" and opened == 1:  # a table on one line
            while at < len(tokens) and tokens[at][0] != "}":
                at = at + 1 if tokens[at][0] in ("\n", ",") else _toml_pair(text, tokens, at, f"{path}.", places)
    places[path] = Place(key, (tokens[first].start(), tokens[at - 1].end()))
    return at


def _toml_key(text: str) -> str:
    """Return the path that a key of TOML stands for, which may have dots and quotes."""
    names: list[str] = []
    inner = tomllib.loads(f"{text} = 0")
    while isinstance(inner, dict):
        ((name, inner),) = inner.items()
        names.append(name)
    return ".".join(names)
