"""Whether the machine has what a configuration names: files, users, programs, modules and devices."""

from amazons3cfg.checks.system.accounts import check_accounts
from amazons3cfg.checks.system.machine import Machine
from amazons3cfg.checks.system.modules import check_modules
from amazons3cfg.checks.system.paths import check_paths
from amazons3cfg.checks.system.programs import check_programs
from amazons3cfg.findings import Finding, in_order
from amazons3cfg.model.configuration import read_configuration
from amazons3cfg.text.tree import Document

_CHECKS = (check_accounts, check_paths, check_programs, check_modules)


def check_system(document: Document, machine: Machine) -> list[Finding]:
    """Return what ``machine`` lacks of what ``document`` names, in the order of its text; nothing is changed."""
    configuration = read_configuration(document)
    return in_order(found for part in _CHECKS for found in part(configuration, machine))
