"""The published JSON Schema is current, and says the same as the model."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import strategies
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from amazons3cfg import ConfigError
from amazons3cfg.formats import from_dict
from amazons3cfg.formats.json_schema import json_schema
from amazons3cfg.model.amazons3 import FIELDS as DESCRIPTIONS

PUBLISHED = Path(__file__).parents[3] / "schema" / "amazons3.schema.json"
SCHEMA = Draft202012Validator(json_schema())
FIELDS: dict[str, Any] = json_schema()["properties"]["amazons3"]["properties"]

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
any_value = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.integers(10**300, 10**320), st.floats(allow_nan=False)),
    *(any_text, strategies.text, st.sampled_from(["Y", "N", "a\n", "a\n\n", "\na", "a b", " a", "a\t"])),
    *(strategies.quantity_texts, st.just([]), st.just({}), st.just(["a"])),
)
good_values: dict[str, st.SearchStrategy[Any]] = {
    "warn_midnite": st.booleans() | st.none(),
    "encrypt": st.none() | strategies.text,
    "full_size_limit": strategies.quantity_texts | strategies.numbers | st.none(),
    "incr_size_limit": strategies.quantity_texts | strategies.numbers | st.none(),
}
good_sections = st.fixed_dictionaries({"s3_bucket": st.just("b") | strategies.text}, optional=good_values)
any_sections = st.dictionaries(st.sampled_from([*strategies.FIELDS, "s3Bucket", ""]), any_value, max_size=4)
almost_good = st.builds(
    lambda good, key, value: {**good, key: value},
    good_sections,
    st.sampled_from([*strategies.FIELDS, *strategies.FIELDS, "encrpyt"]),
    any_value,
)
sections = st.one_of(good_sections, almost_good, any_sections, any_value)
data = st.one_of(
    *[sections.map(lambda section: {"amazons3": section})] * 4,
    sections.map(lambda section: {"amazons3": section, "amazon": 1}),
    any_value,
)


def is_accepted(instance: object) -> bool:
    try:
        from_dict(instance)
    except ConfigError:
        return False
    return True


def with_value(key: str, value: object) -> dict[str, Any]:
    return {"amazons3": {"s3_bucket": "b", key: value}}


@settings(max_examples=4000)
@given(data)
@example(with_value("s3_bucket", "a\n"))
@example(with_value("encrypt", "a\n"))
@example(with_value("full_size_limit", "5\n"))
@example(with_value("full_size_limit", float("inf")))
@example(with_value("full_size_limit", 10**309))
@example(with_value("full_size_limit", -0.0))
def test_the_schema_accepts_what_the_model_accepts(instance: object) -> None:
    accepted = is_accepted(instance)
    assert SCHEMA.is_valid(instance) == accepted


@settings(max_examples=300)
@given(data)
def test_what_is_read_without_validation_is_validated_alike_afterwards(instance: object) -> None:
    try:
        from_dict(instance, validate=False).validate()
        accepted = True
    except ConfigError:
        accepted = False
    assert is_accepted(instance) == accepted


@pytest.mark.parametrize("value", ["1e999", "1e999 GB", float("nan")])
def test_a_number_that_no_schema_can_tell_is_refused_by_the_model_only(value: object) -> None:
    assert SCHEMA.is_valid(with_value("full_size_limit", value))
    assert not is_accepted(with_value("full_size_limit", value))


def test_half_of_a_surrogate_pair_is_refused_by_the_model_only() -> None:
    assert SCHEMA.is_valid(with_value("encrypt", "\ud800"))
    assert not is_accepted(with_value("encrypt", "\ud800"))


def test_the_published_schema_is_what_the_command_prints() -> None:
    command = [sys.executable, "-m", "amazons3cfg.formats.json_schema"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert PUBLISHED.read_text("utf-8") == printed
    assert json.loads(printed) == json_schema()


def test_it_is_a_schema_of_the_draft_that_it_names() -> None:
    Draft202012Validator.check_schema(json_schema())
    assert json_schema()["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_its_examples_are_accepted_by_it_and_by_the_model() -> None:
    (whole,) = json_schema()["examples"]
    assert SCHEMA.is_valid(whole)
    assert is_accepted(whole)


def test_an_optional_default_stands_for_a_key_that_is_left_out() -> None:
    bare = from_dict({"amazons3": {"s3_bucket": "b"}})
    for key, schema in FIELDS.items():
        assert ("default" in schema) == (key != "s3_bucket")
        if "default" in schema:
            assert from_dict(with_value(key, schema["default"])) == bare


@pytest.mark.parametrize("spec", DESCRIPTIONS.values(), ids=lambda spec: spec.name)
def test_every_field_is_explained_in_the_models_own_words(spec: Any) -> None:
    schema = FIELDS[spec.name]
    assert (schema["title"], schema["description"]) == (spec.title, spec.help)
    assert len(schema["examples"]) == 1


def test_patterns_are_of_the_kind_that_javascript_takes_too() -> None:
    for schema in FIELDS.values():
        # A hyphen at the end of a class, and Python's own escapes and groups, are not.
        assert not re.search(r"[^\\]-\]|\\[AZz]|\(\?P", schema.get("pattern", ""))
