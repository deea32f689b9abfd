"""The verdict of the installed original: whether it takes a document, and what it makes of it."""

import contextlib
import grp
import io
import logging
import os
import pwd
import re
import sys
import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NamedTuple

from CedarBackup3.cli import cli
from CedarBackup3.config import Config
from lxml import etree

from oracle.complete import OFFICIAL

_STANDARD_NAMES = ("collect", "stage", "store", "purge", "rebuild", "validate", "initialize")
# What the action of an extension needs beside its own section; noticed when it runs.
_NEEDS = {
    "amazons3": ("options", "stage"),
    "capacity": ("options", "store"),
    "encrypt": ("options", "stage"),
    "mbox": ("options", "collect"),
    "mysql": ("options", "collect"),
    "postgresql": ("options", "collect"),
    "split": ("options", "stage"),
    "subversion": ("options", "collect"),
    "sysinfo": ("options", "collect"),
}
_MODULES = "CedarBackup3.extend."
_OWNER = f"{pwd.getpwuid(os.getuid()).pw_name}:{grp.getgrgid(os.getgid()).gr_name}"
# The exit code for a configuration that is refused before any action runs.
_REFUSED = 4

Outcome = Literal["refused", "taken", "unheeded", "machine"]


class Verdict(NamedTuple):
    """What the original does with a document."""

    outcome: Outcome
    """``unheeded`` if it takes the document and passes over part of it; ``machine`` if that depends on the machine."""
    why: str = ""


class Read(NamedTuple):
    """What one reader of the original makes of a document."""

    refusal: str
    """Its message; empty if it takes the document."""
    shown: str
    """All that it read, as text to compare."""
    config: Any


def verdict(root: etree._Element) -> Verdict:
    """Return what the original does with the document: while it reads, validates, loads and runs."""
    refused = refusal(root)
    return Verdict("refused", refused) if refused else _when_run(root, _reads(root)[0].config)


def refusal(root: etree._Element) -> str:
    """Return the first message of a reader that refuses the document; empty if all take it."""
    return next((read.refusal for read in _reads(root) if read.refusal), "")


def refusal_of_the_whole(root: etree._Element) -> str:
    """Return the same, where each reader is given the whole document."""
    text = etree.tostring(root, encoding="unicode")
    names = [name for name in OFFICIAL if root.find(name) is not None]
    return next((read.refusal for name in (None, *names) if (read := _read(name, text)).refusal), "")


def understood(root: etree._Element) -> str:
    """Return all that the original reads from a document, as text to compare; it may be refused."""
    return "\n".join(read.shown or read.refusal for read in _reads(root))


def _reads(root: etree._Element) -> list[Read]:
    # An extension's section that is there is read if its action runs; where the action is missing, nobody reads it.
    readers = [None, *(name for name in OFFICIAL if root.find(name) is not None)]
    return [_read(name, _part(root, name)) for name in readers]


def _part(root: etree._Element, name: str | None) -> str:
    """Return the document without what the reader passes over for sure, so that its verdict is asked for once."""
    others = [str(each) for each in OFFICIAL if each != name]
    if name is not None:
        others += ["reference", "extensions", "options", "peers", "collect", "stage", "store", "purge"]
    parts = [etree.tostring(child, encoding="unicode", with_tail=False) for child in root if child.tag not in others]
    name_of_root = str(root.tag)
    return f"<{name_of_root}>{''.join(parts)}</{name_of_root}>"


@cache
def _read(name: str | None, text: str) -> Read:
    reader = Config if name is None else import_module(_MODULES + name).LocalConfig
    try:
        with _silence(), warnings.catch_warnings(action="ignore"):
            config = reader(xmlData=text, validate=True)
    except ValueError as error:
        return Read(str(error) or "ValueError", "", None)
    return Read("", repr(config), config)


