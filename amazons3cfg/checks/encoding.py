"""Whether Cedar Backup reads the same text from the bytes of the document."""

from collections.abc import Iterator

from amazons3cfg.findings import Finding
from amazons3cfg.rules import FOREIGN_ENCODING
from amazons3cfg.text.source import Source


def check_encoding(source: Source) -> Iterator[Finding]:
    """Yield a finding if the bytes are not those of UTF-8, which is the encoding of nearly every locale."""
    encoding, text = source.encoding, source.text
    if encoding in (None, "utf-8") or text.encode(encoding, "replace") == text.encode():
        return
    message = f"the document is in {encoding}, and Cedar Backup reads it in the encoding of the locale"
    finding = FOREIGN_ENCODING.finding(message, "save it as UTF-8, and declare that or nothing")
    yield source.place(finding, next((at for at, character in enumerate(text) if not character.isascii()), 0))
