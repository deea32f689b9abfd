"""Reading what the commands work on: a section in any format, or a document."""

from contextlib import suppress
from pathlib import Path

from attrs import define, evolve

from amazons3cfg.cli.failure import Refused, quoting, unreadable
from amazons3cfg.cli.files import STDIN, STDIN_NAME, conversion
from amazons3cfg.cli.streams import read_input
from amazons3cfg.editing import ConfigDocument
from amazons3cfg.findings import ConfigError
from amazons3cfg.model.amazons3 import AmazonS3Config
from amazons3cfg.model.configuration import Configuration, read_configuration
from amazons3cfg.model.local_config import LocalConfig
from amazons3cfg.model.reader import SECTION_ELEMENT
from amazons3cfg.rules.structure import NO_SECTION
from amazons3cfg.text.names import local_name
from amazons3cfg.text.source import Source, decode
from amazons3cfg.text.suffixes import NOT_XML, SUFFIXES
from amazons3cfg.text.tree import parse

FORMATS = tuple(SUFFIXES)
"""The names of the formats, as options have them."""


@define(frozen=True)
class Opened:
    """A section, and the file that it was read from."""

    section: AmazonS3Config
    refused: Refused | None
    """Why some of it could not be read."""
    source: Source
    form: str

    @property
    def configuration(self) -> Configuration:
        """The whole document; of data, which holds no other section, one with this alone."""
        if self.form == "xml":
            return read_configuration(parse(self.source))
        local = LocalConfig()
        local.amazons3 = self.section
        return read_configuration(parse(decode(local.toXml())))

    @property
    def others(self) -> tuple[str, ...]:
        """The names of the other sections of the file."""
        root = self.configuration.document.root
        return tuple(dict.fromkeys(name for name in map(local_name, root) if name != SECTION_ELEMENT))


def opened(name: str, form: str | None = None) -> Opened:
    """Read a section in the format ``form``, or in that of its file's name, or else XML; ``-`` is standard input.

    Raises ``Refused`` if it cannot be read, or there is none.
    """
    found = readable(name, form)
    if found.refused:
        raise found.refused
    return found


def readable(name: str, form: str | None = None) -> Opened:
    """Return what of a section can be read. Raises ``Refused`` if nothing can be."""
    from amazons3cfg import formats  # heavy

    data, path = _read(name)
    form = form or format_of(name)
    with quoting(data, path):
        source = decode(data, path)
        local, findings = formats.read(source, form, validate=False)
    refused = Refused(findings, source) if findings else None
    if local.amazons3 is None:
        if refused:
            raise refused
        hint = "look whether it is the right file, or add one with: amazons3cfg init"
        missing = NO_SECTION.finding("there is no <amazons3> section under <cb_config>", hint)
        raise Refused([evolve(missing, path=path)])
    return Opened(local.amazons3, refused, source, form)


def _read(name: str) -> tuple[bytes, str]:
    """Return what a file, or for ``-`` standard input, holds, and its name as it is told. Raises ``Refused``."""
    path = STDIN_NAME if name == STDIN else name
    try:
        return read_input() if name == STDIN else Path(name).read_bytes(), path
    except OSError as error:
        raise Refused([unreadable(path, error.strerror or str(error))]) from None


def dump(config: AmazonS3Config, form: str) -> str:
    """Return a section as the text of a document in the format ``form``."""
    from amazons3cfg import formats  # heavy

    local = LocalConfig()
    local.amazons3 = config
    return formats.dumps(local, form)


def open_document(name: str) -> ConfigDocument:
    """Read a document from a file, or from standard input for ``-``.

    Raises ``Refused`` for what cannot be read, and for a file in another format.
    """
    if name.lower().endswith(NOT_XML):
        raise Refused([unreadable(name, "the ending is not that of XML", conversion(name))])
    if name == STDIN:
        data, path = _read(name)
        with quoting(data, path):
            return ConfigDocument(data, path)
    try:
        return ConfigDocument.open(name)
    except OSError as error:
        raise Refused([unreadable(name, error.strerror or str(error))]) from None
    except ConfigError as error:
        with quoting(_read(name)[0] if Path(name).is_file() else b"", name):  # a pipe can be read once
            raise error


def format_of(name: str) -> str:
    """Return the format that a file's name tells, or else XML."""
    from amazons3cfg import formats  # heavy

    with suppress(ValueError):  # as of cback.conf.old
        return formats.format_of(name)
    return "xml"
