"""Names: of actions, of lists of them, and of Python modules and functions."""

import re

from attrs import define

from amazons3cfg.findings import Applicability, FieldError, Fix
from amazons3cfg.kinds.kind import Kind
from amazons3cfg.rules.actions import ACTION_NAME
from amazons3cfg.rules.spelling import PYTHON_NAME

_ACTION = re.compile(r"[a-z0-9]+")
_DOTTED = r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*"
_FUNCTION = r"[A-Za-z_][A-Za-z0-9_]*"


@define(frozen=True)
class ActionName(Kind[str]):
    """The name of an action: lower-case letters and digits; from cback3's own message."""

    name = "action name"

    @property
    def allowed(self) -> str:  # noqa: D102
        return "lower-case letters and digits"

    def read(self, text: str) -> str:  # noqa: D102
        if _ACTION.fullmatch(text):
            return text
        meant = text.strip()
        safety = "safe" if _ACTION.fullmatch(meant) else "unsafe"
        meant = re.sub("[^a-z0-9]", "", meant.lower())
        fix = Fix.of(f"write {meant}", 0, len(text), meant, safety) if meant else None  # type: ignore[arg-type]
        message = f"{text!r} is not a name that cback3 takes for an action"
        raise FieldError(ACTION_NAME.finding(message, f"write {self.allowed}", fix=fix))

    @property
    def pattern(self) -> str | None:  # noqa: D102
        return _ACTION.pattern

    @property
    def xsd_facets(self) -> tuple[tuple[str, str], ...]:  # noqa: D102
        return (("pattern", _ACTION.pattern),)


@define(frozen=True)
class ActionList(Kind[tuple[str, ...]]):
    """Names of actions with commas between them; blanks around a name and empty parts do not count."""

    name = "list of action names"

    @property
    def allowed(self) -> str:  # noqa: D102
        return "names of actions with commas between them"

    def read(self, text: str) -> tuple[str, ...]:  # noqa: D102
        names = tuple(filter(None, (part.strip() for part in text.split(","))))
        wrong = next((name for name in names if not _ACTION.fullmatch(name)), None)
        if wrong is None:
            return names
        meant = re.sub("[^a-z0-9]", "", wrong.lower())
        start = text.index(wrong)
        fix = Fix.of(f"write {meant} for {wrong}", start, start + len(wrong), meant, "unsafe") if meant else None
        message = f"{wrong!r} is not a name that cback3 takes for an action"
        raise FieldError(ACTION_NAME.finding(message, f"write {self.allowed}", fix=fix))

    def write(self, value: tuple[str, ...] | None) -> str:  # noqa: D102
        return ", ".join(value or ())

    @property
    def xsd_facets(self) -> tuple[tuple[str, str], ...]:  # noqa: D102
        return (("pattern", r"\s*([a-z0-9]+\s*)?(,\s*([a-z0-9]+\s*)?)*"),)


@define(frozen=True)
class PythonName(Kind[str]):
    """The name of a Python module, with dots between its parts, or of a function, without."""

    name = "Python name"
    dotted: bool = True

    @property
    def allowed(self) -> str:  # noqa: D102
        return "the name of a Python module" if self.dotted else "the name of a Python function, without a dot"

    def read(self, text: str) -> str:  # noqa: D102
        pattern = _DOTTED if self.dotted else _FUNCTION
        if re.fullmatch(pattern, text):
            return text
        meant = re.sub(r"\s|\(\)\Z", "", text)
        safety: Applicability = "safe" if meant == text.strip() else "unsafe"
        fix = Fix.of(f"write {meant}", 0, len(text), meant, safety) if re.fullmatch(pattern, meant) else None
        raise FieldError(PYTHON_NAME.finding(f"{text!r} is not {self.allowed}", f"write {self.allowed}", fix=fix))

    @property
    def pattern(self) -> str | None:  # noqa: D102
        return _DOTTED if self.dotted else _FUNCTION

    @property
    def xsd_facets(self) -> tuple[tuple[str, str], ...]:  # noqa: D102
        return (("pattern", (_DOTTED if self.dotted else _FUNCTION).replace("(?:", "(")),)
