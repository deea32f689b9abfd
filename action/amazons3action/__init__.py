"""A safe Amazon S3 store action for Cedar Backup 3: the published API of ``CedarBackup3.extend.amazons3``."""

from amazons3cfg import AmazonS3Config, LocalConfig

from amazons3action.action import executeAction
from amazons3action.command import SU_COMMAND
from amazons3action.messages import logger
from amazons3action.s3 import AWS_COMMAND
from amazons3action.staging import STORE_INDICATOR

__all__ = [
    "AWS_COMMAND",
    "STORE_INDICATOR",
    "SU_COMMAND",
    "AmazonS3Config",
    "LocalConfig",
    "__version__",
    "executeAction",
    "logger",
]

__version__ = "0.1.0"
