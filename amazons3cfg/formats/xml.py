"""XML, the form that Cedar Backup reads."""

from amazons3cfg.findings import FieldError
from amazons3cfg.model.local_config import LocalConfig
from amazons3cfg.model.reader import read_section
from amazons3cfg.text.source import Source
from amazons3cfg.text.tree import parse


def load(source: Source, validate: bool) -> LocalConfig:
    """Return the configuration of an XML text. Raises ``ConfigError``, with the file's name in it."""
    local = LocalConfig()
    local.amazons3, findings = read_section(parse(source), validate=validate)
    if findings:
        raise FieldError(*findings)
    return local


def dump(local: LocalConfig) -> str:
    """Return ``local`` as an XML text, which declares UTF-8."""
    return local.toXml().decode()
