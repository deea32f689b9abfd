"""One of several words."""

from attrs import define

from amazons3cfg.findings import FieldError, Fix
from amazons3cfg.kinds.kind import Kind
from amazons3cfg.rules.spelling import CHOICE
from amazons3cfg.rules.suggestions import closest


@define(frozen=True)
class Choice(Kind[str]):
    """Exactly one of the words: capitals and blanks count."""

    name = "choice"
    words: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:  # noqa: D102
        if len(self.words) == 1:
            return self.words[0]
        return f"{', '.join(self.words[:-1])} or {self.words[-1]}"

    def read(self, text: str) -> str:  # noqa: D102
        if text in self.words:
            return text
        trimmed = text.strip().lower()
        meant = trimmed if trimmed in self.words else closest(trimmed, self.words)
        fix = None
        if meant is not None:
            safety = "safe" if meant == trimmed else "unsafe"
            fix = Fix.of(f"write {meant}", 0, len(text), meant, safety)  # type: ignore[arg-type]
        raise FieldError(CHOICE.finding(f"{text!r} is not {self.allowed}", f"write {self.allowed}", fix=fix))

    @property
    def choices(self) -> tuple[str, ...]:  # noqa: D102
        return self.words
