"""What plain data may hold, and how everything that is wrong with it is told at once, in its place."""

from collections.abc import Callable
from contextlib import suppress
from json import dumps as dumps_json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amazons3cfg import ConfigError, DocumentError, FieldError, Finding
from amazons3cfg.formats import FORMATS, dumps, format_of, from_dict, loads, to_dict

QUANTITY_HINT = "write a number of bytes from 0 up, or one with KB, MB or GB behind it (1 KB is 1024 bytes)"
KEYS = "warn_midnite, s3_bucket, encrypt, full_size_limit, incr_size_limit"


def section(**values: object) -> dict[str, Any]:
    return {"amazons3": {"s3_bucket": "b", **values}}


def findings(read: Callable[[], object]) -> list[Finding]:
    with pytest.raises(FieldError) as caught:
        read()
    return list(caught.value.findings)


def found_in(data: object) -> list[Finding]:
    return findings(lambda: from_dict(data))


def found_in_text(text: str, form: str) -> list[tuple[Any, ...]]:
    return [(f.path, f.code, f.element, f.line, f.column) for f in findings(lambda: loads(text, form, path="x"))]


@pytest.mark.parametrize(("number", "bytes_"), [(0, 0), (600, 600), (2.5, 2.5), (10**20, 1e20), (1e300, 1e300)])
def test_a_plain_number_means_bytes(number: float, bytes_: float) -> None:
    config = from_dict(section(full_size_limit=number)).amazons3
    assert config is not None
    assert config.fullBackupSizeLimit is not None
    assert (config.fullBackupSizeLimit.bytes, config.fullBackupSizeLimit.units) == (bytes_, 0)


def test_null_stands_for_what_is_not_set() -> None:
    nothing: dict[str, Any] = dict.fromkeys(["warn_midnite", "encrypt", "full_size_limit", "incr_size_limit"])
    assert from_dict(section(**nothing)) == from_dict(section())
    assert from_dict({"amazons3": None}, validate=False).amazons3 is None
    assert from_dict({}, validate=False).amazons3 is None


@pytest.mark.parametrize(
    ("key", "value", "code", "message", "hint"),
    [
        ("warn_midnite", "Y", "A301", "'Y' is not a boolean", "write true or false, without quotes"),
        ("warn_midnite", 1, "A301", "1 is not a boolean", "write true or false, without quotes"),
        ("encrypt", "", "A301", "the text is empty", "write in quotes: a command line with ${input} and ${output}"),
        ("encrypt", 5, "A301", "5 is not text", "write in quotes: a command line with ${input} and ${output}"),
        ("encrypt", False, "A301", "false is not text", "write in quotes: a command line with ${input} and ${output}"),
        ("encrypt", {"a": 1}, "A301", "a mapping is not text", None),
        ("encrypt", b"x", "A301", "a value of type bytes is not text", None),
        ("encrypt", "\x1b", "A304", r"'\x1b' holds '\x1b' at offset 0, which XML 1.0 cannot hold", None),
        ("full_size_limit", "5 TB", "A303", "'5 TB' is not a byte quantity", None),
        ("full_size_limit", True, "A303", "true is not a byte quantity", QUANTITY_HINT),
        ("full_size_limit", -1, "A303", "-1 is not a byte quantity", QUANTITY_HINT),
        ("full_size_limit", float("nan"), "A303", "nan is not a byte quantity", QUANTITY_HINT),
        ("incr_size_limit", [1], "A303", "a list is not a byte quantity", QUANTITY_HINT),
        pytest.param(
            *("incr_size_limit", 10**5000, "A303", "a value of type int is not a byte quantity", QUANTITY_HINT),
            id="a number too long to write",
        ),
        ("S3_Bucket", "b", "A203", "'S3_Bucket' is not known", "did you mean s3_bucket?"),
        ("encryptCommand", "b", "A203", "'encryptCommand' is not known", "did you mean encrypt?"),
        ("zzz", "b", "A203", "'zzz' is not known", f"use one of {KEYS}"),
    ],
)
def test_a_wrong_value_is_told_with_its_path_and_what_to_write(
    key: str, value: object, code: str, message: str, hint: str | None
) -> None:
    (found,) = found_in(section(**{key: value}))
    assert (found.code, found.element, found.message) == (code, f"amazons3.{key}", message)
    assert str(found).startswith(f"amazons3.{key}: {message}")
    assert hint in (None, found.hint)
    assert found.hint


