"""The five fields: what they take, what they refuse, and how two configurations compare."""

import copy
import pickle
from typing import Any
from unittest.mock import ANY

import attrs
import pytest
from CedarBackup3.config import ByteQuantity as OriginalQuantity
from CedarBackup3.extend.amazons3 import AmazonS3Config as OriginalConfig

from amazons3cfg import UNIT_GBYTES, AmazonS3Config, ByteQuantity, FieldError, LocalConfig
from amazons3cfg.model.amazons3 import FIELDS, requirements

NAMES = ["warnMidnite", "s3Bucket", "encryptCommand", "fullBackupSizeLimit", "incrementalBackupSizeLimit"]


def test_the_constructor_takes_the_published_order_and_names() -> None:
    positional = AmazonS3Config(True, "b", "e", 1, 2)
    named = AmazonS3Config(
        warnMidnite=True, s3Bucket="b", encryptCommand="e", fullBackupSizeLimit=1, incrementalBackupSizeLimit=2
    )
    assert positional == named
    assert [attribute.name for attribute in attrs.fields(AmazonS3Config)] == NAMES == list(FIELDS)


def test_an_empty_configuration_has_nothing_set() -> None:
    assert [getattr(AmazonS3Config(), name) for name in NAMES] == [False, None, None, None, None]


def test_it_shows_itself_as_the_published_api_does() -> None:
    config = AmazonS3Config(True, "b", "e", 1, 2)
    assert repr(config) == str(config) == "AmazonS3Config(True, b, e, 1 bytes, 2 bytes)"


@pytest.mark.parametrize(("value", "kept"), [(1, True), ("N", True), ([], False), (None, False)])
def test_warn_midnite_keeps_the_truth_of_anything(value: Any, kept: bool) -> None:
    assert AmazonS3Config(warnMidnite=value).warnMidnite is kept


@pytest.mark.parametrize("name", ["s3Bucket", "encryptCommand"])
@pytest.mark.parametrize("value", ["", 0, 5, b"b", ["b"], True], ids=repr)
def test_a_text_field_refuses_what_is_no_non_empty_string(name: str, value: Any) -> None:
    config = AmazonS3Config(**{name: "old"})
    with pytest.raises(FieldError, match="non-empty string") as caught:
        setattr(config, name, value)
    assert getattr(config, name) == "old"
    (finding,) = caught.value.findings
    assert finding.field == name
    assert str(finding).startswith(f"{name}: {value!r} ")
    assert finding.hint


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"], ids=ascii)
def test_a_character_that_xml_cannot_hold_is_refused_when_it_is_assigned(character: str) -> None:
    with pytest.raises(FieldError, match="offset 1") as caught:
        AmazonS3Config(s3Bucket=f"a{character}")
    assert caught.value.findings[0].code == "A304"


@pytest.mark.parametrize("name", ["fullBackupSizeLimit", "incrementalBackupSizeLimit"])
@pytest.mark.parametrize("value", ["", "x", "5 KB", -1, [], True, "nan"], ids=repr)
def test_a_limit_refuses_what_is_no_quantity(name: str, value: Any) -> None:
    config = AmazonS3Config(None, None, None, 7, 7)
    with pytest.raises(FieldError) as caught:
        setattr(config, name, value)
    assert getattr(config, name) == 7
    assert caught.value.findings[0].field == name
    assert repr(value) in str(caught.value)


@pytest.mark.parametrize("value", [2.5, "2.5"])
def test_a_bare_number_as_a_limit_means_bytes(value: Any) -> None:
    limit = AmazonS3Config(fullBackupSizeLimit=value).fullBackupSizeLimit
    assert limit is not None
    assert (limit.quantity, limit.units) == ("2.5", 0)


def test_a_quantity_is_kept_as_the_object_it_is_and_cedar_backups_own_is_copied() -> None:
    ours = ByteQuantity("2.5", UNIT_GBYTES)
    theirs: Any = OriginalQuantity("1.10", UNIT_GBYTES)
    config = AmazonS3Config(fullBackupSizeLimit=ours, incrementalBackupSizeLimit=theirs)
    assert config.fullBackupSizeLimit is ours
    assert repr(config.incrementalBackupSizeLimit) == "ByteQuantity(1.10, 4)"
    assert isinstance(config.incrementalBackupSizeLimit, ByteQuantity)


def test_none_and_a_zero_limit_differ_and_neither_sorts_first() -> None:
    none, zero = AmazonS3Config(), AmazonS3Config(fullBackupSizeLimit=0)
    assert none != zero
    assert (none.__cmp__(zero), zero.__cmp__(none)) == (1, 1)


@pytest.mark.parametrize("stranger", [5, "x", object()])
def test_a_stranger_is_not_equal_and_has_no_order(stranger: Any) -> None:
    assert AmazonS3Config() != stranger
    assert not AmazonS3Config() == stranger  # noqa: SIM201 - the other operator
    for compare in ("__lt__", "__le__", "__gt__", "__ge__"):
        assert getattr(AmazonS3Config(), compare)(stranger) is NotImplemented
    with pytest.raises(TypeError):
        AmazonS3Config() < stranger  # noqa: B015 - it raises