def _when_run(root: etree._Element, config: Any) -> Verdict:
    """Return what loading and running the actions makes of a configuration that is valid."""
    actions = [] if config.extensions is None else config.extensions.actions or []
    ours = {each.name: each for each in actions}
    for action in actions:
        name = action.module.removeprefix(_MODULES)
        if name == action.module:
            return Verdict("machine", f"{action.module} may be installed or not")
        if name in OFFICIAL and root.find(name) is None:
            return Verdict("refused", f"the action of {name} has no section")
        for need in _NEEDS.get(name, ()):
            if getattr(config, need) is None:
                return Verdict("refused", f"the action of {name} needs {need}")
    if actions:
        loaded = _loaded(_loading_part(root))
        if loaded:
            return Verdict("refused", loaded)
    found = _of_values(root, config, ours)
    modules = [each.module for each in actions]
    idle = next((name for name in OFFICIAL if root.find(name) is not None and _MODULES + name not in modules), None)
    if found.outcome == "taken" and idle is not None:
        return Verdict("unheeded", f"no action reads the section {idle}")
    return found


def _of_values(root: etree._Element, config: Any, ours: dict[str, Any]) -> Verdict:
    """Return what is only noticed when a value is used, or never; from the facts, since devices would be needed."""
    for pattern in root.iter("pattern"):
        try:
            re.compile(f"^{pattern.text or ''}$")
        except re.error:
            return Verdict("refused", "a pattern is none with the anchors that are put around it")
    for override in config.options.overrides or []:
        if override.absolutePath is None:
            return Verdict("refused", "an override has no path, so the command cannot be run")
        if override.command is None:
            return Verdict("unheeded", "an override is for no command")
    for hook in config.options.hooks or []:
        if hook.command is None:
            return Verdict("refused", "a hook has no command")
        if hook.action is None or hook.action not in (*_STANDARD_NAMES, *ours):
            return Verdict("unheeded", "a hook is for an action that nobody has")
    for section in filter(None, (config.peers, config.stage)):
        read = [*(section.localPeers or []), *(section.remotePeers or [])]
        if len(root.findall(f"{'peers' if section is config.peers else 'stage'}/peer")) > len(read):
            return Verdict("unheeded", "a peer of no known type is dropped")
    collecting = any("collect" in _NEEDS.get(each.module.removeprefix(_MODULES), ()) for each in ours.values())
    if config.collect and not (config.collect.collectFiles or config.collect.collectDirs or collecting):
        return Verdict("refused", "there is nothing to collect")
    blanking = config.store and config.store.blankBehavior
    if blanking and blanking.blankFactor is None:
        return Verdict("refused", "blank_behavior has a mode and no factor")
    if blanking and blanking.blankMode is None:
        return Verdict("unheeded", "blank_behavior has a factor and no mode")
    if root.find("split") is not None:
        split = _read("split", _part(root, "split")).config
        if split.split.splitSize.bytes < 1:
            return Verdict("refused", "split has parts of less than one byte")
    return Verdict("taken")


def _loading_part(root: etree._Element) -> str:
    """Return a document with the same extensions, and sections around them that are good for sure."""
    extensions = root.find("extensions")
    assert extensions is not None
    return f"""<cb_config><options><starting_day>monday</starting_day><working_dir>/tmp</working_dir>
        <backup_user>backup</backup_user><backup_group>backup</backup_group><rcp_command>scp</rcp_command></options>
        <purge/>{etree.tostring(extensions, encoding="unicode", with_tail=False)}</cb_config>"""


@cache
def _loaded(text: str) -> str:
    """Run the real ``cback3``, whose every run loads the extensions and orders the actions; return its complaint."""
    with tempfile.TemporaryDirectory() as folder:
        path, log = Path(folder, "cback.conf"), Path(folder, "log")
        path.write_text(text, "utf-8")
        before, output = sys.argv, io.StringIO()
        sys.argv = ["cback3", "-q", "-c", str(path), "-l", str(log), "-o", _OWNER, "validate"]
        try:
            with _silence(), contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
                code = cli()
        finally:
            sys.argv = before
    return "cback3 ends with 4" if code == _REFUSED else ""


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Let nothing be logged, and take away the handlers that a run of ``cback3`` adds."""
    logging.disable()
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
        for name in [each for each in logging.root.manager.loggerDict if each.startswith("CedarBackup3")]:
            logger = logging.getLogger(name)
            for handler in list(logger.handlers):
                logger.removeHandler(handler)
                handler.close()