def test_a_wrong_value_names_the_attribute_of_the_model_too() -> None:
    (found,) = found_in(section(incr_size_limit="x"))
    assert found.field == "incrementalBackupSizeLimit"


@pytest.mark.parametrize(
    ("data", "code", "element", "hint"),
    [
        ([], "A301", None, "write a mapping with the key amazons3"),
        (None, "A301", None, "write a mapping with the key amazons3"),
        ("amazons3", "A301", None, "write a mapping with the key amazons3"),
        ({"amazons3": "b"}, "A301", "amazons3", f"write a mapping with the key {KEYS.replace(', ', ' or ')}"),
        ({"amazons3": None}, "A201", "amazons3", "add the key amazons3, with s3_bucket in it"),
        ({}, "A201", "amazons3", "add the key amazons3, with s3_bucket in it"),
        ({"amazons3": {}}, "A305", "amazons3.s3_bucket", None),
        ({"amazons3": {"s3_bucket": None}}, "A305", "amazons3.s3_bucket", None),
        ({"amazons3": {"s3_bucket": " b"}}, "A306", "amazons3.s3_bucket", "write 'b'"),
        (section() | {"amazon3": {}}, "A203", "amazon3", "did you mean amazons3?"),
        (section() | {3: {}}, "A203", "3", "use amazons3"),
    ],
)
def test_a_wrong_whole_is_told_with_its_path(data: object, code: str, element: str | None, hint: str | None) -> None:
    (found,) = found_in(data)
    assert (found.code, found.element) == (code, element)
    assert hint in (None, found.hint)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    values = {"warn_midnite": 1, "encrypt": [], "full_size_limit": "x", "incr_size_limit": {}, "a": 1, "b": 2}
    found = found_in({"amazons3": values, "c": 3})
    assert [f.element for f in found] == [*(f"amazons3.{key}" for key in values), "c", "amazons3.s3_bucket"]


def test_a_bucket_that_is_refused_is_not_missing_as_well() -> None:
    assert [found.code for found in found_in(section(s3_bucket=5, encrypt=5))] == ["A301", "A301"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.binary(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
    )
)
def test_any_data_is_read_or_refused_as_a_configuration(data: object) -> None:
    for instance in (data, {"amazons3": data}, section(encrypt=data, full_size_limit=data)):
        with suppress(ConfigError):
            assert from_dict(instance).amazons3


