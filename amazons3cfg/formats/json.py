"""JSON (RFC 8259), through the standard library."""

import json
from collections import Counter
from functools import partial
from typing import Any

from amazons3cfg.formats.parsed import Parsed, malformed, repetition
from amazons3cfg.formats.places import json_places
from amazons3cfg.model.reader import SECTION_ELEMENT
from amazons3cfg.text.source import Source

_HINT = "look for a comma, quote or brace that is missing or too much, here or just before"


def parse(source: Source) -> Parsed:
    """Return the data of a JSON text. Raises ``DocumentError``."""
    repeated: list[tuple[dict[str, Any], str]] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        repeated.extend((result, key) for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        return result

    try:
        data = json.loads(source.text, object_pairs_hook=mapping)
    except json.JSONDecodeError as error:
        raise malformed(source, error.msg, _HINT, error.pos) from None
    except RecursionError:
        raise malformed(source, "the data is nested too deeply", "write the five fields only") from None
    except ValueError as error:  # a number of more digits than Python converts
        raise malformed(source, str(error), "write a smaller number") from None
    section = data.get(SECTION_ELEMENT) if isinstance(data, dict) else None
    findings = [repetition(f"{SECTION_ELEMENT}.{key}" if at is section else key) for at, key in repeated]
    return Parsed(data, findings, partial(json_places, source.text))


def write(data: dict[str, Any]) -> str:
    """Return ``data`` as an indented JSON text."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
