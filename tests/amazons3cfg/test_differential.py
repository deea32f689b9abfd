"""The same input to the original and to ours: the same result, or the same kind of error."""

import operator
from typing import Any
from xml.dom.minidom import parseString

import CedarBackup3.config as original_config
import CedarBackup3.extend.amazons3 as original
import pytest
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st

import amazons3cfg

OPERATORS = [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge, lambda a, b: a.__cmp__(b)]

configurations = st.tuples(
    st.booleans() | st.none() | st.text(max_size=1),
    st.none() | strategies.text,
    st.none() | strategies.text,
    st.none() | strategies.numbers | strategies.number_texts | strategies.quantity_arguments,
    st.none() | strategies.numbers | strategies.number_texts | strategies.quantity_arguments,
)

# The original writes the word None for a quantity without a number: a listed deviation.
NO_NUMBER = [(None, unit) for unit in strategies.UNITS]


def outcome(function: Any, *arguments: Any) -> Any:
    try:
        return function(*arguments)
    except Exception as error:
        return ValueError if isinstance(error, ValueError) else type(error)


def both(build: Any) -> tuple[Any, Any]:
    """Build the same thing from the original's classes and from ours."""
    theirs = build(original.AmazonS3Config, original.LocalConfig, original_config.ByteQuantity)
    return theirs, build(amazons3cfg.AmazonS3Config, amazons3cfg.LocalConfig, amazons3cfg.ByteQuantity)


def config_of(values: Any) -> Any:
    """Return a builder of the configuration with those constructor arguments."""

    def build(config: Any, local: Any, quantity: Any) -> Any:
        return config(*values[:3], *(quantity(*v) if isinstance(v, tuple) else v for v in values[3:]))

    return build


def assert_same_comparisons(left: tuple[Any, Any], right: tuple[Any, Any]) -> None:
    for compare in OPERATORS:
        expected = outcome(compare, left[0], right[0])
        assert outcome(compare, left[1], right[1]) == expected


@settings(max_examples=8000)
@given(
    strategies.quantity_arguments,
    strategies.quantity_arguments | st.none() | strategies.numbers | strategies.number_texts | strategies.not_numbers,
)
def test_quantities_compare_as_the_originals_do(left: Any, right: Any) -> None:
    def build(value: Any) -> tuple[Any, Any]:
        return both(lambda config, local, quantity: quantity(*value) if isinstance(value, tuple) else value)

    assert_same_comparisons(build(left), build(right))


@settings(max_examples=8000)
@given(configurations, configurations, st.integers(0, 5))
def test_configurations_compare_as_the_originals_do(left: Any, right: Any, shared: int) -> None:
    # The first fields are shared, so that the later ones get to decide.
    right = (*left[:shared], *right[shared:])
    assert_same_comparisons(both(config_of(left)), both(config_of(right)))


@settings(max_examples=4000)
@given(st.none() | configurations, st.none() | st.just("absent") | configurations)
def test_local_configurations_compare_as_the_originals_do(left: Any, right: Any) -> None:
    def build(values: Any) -> tuple[Any, Any]:
        def builder(config: Any, local: Any, quantity: Any) -> Any:
            made = local()
            made.amazons3 = None if values == "absent" else config_of(values)(config, local, quantity)
            return made

        return both(builder) if values is not None else (None, None)

    assert_same_comparisons(build(left or "absent"), build(right))


@settings(max_examples=3000)
@given(
    st.none() | strategies.numbers | strategies.number_texts | strategies.not_numbers,
    st.sampled_from([None, *strategies.UNITS, 3, "1", []]),
)
def test_quantities_are_made_shown_and_refused_alike(value: Any, unit: Any) -> None:
    def show(quantity: Any) -> Any:
        made = quantity(value, unit)
        return repr(made), str(made), made.quantity, made.units, made.bytes

    expected, ours = both(lambda config, local, quantity: outcome(show, quantity))
    assert ours == expected


@settings(max_examples=2000)
@given(configurations)
def test_configurations_are_shown_alike(values: Any) -> None:
    expected, ours = both(config_of(values))
    assert (repr(ours), str(ours)) == (repr(expected), str(expected))


other_sections = st.sampled_from(
    ["<options/>", "<x><amazons3><s3_bucket>no</s3_bucket></amazons3></x>", "\n  ", "<!-- amazons3 -->", "<?pi x?>"]
)
children = strategies.field_elements | st.sampled_from(
    [
        "<unknown>x</unknown>",
        "\n   ",
        "<!-- c -->",
        "stray",
        "<x><s3_bucket>no</s3_bucket></x>",
        '<encrypt a="1">e</encrypt>',
    ]
)


def parsed(local_config: Any, data: Any, validate: bool) -> Any:
    section = local_config(xmlData=data, validate=validate).amazons3
    return section and (
        section.warnMidnite,
        section.s3Bucket,
        section.encryptCommand,
        *map(repr, (section.fullBackupSizeLimit, section.incrementalBackupSizeLimit)),
    )


@settings(max_examples=6000)
@given(
    strategies.documents(children, other_sections),
    st.sampled_from([None, "utf-8", "utf-16", "iso-8859-1"]),
    st.booleans(),
    st.booleans(),
)
def test_documents_are_read_alike(document: str, encoding: str | None, validate: bool, truncate: bool) -> None:
    text = document[: len(document) // 2] if truncate else document
    data: str | bytes = text
    if encoding:
        declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
        data = (declaration + text).encode(encoding, "xmlcharrefreplace")
    expected = outcome(parsed, original.LocalConfig, data, validate)
    ours = outcome(parsed, amazons3cfg.LocalConfig, data, validate)
    if validate and isinstance(expected, tuple) and expected[1].strip(" \t\r\n") != expected[1]:
        expected = ValueError  # a listed deviation
    assert ours == expected


@settings(max_examples=1000)
@given(st.none() | configurations.filter(lambda values: all(limit not in NO_NUMBER for limit in values[3:])))
def test_sections_are_written_alike(values: Any) -> None:
    def build(config: Any, local: Any, quantity: Any) -> str:
        made = local()
        made.amazons3 = config_of(values)(config, local, quantity) if values else None
        dom = parseString("<cb_config/>")
        made.addConfig(dom, dom.documentElement)
        return str(dom.toxml())

    expected, ours = both(build)
    assert ours.replace("&#13;", "\r") == expected  # a listed deviation


@pytest.mark.parametrize("name", ["AmazonS3Config", "LocalConfig"])
def test_old_code_works_when_only_the_module_name_is_replaced(name: str) -> None:
    program = f"""
from MODULE import {name}, AmazonS3Config, LocalConfig
from CedarBackup3.config import ByteQuantity
config = AmazonS3Config(True, "b", encryptCommand="e", fullBackupSizeLimit=ByteQuantity("2.5", 4))
config.incrementalBackupSizeLimit = 600
local = LocalConfig(validate=False)
local.amazons3 = config
local.validate()
again = LocalConfig(xmlData="<cb_config><amazons3><s3_bucket>b</s3_bucket></amazons3></cb_config>")
equal = config.fullBackupSizeLimit == ByteQuantity("2.5", 4)
result = (str(local), repr(config), local > again, equal, {name}.__name__)
"""
    results = []
    for module in ("CedarBackup3.extend.amazons3", "amazons3cfg"):
        scope: dict[str, Any] = {}
        exec(program.replace("MODULE", module), scope)
        results.append(scope["result"])
    assert results[0] == results[1]
