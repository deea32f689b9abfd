"""TOML 1.0, through the standard library's reader and tomli-w."""

import re
import tomllib
from functools import partial
from typing import Any

from amazons3cfg.formats.parsed import Parsed, malformed
from amazons3cfg.formats.places import toml_places
from amazons3cfg.text.source import Source

_HINT = 'write [amazons3], and below it lines such as s3_bucket = "bucket/prefix", with text in quotes'
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def parse(source: Source) -> Parsed:
    """Return the data of a TOML text, whose keys are never repeated. Raises ``DocumentError``."""
    try:
        return Parsed(tomllib.loads(source.text), [], partial(toml_places, source.text))
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = _PLACE.search(message)
        raise malformed(source, _PLACE.sub("", message), _HINT, _offset(source.text, place)) from None
    except RecursionError:
        raise malformed(source, "the data is nested too deeply", "write the five fields only") from None
    except ValueError as error:  # a number of more digits than Python converts
        raise malformed(source, str(error), _HINT) from None


def _offset(text: str, place: re.Match[str] | None) -> int:
    # Python 3.14 tells the place in attributes too; until it is the oldest, only the message does in all.
    if place is None or place[1] is None:
        return len(text)
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: int(place[1]) - 1]) + int(place[2]) - 1


def write(data: dict[str, Any]) -> str:
    """Return ``data`` as a TOML text."""
    import tomli_w  # only to write

    return tomli_w.dumps(data)
