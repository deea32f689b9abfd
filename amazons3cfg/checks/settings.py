"""Which findings count: what a repository says of it in a file, and a command in its options.

A file ``.amazons3cfg.toml``, or the table ``[tool.amazons3cfg]`` of a ``pyproject.toml``, holds for all files below its
directory that have none nearer.
"""

import os
import stat
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from attrs import define, evolve

from amazons3cfg.findings import Finding
from amazons3cfg.rules import RULES
from amazons3cfg.rules.document import DTD, ENCODING, MALFORMED, ROOT, UNREADABLE

OWN_FILE = ".amazons3cfg.toml"
_SHARED_FILE = "pyproject.toml"
_TOOL = "amazons3cfg"
_ALWAYS = {rule.code for rule in (UNREADABLE, ENCODING, MALFORMED, DTD, ROOT)}
"""What need not be selected: nothing else is looked for in such a document."""


class SettingsError(ValueError):
    """Settings that cannot be accepted; ``str()`` tells the file, what is wrong, and what to write."""


@define(frozen=True, slots=True)
class Settings:
    """Which findings count, by their codes or what those begin with, such as ``A4``; the longer one decides."""

    select: tuple[str, ...] = ()
    """What is looked for; empty for everything."""
    ignore: tuple[str, ...] = ()
    """What is left out of that."""
    strict: bool = False
    """Whether warnings make a check fail, too."""

    def wants(self, finding: Finding) -> bool:
        """Tell whether ``finding`` is told at all."""
        if finding.code == UNREADABLE.code:
            return True
        default = 0 if self.select and finding.code not in _ALWAYS else 1
        return max(_matched(finding.code, self.select), default) > _matched(finding.code, self.ignore)

    def fails(self, finding: Finding) -> bool:
        """Tell whether ``finding`` makes the check fail."""
        return self.strict or finding.severity == "error"


@define(frozen=True, slots=True)
class Options:
    """What a command was told; what it was not told, each file's settings say."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    strict: bool | None = None

    def settings(self, path: str | None) -> Settings:
        """Return the settings for the file ``path``, or for what is no file. Raises ``SettingsError``."""
        found = settings_of(path)
        if self.select is not None:  # what is asked for is not left out by a file
            found = Settings(self.select, strict=found.strict)
        if self.ignore is not None:
            found = evolve(found, ignore=self.ignore)
        return found if self.strict is None else evolve(found, strict=self.strict)


def codes(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the codes, and beginnings of codes, that ``texts`` name. Raises ``ValueError``."""
    found = tuple(text.strip().upper() for text in texts)
    for each in found:
        if not each or not any(code.startswith(each) for code in RULES if code != UNREADABLE.code):
            raise ValueError(f"{each!r} is no code that can be named; use one such as A302, or a family such as A4")
    return found


def settings_of(path: str | None) -> Settings:
    """Return the settings for the file ``path``, or for what is no file: of the nearest directory that has some.

    Args:
        path: the file; None for the working directory.

    Raises:
        SettingsError: they cannot be accepted.

    """
    # Without pathlib, which takes long to import.
    try:
        directory = os.getcwd() if path is None else os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH109, PTH120
    except OSError:  # the working directory is gone
        return Settings()
    while True:
        for name in (OWN_FILE, _SHARED_FILE):
            found = _read(os.path.join(directory, name))  # noqa: PTH118
            if found is not None:
                return found
        above = os.path.dirname(directory)  # noqa: PTH120
        if above == directory:
            return Settings()
        directory = above


def _matched(code: str, beginnings: tuple[str, ...]) -> int:
    return max((len(each) for each in beginnings if code.startswith(each)), default=0)


def _read(path: str) -> Settings | None:
    """Return the settings in the file ``path``; None if it has none. Raises ``SettingsError``."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return _parsed(path, status.st_mtime_ns, status.st_size) if stat.S_ISREG(status.st_mode) else None


@lru_cache(maxsize=64)
def _parsed(path: str, _changed: int, _size: int) -> Settings | None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            data = file.read()
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from None
    own = os.path.basename(path) == OWN_FILE  # noqa: PTH119
    if not own and _TOOL.encode() not in data:
        return None
    import tomllib  # most often there is no such file

    try:
        table: Any = tomllib.loads(data.decode())
    except ValueError as error:
        raise SettingsError(f"{path}: it is not TOML: {error}") from None
    if not own:
        tools = table.get("tool")
        if not isinstance(tools, dict) or _TOOL not in tools:
            return None
        table = tools[_TOOL]
    try:
        return _settings(table)
    except ValueError as error:
        raise SettingsError(f"{path}: {'' if own else f'[tool.{_TOOL}]: '}{error}") from None


def _settings(table: Any) -> Settings:
    if not isinstance(table, dict):
        raise ValueError("it is not a table")
    unknown = sorted(table.keys() - {"select", "ignore", "strict"})
    if unknown:
        raise ValueError(f"there is no setting {', '.join(map(repr, unknown))}; use select, ignore and strict")
    lists = {}
    for name in ("select", "ignore"):
        value = table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise ValueError(f'{name} is not a list of codes; write it as in {name} = ["A4", "A302"]')
        try:
            lists[name] = codes(value)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
    strict = table.get("strict", False)
    if not isinstance(strict, bool):
        raise ValueError("strict is neither true nor false")
    return Settings(**lists, strict=strict)
