"""Text of any kind, and what XML cannot hold of it."""

import re
from collections.abc import Iterator
from typing import Any

from attrs import define

from amazons3cfg.findings import FieldError, Finding, Fix
from amazons3cfg.kinds.kind import Kind
from amazons3cfg.kinds.shown import represented, shown
from amazons3cfg.rules.spelling import BLANK_ENDS
from amazons3cfg.rules.values import CHARACTER, TYPE

XML_BLANKS = " \t\r\n"
"""The characters that XML calls white space."""
# Spelled out, since [^...] takes 3 ms to compile.
NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""A character that XML cannot hold: the complement of Char, XML 1.0 (fifth edition), production 2."""
# Surrogates are left out: many dialects cannot write them, and no text that was decoded holds one alone.
TEXT_PATTERN = r"[^\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]+"
"""What the text of any field matches."""


@define(frozen=True)
class Text(Kind[str]):
    """Text that is not empty."""

    name = "text"
    words: str = "text"
    """What may be written, for instance ``the name of a user``."""
    blanks: bool = False
    """Whether blanks at the ends do no harm, as in a description for people, or are judged elsewhere."""
    form: str = TEXT_PATTERN
    """What the whole text matches, in the common ground of Python and JavaScript."""
    xsd_form: str = ""
    """The same as XML Schema has it; empty for any text."""

    @property
    def allowed(self) -> str:  # noqa: D102
        return self.words

    def read(self, text: str) -> str:  # noqa: D102
        return text

    def remarks(self, text: str) -> Iterator[Finding]:  # noqa: D102
        if not self.blanks:
            yield from blank_ends(text)

    def assigned(self, value: Any) -> str | None:  # noqa: D102
        if value is None:
            return None
        if not isinstance(value, str) or not value:
            message = f"{represented(value)} is not a non-empty string"
            raise FieldError(TYPE.finding(message, "use None or a non-empty string"))
        wrong = NOT_XML.search(value)
        if wrong:
            message = f"{value!r} holds {wrong[0]!r} at offset {wrong.start()}, which XML 1.0 cannot hold"
            raise FieldError(CHARACTER.finding(message, "remove that character"))
        return value

    def from_data(self, value: object) -> str:  # noqa: D102
        if isinstance(value, str) and value:
            return self.assigned(value) or value
        message = "the text is empty" if value == "" else f"{shown(value)} is not text"
        raise FieldError(TYPE.finding(message, f"write in quotes: {self.allowed}"))

    @property
    def pattern(self) -> str | None:  # noqa: D102
        return self.form

    @property
    def xsd_facets(self) -> tuple[tuple[str, str], ...]:  # noqa: D102
        return (("pattern", self.xsd_form),) if self.xsd_form else ()

    @property
    def json_schema(self) -> dict[str, Any]:  # noqa: D102
        return {"type": "string", "minLength": 1}


def blank_ends(text: str) -> Iterator[Finding]:
    """Yield a finding if ``text`` has blanks at its ends, which Cedar Backup keeps."""
    trimmed = text.strip()
    if trimmed != text and trimmed:
        fix = Fix.of(f"write {trimmed!r}", 0, len(text), trimmed)
        yield BLANK_ENDS.finding(f"{text!r} has blanks at its ends, which are kept", fix=fix)
    elif not trimmed and text:
        yield BLANK_ENDS.finding("there are only blanks, which are the value", "write a value, or remove the element")
