"""XML, the form that Cedar Backup reads."""

from amazons3cfg.findings import Finding
from amazons3cfg.model.local_config import LocalConfig
from amazons3cfg.model.reader import read_section
from amazons3cfg.text.source import Source
from amazons3cfg.text.tree import parse


def read(source: Source, validate: bool) -> tuple[LocalConfig, list[Finding]]:
    """Return the configuration of an XML text, without what is refused, and why that is. Raises ``DocumentError``."""
    local = LocalConfig()
    local.amazons3, findings = read_section(parse(source), validate=validate)
    return local, findings


def dump(local: LocalConfig) -> str:
    """Return ``local`` as an XML text, which declares UTF-8."""
    return local.toXml().decode()
