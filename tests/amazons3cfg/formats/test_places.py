"""Where keys and values stand in the texts of JSON, YAML and TOML."""

import json
import tomllib
from typing import Any

import pytest
import tomli_w
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amazons3cfg.formats import yaml as our_yaml
from amazons3cfg.formats.places import json_places, toml_places
from amazons3cfg.text.source import Source

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=6)
NAMES = st.text(st.sampled_from("ab3_ \"'#[]{}=,é"), min_size=1, max_size=4)
SCALARS = TEXTS | st.integers(-99, 10**6) | st.booleans() | st.sampled_from(["a\nb", "\\", 'q"""q', "'''"])
INNER = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3))
DATA = st.dictionaries(NAMES, INNER | st.dictionaries(NAMES, INNER, max_size=4), max_size=4)


def leaves(data: dict[str, Any]) -> dict[str, Any]:
    """Return the values by the paths of their keys, down to the second mapping."""
    found = {}
    for key, value in data.items():
        found[key] = value
        if isinstance(value, dict):
            found |= {f"{key}.{inner}": each for inner, each in value.items()}
    return found


@given(DATA, st.sampled_from([None, 1, "\t"]))
def test_every_key_and_value_of_json_is_found(data: dict[str, Any], indent: int | str | None) -> None:
    text = json.dumps(data, indent=indent)
    places = json_places(text)
    for path, value in leaves(data).items():
        assert json.loads(text[slice(*places[path].value)]) == value
        assert json.loads(text[slice(*places[path].key)]) == path.removeprefix(path[: -len(path.split(".")[-1])])


@given(DATA, st.booleans())
def test_every_value_of_toml_is_found(data: dict[str, Any], multiline: bool) -> None:
    text = tomli_w.dumps(data, multiline_strings=multiline)
    places = toml_places(text)
    for path, value in leaves(data).items():
        if not isinstance(value, dict) and not (isinstance(value, list) and any(isinstance(x, dict) for x in value)):
            assert tomllib.loads(f"x = {text[slice(*places[path].value)]}")["x"] == value
        else:
            assert path in places or not value or isinstance(value, list) or any(p.startswith(path) for p in places)


@given(DATA)
def test_every_value_of_yaml_is_found(data: dict[str, Any]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)
    places = our_yaml.parse(Source(text)).places()
    for path, value in leaves(data).items():
        if isinstance(value, bool | int):
            assert yaml.safe_load(text[slice(*places[path].value)]) == value
        assert path in places


@pytest.mark.parametrize(
    ("text", "path", "key", "value"),
    [
        ('# c\n[amazons3] # d\ns3_bucket = "b" # e\n', "amazons3.s3_bucket", "s3_bucket", '"b"'),
        ('amazons3."s3_bucket" = 1', "amazons3.s3_bucket", 'amazons3."s3_bucket"', "1"),
        ("amazons3 = {a = [1, 2], 'b' = {c = 3}, d = 4}", "amazons3.b", "'b'", "{c = 3}"),
        ("amazons3 = {a = [1, 2], 'b' = {c = 3}, d = 4}", "amazons3.d", "d", "4"),
        ("[[amazons3]]\nx = 1\n", "amazons3", "amazons3", "amazons3"),
        ("[ amazons3 . b ]\r\nx=1\r\n", "amazons3.b.x", "x", "1"),
        ("a = [\n  1, # ]\n  2,\n]\nb = 2\n", "b", "b", "2"),
        ("a = 1979-05-27 07:32:00\nb = 2", "a", "a", "1979-05-27 07:32:00"),
    ],
)
def test_toml_is_read_however_it_is_written(text: str, path: str, key: str, value: str) -> None:
    place = toml_places(text)[path]
    assert (text[slice(*place.key)], text[slice(*place.value)]) == (key, value)
