"""Whether the directories, files and devices are there that the sections name."""

import stat
from collections.abc import Iterator
from shlex import quote
from typing import NamedTuple

from amazons3cfg.checks.official import official
from amazons3cfg.checks.system.looking import look
from amazons3cfg.checks.system.machine import Machine
from amazons3cfg.findings import Finding
from amazons3cfg.model.blocks import Block, Leaf
from amazons3cfg.model.configuration import Configuration
from amazons3cfg.rules.system import NO_DEVICE, NO_DIRECTORY, NO_FILE, READ_ONLY
from amazons3cfg.sections import EXTENSIONS


class _Place(NamedTuple):
    """What the path in an element must lead to."""

    path: str
    kind: str = "directory"
    written: bool = False


_PLACES = (
    _Place("options/working_dir", written=True),
    _Place("peers/peer/collect_dir"),
    _Place("collect/collect_dir", written=True),
    _Place("collect/file/abs_path", "file"),
    _Place("collect/dir/abs_path"),
    _Place("stage/staging_dir", written=True),
    _Place("stage/peer/collect_dir"),
    _Place("store/source_dir"),
    _Place("store/target_device", "device"),
    _Place("purge/dir/abs_path", written=True),
    _Place("mbox/file/abs_path", "file"),
    _Place("mbox/dir/abs_path"),
    _Place("subversion/repository/abs_path"),
    _Place("subversion/repository_dir/abs_path"),
)


def check_paths(configuration: Configuration, machine: Machine) -> Iterator[Finding]:
    """Yield what is not there, or cannot be written."""
    used = {known.name for action in configuration.actions if (known := official(action))}
    for place in _PLACES:
        section, *steps, name = place.path.split("/")
        if section in EXTENSIONS and section not in used:
            continue
        for block in _blocks(configuration.section(section), steps):
            leaf = block.leaf(name)
            if leaf is not None and leaf.value is not None and not _is_elsewhere(block):
                yield from look(configuration, leaf, lambda: _judge(place, leaf, machine))  # noqa: B023 - called at once


def _blocks(section: Block | None, steps: list[str]) -> list[Block]:
    if section is None:
        return []
    return section.each(steps[0]) if steps else [section]


def _is_elsewhere(block: Block) -> bool:
    """Tell whether the paths of ``block`` are on another machine, or not read."""
    return block.description.name == "peer" and block.text("type") != "local"


def _judge(place: _Place, leaf: Leaf, machine: Machine) -> Finding | None:
    path = leaf.text
    mode = machine.mode(path)
    if place.kind == "device":
        return NO_DEVICE.finding(f"there is no device {path}", "name one that is there") if mode is None else None
    if place.kind == "file":
        if mode is not None and stat.S_ISREG(mode):
            return None
        reason = f"there is no file {path}" if mode is None else f"{path} is not a file"
        return NO_FILE.finding(reason, "name one that is there, or remove the entry")
    if mode is None:
        hint = f"make it: mkdir -p {quote(path)}" if place.written else "name one that is there, or make it"
        return NO_DIRECTORY.finding(f"there is no directory {path}", hint)
    if not stat.S_ISDIR(mode):
        return NO_DIRECTORY.finding(f"{path} is not a directory", "name a directory")
    if place.written and not machine.can_write(path):
        return READ_ONLY.finding(f"nothing can be written into {path}", "mount its file system for writing")
    return None
