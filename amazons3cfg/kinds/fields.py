"""What one field of the section is: its element, its kind of value, and the words that explain it."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from attrs import Attribute, define

from amazons3cfg.findings import FieldError
from amazons3cfg.kinds.quantity import ByteQuantity, SupportsQuantity, as_quantity, format_quantity, parse_quantity
from amazons3cfg.kinds.shown import represented
from amazons3cfg.rules import BOOLEAN, CHARACTER, QUANTITY, TYPE

if TYPE_CHECKING:
    from decimal import Decimal

SPEC = "amazons3cfg"
"""The key of a field's ``Spec`` in its attrs metadata."""

# Spelled out, since [^...] takes 3 ms to compile.
NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""A character that XML cannot hold: the complement of Char, XML 1.0 (fifth edition), production 2."""
# Surrogates are left out: many dialects cannot write them, and no text that was decoded holds one alone.
TEXT_PATTERN = r"[^\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]+"
"""What the text of any field matches."""
_BOOLEANS = {"Y": True, "y": True, "N": False, "n": False}
_MEANT = {"y": "Y", "yes": "Y", "true": "Y", "1": "Y", "n": "N", "no": "N", "false": "N", "0": "N"}


KindName = Literal["boolean", "text", "quantity"]


@define(frozen=True, slots=True)
class Kind:
    """A kind of value, and how it goes into a document and out of it."""

    name: KindName
    read: Callable[[str], Any]
    """From an element's text, which is not empty. Raises ``FieldError``."""
    write: Callable[[Any], str]
    """To an element's text; ``""`` for a value that is not set."""
    sort_key: Callable[[Any], Any]
    """What a value is compared by."""


@define(frozen=True, slots=True)
class Spec:
    """Everything about one field that is not in its Python declaration."""

    element: str
    """The name of the XML element."""
    kind: Kind
    label: str
    help: str
    """What the field means, for a person, in one or two sentences."""
    allowed: str
    """What may be written, as it completes the sentence 'write ...'."""
    example: str
    """The text of a typical element."""
    required: bool = False
    pattern: str | None = None
    """A regular expression that the whole of a good text matches, in the common ground of Python and JavaScript."""


def spec_of(attribute: "Attribute[Any]") -> Spec:
    """Return the description that ``attribute`` was declared with."""
    spec: Spec = attribute.metadata[SPEC]
    return spec


def _read_boolean(text: str) -> bool:
    try:
        return _BOOLEANS[text]
    except KeyError:
        meant = _MEANT.get(text.strip().lower(), "Y or N")
        raise FieldError(BOOLEAN.finding(f"{text!r} is not a boolean", f"write {meant}")) from None


def check_text(_: object, attribute: "Attribute[Any]", value: object) -> None:
    """Refuse what is neither None nor a non-empty string that XML can hold; an attrs validator."""
    if value is None:
        return
    if not isinstance(value, str) or not value:
        message, hint = f"{represented(value)} is not a non-empty string", "use None or a non-empty string"
        raise FieldError(TYPE.finding(message, hint, field=attribute.name))
    wrong = NOT_XML.search(value)
    if wrong:
        message = f"{value!r} holds {wrong[0]!r} at offset {wrong.start()}, which XML 1.0 cannot hold"
        raise FieldError(CHARACTER.finding(message, "remove that character", field=attribute.name))


def to_limit(value: "ByteQuantity | SupportsQuantity | str | float | Decimal | None") -> ByteQuantity | None:
    """Return the quantity that ``value`` stands for, or ``value`` itself for ``check_limit`` to refuse."""
    try:
        return None if value is None else as_quantity(value)
    except FieldError:
        return value  # type: ignore[return-value]


def check_limit(_: object, attribute: "Attribute[Any]", value: object) -> None:
    """Refuse what is neither None nor a ``ByteQuantity``; an attrs validator."""
    if value is not None and not isinstance(value, ByteQuantity):
        message = f"{represented(value)} is not a byte quantity"
        hint = "use None, a ByteQuantity, or a number of bytes from 0 up"
        raise FieldError(QUANTITY.finding(message, hint, field=attribute.name))


BOOLEAN_KIND = Kind("boolean", _read_boolean, lambda value: "Y" if value else "N", lambda value: value)
TEXT_KIND = Kind("text", str, lambda value: value or "", lambda value: value or "")
QUANTITY_KIND = Kind(
    "quantity",
    parse_quantity,
    lambda value: "" if value is None else format_quantity(value),
    lambda value: 0.0 if value is None else value.bytes,
)
