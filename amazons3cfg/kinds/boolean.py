"""A boolean, which Cedar Backup writes as Y or N."""

from typing import Any

from attrs import define

from amazons3cfg.findings import FieldError, Fix
from amazons3cfg.kinds.kind import Kind
from amazons3cfg.kinds.shown import shown
from amazons3cfg.rules.values import BOOLEAN, TYPE

_READ = {"Y": True, "y": True, "N": False, "n": False}
_MEANT = {
    **dict.fromkeys(("y", "yes", "true", "1", "on"), "Y"),
    **dict.fromkeys(("n", "no", "false", "0", "off"), "N"),
}


@define(frozen=True)
class Boolean(Kind[bool]):
    """Exactly Y, y, N or n; as plain data, true or false."""

    name = "boolean"

    @property
    def allowed(self) -> str:  # noqa: D102
        return "Y or N"

    def read(self, text: str) -> bool:  # noqa: D102
        try:
            return _READ[text]
        except KeyError:
            meant = _MEANT.get(text.strip().lower())
            fix = None if meant is None else Fix.of(f"write {meant}", 0, len(text), meant)
            raise FieldError(BOOLEAN.finding(f"{text!r} is not a boolean", "write Y or N", fix=fix)) from None

    def write(self, value: bool | None) -> str:  # noqa: D102
        return "Y" if value else "N"

    def assigned(self, value: Any) -> bool:  # noqa: D102 - the published API stores the truth value of anything
        return bool(value)

    def from_data(self, value: object) -> bool:  # noqa: D102
        if isinstance(value, bool):
            return value
        raise FieldError(TYPE.finding(f"{shown(value)} is not a boolean", "write true or false, without quotes"))

    def to_data(self, value: bool) -> bool:  # noqa: D102
        return value

    def sort_key(self, value: bool | None) -> bool | None:  # noqa: D102
        return value

    @property
    def choices(self) -> tuple[str, ...]:  # noqa: D102
        return tuple(_READ)

    @property
    def json_schema(self) -> dict[str, Any]:  # noqa: D102
        return {"type": "boolean"}
