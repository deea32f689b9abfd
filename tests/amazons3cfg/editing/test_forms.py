"""What a form is told of its fields, and what it is told of a text that a person typed."""

import re

import pytest
import strategies
from attrs import fields
from documents import document, findings, with_bucket, with_command
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from amazons3cfg import AmazonS3Config, FieldError
from amazons3cfg.editing.forms import FormField, check_value, form_fields, read_value, write_value
from amazons3cfg.model import FieldName

FIELDS = {field.name: field for field in form_fields()}


def codes(name: str, text: str) -> list[str]:
    return [found.code for found in check_value(name, text)]


def test_a_form_has_the_fields_of_the_model_in_its_order() -> None:
    assert list(FIELDS) == [attribute.name for attribute in fields(AmazonS3Config)]
    assert [field.element for field in form_fields()] == list(strategies.FIELDS)
    assert [field.type for field in form_fields()] == ["boolean", "text", "text", "quantity", "quantity"]
    assert [field.name for field in form_fields() if field.required] == ["s3Bucket"]


def test_a_form_starts_with_the_defaults_of_the_model() -> None:
    new = AmazonS3Config()
    assert {name: field.default for name, field in FIELDS.items()} == {name: getattr(new, name) for name in FIELDS}


@pytest.mark.parametrize("field", form_fields(), ids=lambda field: field.name)
def test_a_field_is_explained_and_its_example_is_good(field: FormField) -> None:
    assert field.label
    assert field.help.endswith(".")
    assert check_value(field.name, field.example) == []
    assert (field.pattern is None) == (field.type == "boolean")
    assert field.pattern is None or re.fullmatch(field.pattern, field.example)


@settings(max_examples=1500)
@given(st.text(strategies.xml_characters, min_size=1, max_size=6) | strategies.quantity_texts)
def test_a_text_matches_the_pattern_if_no_rule_of_its_kind_refuses_it(text: str) -> None:
    assume(text)
    refusals: dict[FieldName, set[str]] = {
        "s3Bucket": {"A304", "A305", "A306"},
        "encryptCommand": {"A304"},
        "fullBackupSizeLimit": {"A303"},
    }
    for name, rules in refusals.items():
        refused = bool(rules & set(codes(name, text)))
        assert bool(re.fullmatch(FIELDS[name].pattern or "", text)) == (not refused)


def test_empty_text_stands_for_a_field_that_is_not_set() -> None:
    assert {name: codes(name, "") for name in FIELDS} == {name: [] for name in FIELDS} | {"s3Bucket": ["A305"]}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("warnMidnite", "Y", []),
        ("warnMidnite", "n", []),
        ("warnMidnite", "yes", ["A302"]),
        ("warnMidnite", " ", ["A302"]),
        ("s3Bucket", "abc/def", []),
        ("s3Bucket", "   ", ["A305"]),
        ("s3Bucket", "abc ", ["A306"]),
        ("s3Bucket", "s3://abc", ["A311"]),
        ("s3Bucket", "abc/my backup", ["A314"]),
        ("s3Bucket", "ABC/", ["A313", "A315"]),
        ("s3Bucket", "abc\x00", ["A304"]),
        ("encryptCommand", "gpg -o ${output} ${input}", []),
        ("encryptCommand", "gpg", ["A321", "A322"]),
        ("encryptCommand", "gpg ${input} > ${output}", ["A325"]),
        ("fullBackupSizeLimit", "1.5 GB", []),
        ("fullBackupSizeLimit", "1.5 gb", ["A303"]),
        ("fullBackupSizeLimit", "0", ["A331"]),
        ("incrementalBackupSizeLimit", "-1", ["A303"]),
        ("incrementalBackupSizeLimit", "0 KB", ["A331"]),
    ],
)
def test_a_value_is_judged_by_itself(name: str, text: str, expected: list[str]) -> None:
    found = check_value(name, text)
    assert [finding.code for finding in found] == expected
    assert {finding.field for finding in found} <= {name}
    assert all(finding.hint for finding in found)


def test_a_warning_is_told_as_one() -> None:
    assert [found.severity for found in check_value("s3Bucket", "abc/my backup")] == ["warning"]
    assert [found.severity for found in check_value("s3Bucket", "abc/")] == ["error"]


@pytest.mark.parametrize(
    ("command", "places"),
    [
        ("gpg ${infile} ${input} ${output}", [(1, 5, 1)]),
        ("gpg ${input} \\\n  ${output} | cat", [(2, 13, 1)]),
        ("gpg ${input} ~ '${output}", [(1, 14, 1), (1, 16, 1)]),
        ("gpg ${input}", [(0, 0, 0)]),
    ],
)
def test_a_problem_in_a_command_is_told_with_its_place(command: str, places: list[tuple[int, int, int]]) -> None:
    found = check_value("encryptCommand", command)
    assert [(finding.line, finding.column, finding.length) for finding in found] == places


@pytest.mark.parametrize("text", ["abc", "s3://abc/x", "/x", "x y", "-", "a..b", "abc//d/"])
def test_a_bucket_is_judged_as_in_a_document(text: str) -> None:
    in_document = findings(with_bucket(text))
    assert [(f.code, f.message) for f in check_value("s3Bucket", text)] == [(f.code, f.message) for f in in_document]


@pytest.mark.parametrize("text", ["gpg ${input}", "a | b", "'${input} ${output}", "$HOME/x ${input} ${output}"])
def test_a_command_is_judged_as_in_a_document(text: str) -> None:
    in_document = sorted((f.code, f.message) for f in findings(with_command(text)))
    assert sorted((f.code, f.message) for f in check_value("encryptCommand", text)) == in_document


def test_a_limit_is_not_compared_with_another_field() -> None:
    assert [f.code for f in findings(document(("600 MB", "3 GB")))] == ["A332"]
    assert codes("incrementalBackupSizeLimit", "3 GB") == []


@pytest.mark.parametrize(
    ("name", "hint"), [("s3bucket", "did you mean s3Bucket?"), ("zzz", "use one of warnMidnite, ")]
)
def test_a_name_that_no_field_has_is_refused(name: str, hint: str) -> None:
    with pytest.raises(FieldError) as caught:
        check_value(name, "x")
    (found,) = caught.value.findings
    assert found.hint.startswith(hint)


@pytest.mark.parametrize("field", form_fields(), ids=lambda field: field.name)
def test_what_is_typed_becomes_a_value_and_is_written_the_same(field: FormField) -> None:
    assert write_value(field.name, read_value(field.name, field.example)) == field.example
    assert read_value(field.name, "") == field.default


def test_an_unknown_field_has_neither_value_nor_text() -> None:
    for use in (lambda: read_value("s3bucket", "b"), lambda: write_value("s3bucket", "b")):
        with pytest.raises(FieldError, match="did you mean s3Bucket"):
            use()
