"""What a byte quantity takes, keeps and shows."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from CedarBackup3.config import ByteQuantity as OriginalQuantity

from amazons3cfg import UNIT_BYTES, UNIT_GBYTES, UNIT_KBYTES, UNIT_MBYTES, ByteQuantity, FieldError
from amazons3cfg.kinds.numbers import Whole
from amazons3cfg.kinds.quantity import as_quantity, format_quantity, parse_quantity


def test_a_quantity_is_bytes_unless_it_says_otherwise() -> None:
    assert (ByteQuantity().quantity, ByteQuantity().units, ByteQuantity().bytes) == (None, UNIT_BYTES, 0.0)
    assert ByteQuantity("7").bytes == 7.0
    assert ByteQuantity("7", None).units == UNIT_BYTES


@pytest.mark.parametrize(("unit", "factor"), [(UNIT_KBYTES, 1024), (UNIT_MBYTES, 1024**2), (UNIT_GBYTES, 1024**3)])
def test_each_unit_is_1024_times_the_one_before(unit: int, factor: int) -> None:
    assert ByteQuantity("1.5", unit).bytes == 1.5 * factor


@pytest.mark.parametrize("value", ["1.10", 7, 2.5, Decimal("1E+3"), " 5 "])
def test_the_number_is_kept_as_the_text_it_was_written_as(value: Any) -> None:
    assert ByteQuantity(value).quantity == str(value)


REFUSED = ["nan", "inf", "1_000", "\u0665", "\xa05", "-1", "-0.1", "1e999", 10**400, "", "5 KB", True, None.__class__]


@pytest.mark.parametrize("value", REFUSED, ids=repr)
def test_what_is_no_finite_decimal_number_from_0_up_is_refused_and_the_old_one_stays(value: Any) -> None:
    quantity = ByteQuantity("3")
    with pytest.raises(FieldError) as caught:
        quantity.quantity = value
    assert quantity.quantity == "3"
    (finding,) = caught.value.findings
    assert (finding.field, finding.code) == ("quantity", "A303")
    assert repr(value) in str(caught.value)


@pytest.mark.parametrize("unit", [3, -1, "KB", [], 1.5])
def test_an_unknown_unit_is_refused_and_the_old_one_stays(unit: Any) -> None:
    quantity = ByteQuantity("3", UNIT_MBYTES)
    with pytest.raises(FieldError, match="unit"):
        quantity.units = unit
    assert quantity.units == UNIT_MBYTES


@pytest.mark.parametrize(
    ("quantity", "shown"),
    [
        (ByteQuantity(512), "512 bytes"),
        (ByteQuantity("69.02", UNIT_MBYTES), "69.02 MB"),
        (ByteQuantity("2.5", UNIT_GBYTES), "2.50 GB"),
        (ByteQuantity(1024), "1.00 kB"),
        (ByteQuantity(), "0 bytes"),
    ],
)
def test_a_quantity_is_shown_in_the_largest_unit_that_fits(quantity: ByteQuantity, shown: str) -> None:
    assert str(quantity) == shown


def test_the_representation_tells_number_and_unit() -> None:
    assert repr(ByteQuantity(2.5, UNIT_GBYTES)) == "ByteQuantity(2.5, 4)"


def test_cedar_backups_own_quantity_compares_as_ours_does() -> None:
    assert ByteQuantity(1, UNIT_KBYTES) == OriginalQuantity("1024")
    assert ByteQuantity(1) < OriginalQuantity("1", UNIT_MBYTES)


def test_a_quantity_cannot_be_hashed() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(ByteQuantity(1))


@pytest.mark.parametrize("text", ["5 TB", "1,5,0 KB", "1,5", "12,34,567 MB", "2 5 GB", "1,50,000", ""])
def test_a_refused_text_is_told_with_what_to_write(text: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse_quantity(text)
    (found,) = caught.value.findings
    assert (found.code, found.message) == ("A303", f"{text!r} is not a byte quantity")
    assert found.hint == "write a number from 0 up, with KB, MB or GB behind it or nothing for bytes, such as 2.5 GB"


@pytest.mark.parametrize(
    ("text", "meant"),
    [("2.5 gb", "2.5 GB"), ("2,5GB", "2.5 GB"), ("10G", "10 GB"), ("1\u00a0KB", "1 KB"), ("512 MiB", "512 MB")],
)
def test_a_quantity_that_is_nearly_right_is_told_as_it_should_be(text: str, meant: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse_quantity(text)
    assert caught.value.findings[0].hint == f"write {meant}"
    assert format_quantity(parse_quantity(meant)) == meant


def test_what_has_a_unit_but_no_quantity_is_none() -> None:
    with pytest.raises(FieldError):
        as_quantity(SimpleNamespace(units=1))
    with pytest.raises(FieldError):
        as_quantity(SimpleNamespace(quantity="1"))


def test_a_number_of_more_digits_than_python_converts_is_refused() -> None:
    for arguments in ((10**5000,), (1, 10**5000)):
        with pytest.raises(FieldError, match="a value of type int is not"):
            ByteQuantity(*arguments)


def test_a_quantity_that_is_infinite_in_bytes_is_refused_however_it_comes_to_be() -> None:
    with pytest.raises(FieldError, match="'1e308 GB' is not a byte quantity"):
        parse_quantity("1e308 GB")
    quantity = ByteQuantity("1e308")
    with pytest.raises(FieldError, match="units: 1e308 GB is infinite in bytes"):
        quantity.units = UNIT_GBYTES
    assert (quantity.units, quantity.bytes) == (UNIT_BYTES, 1e308)
    quantity = ByteQuantity("1", UNIT_GBYTES)
    with pytest.raises(FieldError, match="quantity: 1e308 GB is infinite in bytes"):
        quantity.quantity = "1e308"
    assert quantity == ByteQuantity("1", UNIT_GBYTES)


@pytest.mark.parametrize(
    ("text", "written", "applicability"),
    [
        ("2,5 gb", "2.5 GB", "safe"),
        ("600mb", "600 MB", "safe"),
        ("3 G", "3 GB", "safe"),
        ("1 GiB", "1 GB", "safe"),
        ("\u00a01", "1", "safe"),
        ("1,000 MB", "1000 MB", "unsafe"),
        ("1,000,000", "1000000", "unsafe"),
        ("1.000.000 kb", "1000000 KB", "unsafe"),
        ("1,234.5 MB", "1234.5 MB", "unsafe"),
        ("1.234,5 MB", "1234.5 MB", "unsafe"),
        ("1 000 mb", "1000 MB", "safe"),
        ("1\u202f000\u202f000", "1000000", "safe"),
        ("1'000,5 GB", "1000.5 GB", "safe"),
        ("0,500 GB", "0.500 GB", "safe"),
        ("600 TB", None, None),
        ("9" * 400 + " kb", None, None),
        ("-1 gb", None, None),
    ],
)
def test_a_number_with_a_comma_or_another_spelling_of_its_unit_can_be_fixed(
    text: str, written: str | None, applicability: str | None
) -> None:
    with pytest.raises(FieldError) as caught:
        parse_quantity(text)
    (found,) = caught.value.findings
    assert (found.fix and found.fix.edits[0].text, found.fix and found.fix.applicability) == (written, applicability)
    if written:
        assert found.hint == f"write {written}"
        assert parse_quantity(written)


def test_a_comma_before_three_digits_that_may_be_either_is_left_to_a_person() -> None:
    with pytest.raises(FieldError) as caught:
        parse_quantity("1,500 MB")
    (found,) = caught.value.findings
    assert (found.fix, found.hint) == (None, "write 1500 MB or 1.500 MB, whichever is meant")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1.000", None),
        ("1,500", None),
        ("1,000", ("1000", "unsafe")),
        ("1 000", ("1000", "safe")),
        ("201.0", ("201", "safe")),
        ("1e3", ("1000", "safe")),
        ("1 2", None),
    ],
)
def test_a_whole_number_in_groups_is_not_taken_for_a_thousandth_of_it(text: str, meant: Any) -> None:
    with pytest.raises(FieldError) as caught:
        Whole().read(text)
    fix = caught.value.findings[0].fix
    assert (fix and (fix.edits[0].text, fix.applicability)) == meant
