"""Numbers: whole ones and others, within bounds."""

import math
import re
from collections.abc import Iterator
from typing import Any

from attrs import define

from amazons3cfg.findings import Applicability, FieldError, Finding, Fix
from amazons3cfg.kinds.grouping import written
from amazons3cfg.kinds.kind import Kind
from amazons3cfg.rules.spelling import NUMBER, NUMBER_FORM

# XML's blanks and ASCII digits, as XML Schema has them; Python takes more.
_PLAIN_WHOLE = re.compile(r"[ \t\r\n]*[+-]?[0-9]+[ \t\r\n]*")
_PLAIN_NUMBER = re.compile(r"[ \t\r\n]*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[ \t\r\n]*")
_MOST_DIGITS = 4000  # Python refuses to read more


@define(frozen=True)
class Whole(Kind[int]):
    """A whole number as Python's ``int`` reads it, so that blanks around it do no harm."""

    name = "whole number"
    minimum: int | None = None
    unit: str = ""
    """What is counted, for instance ``seconds``."""

    @property
    def allowed(self) -> str:  # noqa: D102
        of = f" of {self.unit}" if self.unit else ""
        return f"a whole number{of}" + (f", {self.minimum} or more" if self.minimum is not None else "")

    def read(self, text: str) -> int:  # noqa: D102
        try:
            value = int(text)
        except ValueError:
            raise FieldError(self._refused(text)) from None
        if self.minimum is not None and value < self.minimum:
            raise FieldError(NUMBER.finding(f"{text.strip()} is less than {self.minimum}", f"write {self.allowed}"))
        return value

    def _refused(self, text: str) -> Finding:
        meant = _whole(text)
        fix = None
        if meant and (self.minimum is None or int(meant[0]) >= self.minimum):
            fix = Fix.of(f"write {meant[0]}", 0, len(text), *meant)
        return NUMBER.finding(f"{text!r} is not a whole number", f"write {self.allowed}", fix=fix)

    def remarks(self, text: str) -> Iterator[Finding]:  # noqa: D102
        if not _PLAIN_WHOLE.fullmatch(text):
            yield _form(text, str(int(text)))

    def from_data(self, value: object) -> int:  # noqa: D102
        return self.read(str(value))

    def to_data(self, value: int) -> int:  # noqa: D102
        return value

    def sort_key(self, value: int | None) -> int:  # noqa: D102
        return value or 0

    @property
    def pattern(self) -> str | None:  # noqa: D102
        return r"[ \t\r\n]*[+\-]?[0-9]+[ \t\r\n]*"

    @property
    def xsd_facets(self) -> tuple[tuple[str, str], ...]:  # noqa: D102
        # Of text, since xmllint takes no xs:integer of more than 24 digits.
        digits = {None: r"[+\-]?[0-9]+", 0: r"(\+?[0-9]+|-0+)", 1: r"\+?0*[1-9][0-9]*"}[self.minimum]
        return (("pattern", rf"[ \t\r\n]*{digits}[ \t\r\n]*"),)

    @property
    def json_schema(self) -> dict[str, Any]:  # noqa: D102
        return {"type": "integer"} | ({} if self.minimum is None else {"minimum": self.minimum})


@define(frozen=True)
class Number(Kind[float]):
    """A finite number as Python's ``float`` reads it."""

    name = "number"
    minimum: float = 0.0
    maximum: float | None = None

    @property
    def allowed(self) -> str:  # noqa: D102
        return f"a number from {self.minimum:g} " + ("up" if self.maximum is None else f"to {self.maximum:g}")

    def read(self, text: str) -> float:  # noqa: D102
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        most = math.inf if self.maximum is None else self.maximum
        if math.isfinite(value) and self.minimum <= value <= most:
            return value
        meant = re.fullmatch(r"([0-9]+)(?:[.,]([0-9]+))?\s*%?", text.strip())
        plain = "" if meant is None else meant[1] + (f".{meant[2]}" if meant[2] else "")
        fix = None
        if plain and plain != text.strip() and float(plain) <= (math.inf if self.maximum is None else self.maximum):
            fix = Fix.of(f"write {plain}", 0, len(text), plain)
        raise FieldError(NUMBER.finding(f"{text!r} is not {self.allowed}", f"write {self.allowed}", fix=fix))

    def remarks(self, text: str) -> Iterator[Finding]:  # noqa: D102
        if not _PLAIN_NUMBER.fullmatch(text):
            yield _form(text, repr(float(text)))

    def to_data(self, value: float) -> float:  # noqa: D102
        return value

    def sort_key(self, value: float | None) -> float:  # noqa: D102
        return value or 0.0

    @property
    def pattern(self) -> str | None:  # noqa: D102
        return _PLAIN_NUMBER.pattern

    @property
    def xsd_base(self) -> str:  # noqa: D102
        return "xs:double"

    @property
    def xsd_facets(self) -> tuple[tuple[str, str], ...]:  # noqa: D102
        most = () if self.maximum is None else (("maxInclusive", f"{self.maximum:g}"),)
        return (("minInclusive", f"{self.minimum:g}"), *most)

    @property
    def json_schema(self) -> dict[str, Any]:  # noqa: D102
        return {"type": "number", "minimum": self.minimum} | ({} if self.maximum is None else {"maximum": self.maximum})


def _whole(text: str) -> tuple[str, Applicability] | None:
    """Return the whole number that is meant by ``text``, if any is, and whether that is sure."""
    if len(text) >= _MOST_DIGITS:
        return None
    number = written(text.strip())
    if number and not number.sure:  # 1.000 is 1 to some, and 1000 to others
        return None if number.otherwise or "." in text else (number.meant, "unsafe")
    try:
        value = float(number.meant if number else text)
    except ValueError:
        return None
    return (str(int(value)), "safe") if value.is_integer() else None


def _form(text: str, plain: str) -> Finding:
    fix = Fix.of(f"write {plain}", 0, len(text), plain)
    return NUMBER_FORM.finding(f"{text!r} is read as {plain}", fix=fix)
