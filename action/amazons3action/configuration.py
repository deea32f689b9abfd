"""The configuration as Cedar Backup reads it, for what is run by hand; at night ``cback3`` hands it over."""

from typing import Any

from CedarBackup3.cli import DEFAULT_CONFIG, setupPathResolver
from CedarBackup3.config import Config

__all__ = ["DEFAULT_CONFIG", "load"]


def load(path: str) -> Any:
    """Return Cedar Backup's configuration, and let commands be found where that says.

    Raises:
        ValueError: Cedar Backup refuses the file.
        OSError: the file cannot be read.
    """
    config = Config(xmlPath=path)
    setupPathResolver(config)
    return config
