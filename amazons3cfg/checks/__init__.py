"""Everything that can be found wrong with a whole configuration document; the rules are in ``amazons3cfg.rules``."""

from amazons3cfg.checks.actions import check_actions
from amazons3cfg.checks.encoding import check_encoding
from amazons3cfg.checks.structure import check_structure
from amazons3cfg.checks.values import check_values
from amazons3cfg.findings import ConfigError, Finding
from amazons3cfg.model.reader import read_section
from amazons3cfg.rules import ROOT
from amazons3cfg.text.source import Source
from amazons3cfg.text.tree import Document, parse

__all__ = ["check", "check_document"]


def check(source: Source) -> list[Finding]:
    """Return all that is wrong with a document, in the order of its text; a malformed one has one finding."""
    try:
        return check_document(parse(source))
    except ConfigError as error:
        return list(error.findings)


def check_document(document: Document) -> list[Finding]:
    """Return all that is wrong with ``document``, in the order of its text."""
    findings = check_structure(document)
    if findings and findings[0].code == ROOT.code:
        return findings  # nothing in it is read
    findings += check_encoding(document.source)
    config, refused = read_section(document, validate=True)
    findings += refused
    if config is not None:
        findings += check_values(document, config)
        findings += check_actions(document)
    return sorted(findings, key=lambda finding: (finding.line, finding.column, finding.code))
