"""A byte quantity as a kind of value."""

import sys
from typing import Any

from attrs import define

from amazons3cfg.findings import FieldError
from amazons3cfg.kinds.kind import Kind
from amazons3cfg.kinds.quantity import QUANTITY_PATTERN, ByteQuantity, as_quantity, format_quantity, parse_quantity
from amazons3cfg.kinds.shown import represented, shown
from amazons3cfg.rules.values import QUANTITY


@define(frozen=True)
class Size(Kind[ByteQuantity]):
    """A number of bytes from 0 up, or of KB, MB or GB, each 1024 times the one before."""

    name = "quantity"

    @property
    def allowed(self) -> str:  # noqa: D102
        return "a number of bytes from 0 up, or one with KB, MB or GB behind it (1 KB is 1024 bytes)"

    def read(self, text: str) -> ByteQuantity:  # noqa: D102
        return parse_quantity(text)

    def write(self, value: ByteQuantity | None) -> str:  # noqa: D102
        return "" if value is None else format_quantity(value)

    def assigned(self, value: Any) -> ByteQuantity | None:  # noqa: D102
        if value is None:
            return None
        try:
            return as_quantity(value)
        except FieldError:
            hint = "use None, a ByteQuantity, or a number of bytes from 0 up"
            raise FieldError(QUANTITY.finding(f"{represented(value)} is not a byte quantity", hint)) from None

    def from_data(self, value: object) -> ByteQuantity:  # noqa: D102
        if isinstance(value, str):
            return parse_quantity(value)
        # NaN compares as False.
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= sys.float_info.max:
            return ByteQuantity(value)
        raise FieldError(QUANTITY.finding(f"{shown(value)} is not a byte quantity", f"write {self.allowed}"))

    def sort_key(self, value: ByteQuantity | None) -> float:  # noqa: D102
        return 0.0 if value is None else value.bytes

    @property
    def pattern(self) -> str | None:  # noqa: D102
        return QUANTITY_PATTERN

    @property
    def xsd_facets(self) -> tuple[tuple[str, str], ...]:  # noqa: D102
        return (("pattern", QUANTITY_PATTERN.replace("(?:", "(")),)

    @property
    def json_schema(self) -> dict[str, Any]:  # noqa: D102
        return {"type": ["string", "number"], "minimum": 0, "maximum": sys.float_info.max}
