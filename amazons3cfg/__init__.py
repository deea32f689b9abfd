"""A configuration library for the Amazon S3 store action of Cedar Backup.

``AmazonS3Config``, ``LocalConfig`` and ``ByteQuantity`` are the published API; ``ConfigError`` is the root of
all errors, and holds a ``Finding`` for each thing that is wrong.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from amazons3cfg.checks import check
    from amazons3cfg.editing.config_document import ConfigDocument
    from amazons3cfg.findings import ConfigError, DocumentError, Edit, FieldError, Finding, Fix
    from amazons3cfg.kinds.bucket import BucketPath
    from amazons3cfg.kinds.command import EncryptCommand
    from amazons3cfg.kinds.quantity import UNIT_BYTES, UNIT_GBYTES, UNIT_KBYTES, UNIT_MBYTES, ByteQuantity
    from amazons3cfg.kinds.text import NOT_XML
    from amazons3cfg.model.amazons3 import AmazonS3Config
    from amazons3cfg.model.local_config import LocalConfig

__all__ = [
    "NOT_XML",
    "UNIT_BYTES",
    "UNIT_GBYTES",
    "UNIT_KBYTES",
    "UNIT_MBYTES",
    "AmazonS3Config",
    "BucketPath",
    "ByteQuantity",
    "ConfigDocument",
    "ConfigError",
    "DocumentError",
    "Edit",
    "EncryptCommand",
    "FieldError",
    "Finding",
    "Fix",
    "LocalConfig",
    "__version__",
    "check",
]

__version__ = "0.1.0"

# Imported when they are asked for (PEP 562): pytest imports this package in every run, for the plugin in it.
_HOMES = {
    **dict.fromkeys(("ConfigError", "DocumentError", "Edit", "FieldError", "Finding", "Fix"), "findings"),
    **dict.fromkeys(("UNIT_BYTES", "UNIT_KBYTES", "UNIT_MBYTES", "UNIT_GBYTES", "ByteQuantity"), "kinds.quantity"),
    "check": "checks",
    "ConfigDocument": "editing.config_document",
    "BucketPath": "kinds.bucket",
    "NOT_XML": "kinds.text",
    "EncryptCommand": "kinds.command",
    "AmazonS3Config": "model.amazons3",
    "LocalConfig": "model.local_config",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
