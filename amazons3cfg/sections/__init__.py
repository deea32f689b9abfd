"""Every section of ``cback.conf``, described once, as data: checks, schemas, help and pages follow from it."""

from typing import TYPE_CHECKING, Any

from amazons3cfg.sections.description import Element, Section, When

if TYPE_CHECKING:
    from amazons3cfg.sections.cb_config import CB_CONFIG, EXTENSIONS, SECTIONS, STANDARD

__all__ = ["CB_CONFIG", "EXTENSIONS", "SECTIONS", "STANDARD", "Element", "Section", "When"]


def __getattr__(name: str) -> Any:
    """Return what all sections make together: who needs one of them does not load the others (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from amazons3cfg.sections import cb_config

    return getattr(cb_config, name)
