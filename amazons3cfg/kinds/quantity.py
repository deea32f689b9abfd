"""A byte quantity: a number kept as the text it was written as, and a unit."""

import math
import re
from typing import TYPE_CHECKING, Any, Protocol

from attrs import Attribute, define, field

from amazons3cfg.findings import FieldError, Fix
from amazons3cfg.kinds.grouping import written
from amazons3cfg.kinds.ordering import Ordered
from amazons3cfg.kinds.shown import represented
from amazons3cfg.rules.values import QUANTITY, TYPE

if TYPE_CHECKING:
    from decimal import Decimal

UNIT_BYTES = 0
UNIT_KBYTES = 1
UNIT_MBYTES = 2
UNIT_GBYTES = 4

_FACTORS = {UNIT_BYTES: 1.0, UNIT_KBYTES: 1024.0, UNIT_MBYTES: 1024.0**2, UNIT_GBYTES: 1024.0**3}
_SUFFIXES = {"KB": UNIT_KBYTES, "MB": UNIT_MBYTES, "GB": UNIT_GBYTES}
_WRITTEN = {unit: f" {suffix}" for suffix, unit in _SUFFIXES.items()} | {UNIT_BYTES: ""}
_DISPLAYED = ((1024.0**3, "GB"), (1024.0**2, "MB"), (1024.0, "kB"))

# XML's blanks and ASCII digits only, so that the schema's pattern can say the same.
XML_BLANKS = " \t\r\n"
"""The characters that XML calls white space."""
_NUMBER_PATTERN = (
    r"[ \t\r\n]*(?:\+?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)|-(?:0+(?:\.0*)?|\.0+))(?:[eE][+\-]?[0-9]+)?[ \t\r\n]*"
)
QUANTITY_PATTERN = _NUMBER_PATTERN + r"(?:(?:KB|MB|GB)[ \t\r\n]*)?"
"""A regular expression that the whole text of a quantity matches, in the common ground of Python and JavaScript."""
_NUMBER = re.compile(_NUMBER_PATTERN)
_ALLOWED = "write a number from 0 up, with KB, MB or GB behind it or nothing for bytes, such as 2.5 GB"


def _number_text(value: "str | float | Decimal | None") -> str | None:
    if value is None:
        return None
    try:
        text = value if isinstance(value, str) else str(value)
    except ValueError:  # an int of more digits than Python converts
        text = ""
    if _NUMBER.fullmatch(text) and math.isfinite(float(text)):
        return text
    hint = "use a number from 0 up, such as 2.5"
    raise FieldError(QUANTITY.finding(f"{represented(value)} is not a byte quantity", hint, field="quantity"))


def _unit(value: int | None) -> int:
    if value is None:
        return UNIT_BYTES
    try:
        if value in _FACTORS:
            return value
    except TypeError:  # unhashable
        pass
    message = f"{represented(value)} is not a unit"
    raise FieldError(TYPE.finding(message, f"use one of {sorted(_FACTORS)}", field="units"))


def _check_finite(quantity: "ByteQuantity", attribute: "Attribute[Any]", value: Any) -> None:
    """Refuse a number that is finite, and infinite in bytes; an attrs validator of both attributes."""
    number, units = (value, quantity.units) if attribute.name == "quantity" else (quantity.quantity, value)
    if units and number is not None and not math.isfinite(float(number) * _FACTORS[units]):
        message, hint = f"{number}{_WRITTEN[units]} is infinite in bytes", "use a smaller number"
        raise FieldError(QUANTITY.finding(message, hint, field=attribute.name))


