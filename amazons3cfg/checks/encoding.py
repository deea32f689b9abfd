"""Whether Cedar Backup reads the same text from the bytes of the document."""

from collections.abc import Iterator

from amazons3cfg.findings import Finding
from amazons3cfg.rules.document import FOREIGN_ENCODING, UNKNOWN_ENCODING
from amazons3cfg.text.source import Source, unknown_encoding


def check_encoding(source: Source) -> Iterator[Finding]:
    """Yield a finding if the bytes are not those of UTF-8, which is the encoding of nearly every locale."""
    unknown = unknown_encoding(source)
    if unknown:
        message = f"the declared encoding {source.text[slice(*unknown)]!r} is not known"
        yield source.place(UNKNOWN_ENCODING.finding(message, "declare UTF-8, or nothing"), *unknown)
    encoding, text = source.encoding, source.text
    if encoding in (None, "utf-8") or (data := text.encode(encoding, "replace")) == text.encode():
        return
    message = f"the document is in {encoding}, and Cedar Backup reads files in the encoding of the locale, UTF-8"
    hint = "save it as UTF-8, and declare that or nothing"
    if b"\0" not in data and data.decode(errors="ignore").encode() == data:
        message = f"the document declares {encoding}, and Cedar Backup reads other text, in UTF-8"
        hint = "declare UTF-8 or nothing, which it seems to be in"
    offset = next((at for at, character in enumerate(text) if not character.isascii()), 0)
    yield source.place(FOREIGN_ENCODING.finding(message, hint), offset)