@pytest.mark.parametrize(
    ("form", "text", "line", "column", "words"),
    [
        ("json", '{"amazons3":\n  {"a" 3}}', 2, 8, "':'"),
        ("json", "", 1, 1, "value"),
        ("json", '{"amazons3": {"full_size_limit": ' + "1" * 5000 + "}}", 1, 1, "digits"),
        ("json", "[" * 100_000, 1, 1, "nested"),
        ("yaml", "amazons3:\n  s3_bucket: [", 2, 15, "node content"),
        ("yaml", "a: b: c", 1, 5, "mapping values"),
        ("yaml", "é: \u2028\na: \x01", 2, 4, "cannot stand"),
        ("yaml", "a: 1\n---\nb: 2", 2, 1, "single document"),
        ("yaml", "a: *b", 1, 4, "alias"),
        ("yaml", "? [a]\n: 3", 1, 3, "unhashable"),
        ("yaml", "a: !!python/object:os.system {}", 1, 4, "constructor"),
        ("yaml", "a: !!timestamp 2024-99-99", 1, 4, "month"),
        ("yaml", "a:\n  b: !!bool x", 2, 6, "'x' is no bool"),
        ("yaml", "a: !!int ''", 1, 4, "'' is no int"),
        ("yaml", "a: !!int x", 1, 4, "'x' is no int"),
        ("yaml", "a: !!float _", 1, 4, "'_' is no float"),
        ("yaml", "a: !!timestamp abc", 1, 4, "'abc' is no timestamp"),
        ("yaml", "!!bool x: 1", 1, 1, "'x' is no bool"),
        ("yaml", "a: !!set x", 1, 4, "mapping"),
        ("yaml", "a: " + "1" * 5000, 1, 4, "digits"),
        ("yaml", "[" * 100_000, 1, 1, "nested"),
        ("toml", "[amazons3]\r\ns3_bucket = b\r\n", 2, 13, "value"),
        ("toml", "[amazons3]\na = 1\na = 2\n", 3, 6, "overwrite"),
        ("toml", 'a = "', 1, 6, "nterminated"),
        ("toml", "a = " + "1" * 5000, 1, 1, "digits"),
        ("toml", "a = " + "[" * 100_000, 1, 1, "nested"),
        ("xml", "<cb_config>\n<a></cb_config>", 2, 4, "is not closed before </cb_config>"),
    ],
)
def test_wrong_syntax_is_told_with_line_and_column(form: str, text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(DocumentError) as caught:
        loads(text, form, path=f"x.{form}")
    (found,) = caught.value.findings
    assert (found.path, found.code) == (f"x.{form}", "A102")
    assert (found.line, found.column) == (line, column)
    assert words in found.message
    assert found.hint


@pytest.mark.parametrize("form", FORMATS)
def test_bytes_that_are_not_text_are_told_by_their_place(form: str) -> None:
    with pytest.raises(DocumentError) as caught:
        loads(b"\n  caf\xe9", form, path="x")
    (found,) = caught.value.findings
    assert (found.code, found.path, found.line, found.column) == ("A101", "x", 2, 6)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    local = from_dict(section(encrypt="é"))
    for form in FORMATS:
        assert loads(dumps(local, form).encode(encoding), form) == local


def test_values_are_told_with_the_file_that_they_come_from() -> None:
    assert found_in_text('{"amazons3": {"s3_bucket": 5, "x": 1}}', "json") == [
        ("x", "A301", "amazons3.s3_bucket", 1, 28),
        ("x", "A203", "amazons3.x", 1, 31),
    ]
    assert found_in_text("<cb_config><amazons3/></cb_config>", "xml") == [("x", "A305", "amazons3", 1, 12)]


def test_repeated_keys_are_told_beside_everything_else() -> None:
    text = '{"a": {"b": 1, "b": 2}, "amazons3": {"s3_bucket": "b", "encrypt": "", "encrypt": 5}, "a": 1}'
    assert [found[1:3] for found in found_in_text(text, "json")] == [
        ("A204", "b"),
        ("A204", "amazons3.encrypt"),
        ("A204", "a"),
        ("A301", "amazons3.encrypt"),
        ("A203", "a"),
    ]
    yaml = "amazons3:\n  s3_bucket: a\n  encrypt: x\n  encrypt: y\n  s3_bucket: 3\n"
    assert found_in_text(yaml, "yaml") == [
        ("x", "A204", "amazons3.encrypt", 4, 3),
        ("x", "A204", "amazons3.s3_bucket", 5, 3),
        ("x", "A301", "amazons3.s3_bucket", 5, 14),
    ]


@pytest.mark.parametrize("number", ["010", "0x10", "1_000", "1:30", "0b1", "1:30.5", "1_000.5", "1_0.", "+1_0.5e+3"])
def test_a_number_that_versions_of_yaml_read_differently_is_refused(number: str) -> None:
    text = f"amazons3:\n  s3_bucket: b\n  incr_size_limit: {number}\n"
    assert found_in_text(text, "yaml") == [("x", "A303", "amazons3.incr_size_limit", 3, 20)]
    quoted = text.replace(number, '"10"')
    assert loads(quoted, "yaml") == loads(text.replace(number, "10"), "yaml")


@pytest.mark.parametrize("text", ["1e3", "1.5e3", "0o17", "+1E-3", ".5e1"])
def test_what_is_a_number_in_yaml_1_2_only_is_refused_as_text_and_is_the_same_as_a_limit(text: str) -> None:
    assert found_in_text(f"amazons3:\n  s3_bucket: {text}\n", "yaml") == [("x", "A303", "amazons3.s3_bucket", 2, 14)]
    assert loads(f"amazons3: {{s3_bucket: '{text}'}}", "yaml") == from_dict(section(s3_bucket=text))
    if "o" not in text:
        limit = loads(f"amazons3: {{s3_bucket: b, full_size_limit: {text}}}", "yaml")
        assert limit == from_dict(section(s3_bucket="b", full_size_limit=float(text)))


@pytest.mark.parametrize("number", ["0", "-0", "+5", "600", "2.5", ".5", "5.", "1.5e+3", "00.5"])
def test_a_number_that_is_the_same_in_every_version_of_yaml_is_taken(number: str) -> None:
    local = loads(f"amazons3: {{s3_bucket: b, full_size_limit: {number}}}", "yaml")
    assert local == from_dict(section(s3_bucket="b", full_size_limit=float(number)))


def test_a_merge_may_be_overridden_and_its_own_repeats_are_told() -> None:
    text = "amazons3:\n  <<: {s3_bucket: a, encrypt: x, full_size_limit: 010}\n  s3_bucket: b\n"
    assert found_in_text(text, "yaml") == [("x", "A303", "amazons3.full_size_limit", 2, 51)]
    assert loads(text.replace("010", "10"), "yaml") == from_dict(
        section(s3_bucket="b", encrypt="x", full_size_limit=10)
    )
    several = "amazons3:\n  <<: [{s3_bucket: a}, {s3_bucket: c, encrypt: x, encrypt: y}]\n  s3_bucket: b\n"
    assert found_in_text(several, "yaml") == [("x", "A204", "amazons3.encrypt", 2, 51)]


@given(
    st.sampled_from(["bool", "int", "float", "timestamp", "binary", "null", "set", "omap", "pairs", "str", "x"]),
    st.text(),
)
def test_any_tag_with_any_text_is_read_or_refused_as_a_configuration(tag: str, text: str) -> None:
    quoted = dumps_json(text)
    with suppress(ConfigError):
        loads(f"amazons3: {{s3_bucket: b, encrypt: !!{tag} {quoted}}}", "yaml")


def test_a_day_is_text_in_yaml_and_a_boolean_is_not() -> None:
    assert loads("amazons3: {s3_bucket: 2024-01-01}", "yaml") == from_dict(section(s3_bucket="2024-01-01"))
    assert found_in_text("amazons3: {s3_bucket: no}", "yaml") == [("x", "A301", "amazons3.s3_bucket", 1, 23)]


def test_aliases_that_nest_without_end_or_multiply_are_refused() -> None:
    layers = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 30))
    bomb = f"a0: &a0 [x]\n{layers}amazons3: {{s3_bucket: *a29}}"
    assert ("x", "A301", "amazons3.s3_bucket", 30, 6) in found_in_text(bomb, "yaml")
    assert found_in_text("amazons3: &a {s3_bucket: *a}", "yaml") == [("x", "A301", "amazons3.s3_bucket", 1, 11)]


@pytest.mark.parametrize(
    ("path", "form"),
    [("cback.conf", "xml"), ("a/b.XML", "xml"), ("a.json", "json"), ("a.yml", "yaml"), ("a.b.yaml", "yaml")],
)
def test_the_ending_of_a_name_tells_the_format(path: str, form: str) -> None:
    assert format_of(path) == form


@pytest.mark.parametrize("value", [None, 5, {}])
def test_what_is_no_configuration_is_refused_before_it_is_written(value: Any) -> None:
    refused = pytest.raises(FieldError, match="is no LocalConfig; use a LocalConfig")
    with refused:
        to_dict(value)
    for form in FORMATS:
        with refused:
            dumps(value, form)


def test_formats_that_are_not_known_are_refused_with_those_that_are() -> None:
    with pytest.raises(ValueError, match=r"'a.ini'.* use one of .xml, .conf, .json, .yaml, .yml, .toml"):
        format_of("a.ini")
    for use in (lambda: loads("", "ini"), lambda: dumps(from_dict(section()), "ini")):
        with pytest.raises(ValueError, match="'ini' is not known; use one of xml, json, yaml, toml"):
            use()