@define(slots=True, eq=False, repr=False, getstate_setstate=False)
class ByteQuantity(Ordered):
    """A number of bytes, kilobytes, megabytes or gigabytes, each unit 1024 times the one before.

    Mutable, unhashable, compared by ``bytes``; a number or numeric string is compared as if it were bytes.
    The rules are those of ``CedarBackup3.config.ByteQuantity``.

    >>> ByteQuantity("2.50", UNIT_GBYTES)
    ByteQuantity(2.50, 4)
    >>> print(ByteQuantity(2621440))
    2.50 MB
    >>> ByteQuantity(1, UNIT_KBYTES) == 1024
    True
    """

    quantity: str | None = field(default=None, converter=_number_text, validator=_check_finite)
    """The number as text, so that ``1.10`` survives; any number or numeric string may be assigned.

    Decimal, with an optional exponent, not negative, and finite in bytes. Raises ``FieldError`` otherwise.
    """
    units: int = field(default=UNIT_BYTES, converter=_unit, validator=_check_finite)
    """One of the ``UNIT_`` constants; ``None`` means bytes. Raises ``FieldError`` otherwise."""

    @property
    def bytes(self) -> float:
        """The quantity in bytes; 0.0 where there is none."""
        return 0.0 if self.quantity is None else float(self.quantity) * _FACTORS[self.units]

    def __repr__(self) -> str:
        return f"ByteQuantity({self.quantity}, {self.units})"

    def __str__(self) -> str:
        size = self.bytes
        for factor, suffix in _DISPLAYED:
            if size >= factor:
                return f"{size / factor:.2f} {suffix}"
        return f"{size:.0f} bytes"

    def __cmp__(self, other: Any) -> int:
        """Return -1, 0 or 1, as ``self`` is less than, equal to or greater than ``other``.

        ``None`` is less than any quantity. Raises ``FieldError`` where ``other`` is no quantity or number.
        """
        if other is None:
            return 1
        mine, theirs = self.bytes, as_quantity(other).bytes
        return (mine > theirs) - (mine < theirs)


class SupportsQuantity(Protocol):
    """Anything with a quantity and a unit, such as Cedar Backup's own class."""

    @property
    def quantity(self) -> str | None: ...  # noqa: D102
    @property
    def units(self) -> int: ...  # noqa: D102


def as_quantity(value: Any) -> ByteQuantity:
    """Return ``value`` if it is a ``ByteQuantity``, else one of the same worth.

    Takes anything with ``quantity`` and ``units``, such as Cedar Backup's own class, and any number or
    numeric string, which means bytes. Raises ``FieldError`` otherwise.
    """
    if isinstance(value, ByteQuantity):
        return value
    if hasattr(value, "quantity") and hasattr(value, "units"):
        return ByteQuantity(value.quantity, value.units)
    return ByteQuantity(value)


def parse_quantity(text: str) -> ByteQuantity:
    """Return the quantity that ``text`` stands for in a document, such as ``2.5 GB``.

    Raises ``FieldError`` if it stands for none.
    """
    number = text.strip(XML_BLANKS)
    unit = _SUFFIXES.get(number[-2:], UNIT_BYTES)
    if unit:
        number = number[:-2].rstrip(XML_BLANKS)
    try:
        return ByteQuantity(number, unit)
    except FieldError:
        hint, fix = _meant(text)
        raise FieldError(QUANTITY.finding(f"{text!r} is not a byte quantity", hint, fix=fix)) from None


def _meant(text: str) -> tuple[str, Fix | None]:
    """Return what to write for ``text``, and the fix that does it unless two quantities may be meant."""
    parts = re.fullmatch(r"(.*[0-9])\s*(?:([KMG])I?B?)?", text.strip().upper(), re.DOTALL)
    number = written(parts[1]) if parts else None
    if parts is None or number is None or (not parts[2] and "." in number.meant):  # no part of a byte is meant
        return _ALLOWED, None
    unit = _SUFFIXES[f"{parts[2]}B"] if parts[2] else UNIT_BYTES
    if not math.isfinite(float(number.meant) * _FACTORS[unit]):
        return _ALLOWED, None
    meant = f"{number.meant}{_WRITTEN[unit]}"
    if number.otherwise:
        return f"write {meant} or {number.otherwise}{_WRITTEN[unit]}, whichever is meant", None
    return "", Fix.of(f"write {meant}", 0, len(text), meant, "safe" if number.sure else "unsafe")


def format_quantity(value: ByteQuantity) -> str:
    """Return ``value`` as a document has it: the number as it was written, then the unit unless bytes.

    A quantity without a number is written as 0, which it equals.
    """
    return (value.quantity or "0") + _WRITTEN[value.units]
