"""Everything that can be found wrong with a whole configuration document; the rules are in ``amazons3cfg.rules``."""

from amazons3cfg.checks.actions import check_actions
from amazons3cfg.checks.encoding import check_encoding
from amazons3cfg.checks.meaning import check_meaning
from amazons3cfg.checks.order import check_order
from amazons3cfg.checks.required import check_required
from amazons3cfg.checks.store import check_store
from amazons3cfg.checks.structure import check_structure
from amazons3cfg.checks.values import check_values
from amazons3cfg.findings import ConfigError, Finding, in_order
from amazons3cfg.model.configuration import read_configuration
from amazons3cfg.rules.document import ROOT
from amazons3cfg.sections import CB_CONFIG
from amazons3cfg.sections.secrets import concealed
from amazons3cfg.text.names import is_named, written_name
from amazons3cfg.text.source import Source, decode
from amazons3cfg.text.tree import Document, parse, refused_by_expat

__all__ = ["check"]

_CHECKS = (check_structure, check_values, check_required, check_actions, check_order, check_store, check_meaning)


def check(document: Source | str | bytes, path: str | None = None) -> list[Finding]:
    """Return all that is wrong with a document, in the order of its text; a malformed one has one finding.

    Args:
        document: the document itself, as text, or as the bytes of a file
        path: the name of the file, as the findings show it
    """
    try:
        source = document if isinstance(document, Source) else decode(document, path)
    except ConfigError as error:
        return list(error.findings)
    try:
        return check_document(parse(source))
    except ConfigError as error:
        from amazons3cfg.checks.unclosed import with_end_tag  # only when something is wrong

        return list(concealed((with_end_tag(source, finding) for finding in error.findings), source.text))


def check_document(document: Document) -> list[Finding]:
    """Return all that is wrong with ``document``, in the order of its text."""
    refused = refused_by_expat(document)
    if refused:
        return [refused]
    if not is_named(document.root, CB_CONFIG.name):
        finding = ROOT.finding(f"the root element is <{written_name(document.root)}>", f"write <{CB_CONFIG.name}>")
        return [document.place(finding, document.root)]  # nothing in it is read
    configuration = read_configuration(document)
    found = list(check_encoding(document.source))
    for each in _CHECKS:
        found += each(configuration)
    return in_order(concealed(found, document.source.text)) if found else found
