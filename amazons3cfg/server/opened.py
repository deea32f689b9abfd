"""A text that is open in an editor, in one version."""

from functools import cached_property

from attrs import define

from amazons3cfg.checks import check
from amazons3cfg.checks.settings import Settings
from amazons3cfg.findings import DocumentError, Finding
from amazons3cfg.sections import CB_CONFIG
from amazons3cfg.text.lines import Lines
from amazons3cfg.text.outline import Outline, outline, root_name
from amazons3cfg.text.source import Source, as_declared

_MARK = "\ufeff"


@define(slots=True, eq=False)
class OpenText:
    """A text as the client has it; what is known of it is found when first asked for."""

    uri: str
    version: int | None
    written: str
    """As it came, perhaps with a byte order mark; the client's positions count that."""
    settings: Settings = Settings()
    """Which findings count."""

    @property
    def text(self) -> str:
        """Without a byte order mark, as all offsets count."""
        return self.written.removeprefix(_MARK)

    @property
    def shift(self) -> int:
        """How much further the client counts."""
        return int(self.written.startswith(_MARK))

    @cached_property
    def is_ours(self) -> bool:
        """Whether it is a configuration of Cedar Backup's, well-formed or not."""
        return root_name(self.written) == CB_CONFIG.name

    @cached_property
    def findings(self) -> list[Finding]:
        """All that counts of what is wrong with it; nothing where it is not ours."""
        return [found for found in findings_of(self.text) if self.settings.wants(found)] if self.is_ours else []

    @cached_property
    def lines(self) -> Lines:
        """The lines of ``written``."""
        return Lines(self.written)

    @cached_property
    def outline(self) -> Outline:
        """Its elements; none where it is not ours."""
        return outline(self.text) if self.is_ours else Outline()


def source_of(text: str) -> Source:
    """Return ``text`` as if it were saved in the encoding that it declares.

    Raises:
        DocumentError: It cannot be.

    """
    return as_declared(Source(text))


def findings_of(text: str) -> list[Finding]:
    """Return all that is wrong with ``text``."""
    try:
        return check(source_of(text))
    except DocumentError as error:
        return list(error.findings)