def test_a_stranger_that_knows_how_to_compare_is_asked() -> None:
    assert AmazonS3Config() == ANY


def test_the_originals_configuration_compares_as_ours_does() -> None:
    assert AmazonS3Config(True, "b", "e", "1", "2") == OriginalConfig(True, "b", "e", "1", "2")
    assert AmazonS3Config(True, "b") < OriginalConfig(True, "c")


def test_it_is_greater_than_none_and_cannot_be_hashed() -> None:
    assert AmazonS3Config() > None
    assert AmazonS3Config() != None  # noqa: E711 - the operator is what is tested
    with pytest.raises(TypeError, match="unhashable"):
        hash(AmazonS3Config())


def test_no_other_attribute_can_be_set() -> None:
    with pytest.raises(AttributeError):
        AmazonS3Config().s3bucket = "typo"  # type: ignore[attr-defined]


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda config: pickle.loads(pickle.dumps(config))])
def test_a_copy_is_equal_and_independent(duplicate: Any) -> None:
    config = AmazonS3Config(True, "b", "e", ByteQuantity(1, UNIT_GBYTES), 2)
    twin = duplicate(config)
    assert twin == config
    twin.fullBackupSizeLimit.quantity = "3"
    assert twin > config


def test_every_example_in_the_metadata_is_a_value_of_its_field() -> None:
    for name, spec in FIELDS.items():
        setattr(AmazonS3Config(), name, spec.values.read(spec.example))


def test_a_missing_section_is_required() -> None:
    (found,) = requirements(None)
    assert (found.code, found.element, found.field) == ("A201", "amazons3", None)
    assert found.message == "the AmazonS3 section is required"
    assert found.hint == "add an <amazons3> element with an <s3_bucket> in it"


@pytest.mark.parametrize(
    ("bucket", "code", "message", "hint"),
    [
        (None, "A305", "the S3 bucket must be set", f"write {FIELDS['s3Bucket'].allowed}"),
        (" \t\r\n", "A305", r"' \t\r\n' is no bucket", f"write {FIELDS['s3Bucket'].allowed}"),
        (" b", "A306", "' b' has blanks at its ends", "write 'b'"),
        ("b\n", "A306", r"'b\n' has blanks at its ends", "write 'b'"),
    ],
)
def test_a_bucket_is_required_without_blanks_at_its_ends(
    bucket: str | None, code: str, message: str, hint: str
) -> None:
    (found,) = requirements(AmazonS3Config(s3Bucket=bucket))
    assert (found.code, found.field, found.message, found.hint) == (code, "s3Bucket", message, hint)


@pytest.mark.parametrize("bucket", ["\u00a0", "b\u2003"])
def test_only_the_blanks_of_xml_count_as_such(bucket: str) -> None:
    assert requirements(AmazonS3Config(s3Bucket=bucket)) == []


def test_a_refused_limit_says_what_may_be_used() -> None:
    with pytest.raises(FieldError) as caught:
        AmazonS3Config(fullBackupSizeLimit="much")
    (found,) = caught.value.findings
    assert (found.code, found.field) == ("A303", "fullBackupSizeLimit")
    assert found.message == "'much' is not a byte quantity"
    assert found.hint == "use None, a ByteQuantity, or a number of bytes from 0 up"


@pytest.mark.parametrize("name", [name for name in FIELDS if name != "warnMidnite"])
def test_a_number_too_long_to_write_is_refused_as_any_wrong_value_is(name: str) -> None:
    with pytest.raises(FieldError, match=f"{name}: a value of type int is not a"):
        setattr(AmazonS3Config(), name, 10**5000)
    with pytest.raises(FieldError, match="a value of type int is no AmazonS3Config"):
        LocalConfig().amazons3 = 10**5000  # type: ignore[assignment]


class Noted(AmazonS3Config):
    note = ""


class Marked(ByteQuantity):
    __slots__ = ("mark",)
    mark: str


class Owned(LocalConfig):
    owner = ""


@pytest.mark.parametrize("protocol", [*range(pickle.HIGHEST_PROTOCOL + 1), None])
def test_copies_and_pickles_of_a_subclass_keep_what_it_adds(protocol: int | None) -> None:
    limit = Marked("1.5", 4)
    limit.mark = "mine"
    config = Noted(True, "abc", fullBackupSizeLimit=limit)
    config.note = "tape"
    local = Owned()
    local.amazons3, local.owner = config, "me"
    twin: Any = copy.deepcopy(local) if protocol is None else pickle.loads(pickle.dumps(local, protocol))
    assert (twin, type(twin), twin.owner) == (local, Owned, "me")
    assert (type(twin.amazons3), twin.amazons3.note) == (Noted, "tape")
    assert twin.amazons3.fullBackupSizeLimit.mark == "mine"
    assert (copy.copy(local).owner, copy.copy(config).note, copy.copy(limit).mark) == ("me", "tape", "mine")
    twin.amazons3.fullBackupSizeLimit.units = 0
    assert twin != local
