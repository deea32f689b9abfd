"""What one field of the section is: its element, its kind of value, and the words that explain it."""

import re
from collections.abc import Callable
from typing import Any

import attrs
from attrs import Attribute, Converter, define

from amazons3cfg.findings import FieldError
from amazons3cfg.quantity import ByteQuantity, as_quantity, format_quantity, parse_quantity
from amazons3cfg.rules import BOOLEAN, CHARACTER, TYPE

# The complement of Char, XML 1.0 (fifth edition), production 2.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BOOLEANS = {"Y": True, "y": True, "N": False, "n": False}


@define(frozen=True, slots=True)
class Kind:
    """A kind of value, and how it goes into a document and out of it."""

    name: str
    read: Callable[[str], Any]
    """From an element's text, which is not empty. Raises ``FieldError``."""
    write: Callable[[Any], str]
    """To an element's text; ``""`` for a value that is not set."""
    empty: Any
    """The value that an absent or empty element stands for."""
    sort_key: Callable[[Any], Any]
    """What a value is compared by."""
    convert: Callable[[Any, Any, "Attribute[Any]"], Any]
    """From what is assigned to what is kept. Raises ``FieldError``."""


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


def spec_of(attribute: "Attribute[Any]") -> Spec:
    """Return the description that ``attribute`` was declared with."""
    spec: Spec = attribute.metadata["amazons3"]
    return spec


def declare(spec: Spec) -> Any:  # noqa: ANN401 - what attrs' own field() returns
    """Return an attrs field that follows ``spec``."""
    convert: Any = Converter(spec.kind.convert, takes_self=True, takes_field=True)
    return attrs.field(default=spec.kind.empty, converter=convert, metadata={"amazons3": spec})


def _read_boolean(text: str) -> bool:
    try:
        return _BOOLEANS[text]
    except KeyError:
        raise FieldError(BOOLEAN.finding(f"{text!r} is not a boolean", "write Y or N")) from None


def _convert_boolean(value: Any, _: Any, attribute: "Attribute[Any]") -> bool:  # noqa: ANN401
    return bool(value)


def _convert_text(value: Any, _: Any, attribute: "Attribute[Any]") -> str | None:  # noqa: ANN401
    if value is None:
        return None
    if not isinstance(value, str) or not value:
        raise FieldError(
            TYPE.finding(f"{value!r} is not a non-empty string", "use None or a non-empty string", field=attribute.name)
        )
    wrong = _NOT_XML.search(value)
    if wrong:
        message = f"{value!r} holds {wrong[0]!r} at offset {wrong.start()}, which XML 1.0 cannot hold"
        raise FieldError(CHARACTER.finding(message, "remove that character", field=attribute.name))
    return value


def _convert_quantity(value: Any, _: Any, attribute: "Attribute[Any]") -> ByteQuantity | None:  # noqa: ANN401
    if value is None:
        return None
    try:
        return as_quantity(value)
    except FieldError as error:
        raise FieldError(*(attrs.evolve(f, field=attribute.name) for f in error.findings)) from None


BOOLEAN_KIND = Kind(
    "boolean",
    _read_boolean,
    lambda value: "Y" if value else "N",
    False,
    lambda value: value,
    _convert_boolean,
)
TEXT_KIND = Kind("text", str, lambda value: value or "", None, lambda value: value or "", _convert_text)
QUANTITY_KIND = Kind(
    "quantity",
    parse_quantity,
    lambda value: "" if value is None else format_quantity(value),
    None,
    lambda value: 0.0 if value is None else value.bytes,
    _convert_quantity,
)
