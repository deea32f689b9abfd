"""A configuration library for the Amazon S3 store action of Cedar Backup.

``AmazonS3Config``, ``LocalConfig`` and ``ByteQuantity`` are the published API; ``ConfigError`` is the root of
all errors, and holds a ``Finding`` for each thing that is wrong.
"""

from amazons3cfg.findings import ConfigError, DocumentError, FieldError, Finding
from amazons3cfg.kinds.command import EncryptCommand
from amazons3cfg.kinds.quantity import UNIT_BYTES, UNIT_GBYTES, UNIT_KBYTES, UNIT_MBYTES, ByteQuantity
from amazons3cfg.model.amazons3 import AmazonS3Config
from amazons3cfg.model.local_config import LocalConfig

__all__ = [
    "UNIT_BYTES",
    "UNIT_GBYTES",
    "UNIT_KBYTES",
    "UNIT_MBYTES",
    "AmazonS3Config",
    "ByteQuantity",
    "ConfigError",
    "DocumentError",
    "EncryptCommand",
    "FieldError",
    "Finding",
    "LocalConfig",
]
