"""The catalogue of everything that is checked: one stable code for each rule, a family of codes a module."""

from typing import TYPE_CHECKING, Any

from amazons3cfg.rules.catalogue import Rule

if TYPE_CHECKING:
    from amazons3cfg.rules.families import RULES

__all__ = ["RULES", "Rule"]


def __getattr__(name: str) -> Any:
    """Return the catalogue of all rules: who needs one of them does not load the others (PEP 562)."""
    if name != "RULES":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from amazons3cfg.rules.families import RULES

    return RULES
