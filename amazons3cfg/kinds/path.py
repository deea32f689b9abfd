"""The absolute path of a file or directory."""

from attrs import define

from amazons3cfg.findings import FieldError, Fix
from amazons3cfg.kinds.text import Text
from amazons3cfg.rules.spelling import PATH


@define(frozen=True)
class Path(Text):
    """A path that begins with a slash, as ``posixpath.isabs`` tells; not trimmed."""

    name = "path"
    words: str = "an absolute path, which begins with /"

    def read(self, text: str) -> str:  # noqa: D102
        if text.startswith("/"):
            return text
        trimmed = text.strip()
        fix = Fix.of(f"write {trimmed}", 0, len(text), trimmed) if trimmed.startswith("/") else None
        raise FieldError(PATH.finding(f"{text!r} is not an absolute path", f"write {self.allowed}", fix=fix))

    @property
    def pattern(self) -> str | None:  # noqa: D102
        return r"\/[\s\S]*"

    @property
    def xsd_facets(self) -> tuple[tuple[str, str], ...]:  # noqa: D102
        return (("pattern", r"/(.|[\r\n])*"),)
