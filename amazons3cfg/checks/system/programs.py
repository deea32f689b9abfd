"""Whether the programs are there that the configuration names, and those that its actions call."""

import re
from collections.abc import Iterator
from shlex import quote

from amazons3cfg.checks.official import official
from amazons3cfg.checks.system.looking import look
from amazons3cfg.checks.system.machine import Machine
from amazons3cfg.findings import FieldError, Finding
from amazons3cfg.kinds.command import EncryptCommand
from amazons3cfg.model.blocks import Block, Leaf
from amazons3cfg.model.configuration import Configuration
from amazons3cfg.rules.system import NO_PROGRAM
from amazons3cfg.sections.actions import STANDARD_ACTIONS, Action

_FIRST = re.compile(r'\s*(?:"([^"]*)"|([^\s"]+))')


def check_programs(configuration: Configuration, machine: Machine) -> Iterator[Finding]:
    """Yield each program that is not there, or cannot be executed."""
    named = [(leaf, _first_word(leaf.text)) for leaf in _commands(configuration)]
    encrypt = configuration.leaf("amazons3/encrypt")
    if encrypt and any(known.name == "amazons3" for known, _ in _used(configuration)):
        named.append((encrypt, _encrypts_by(encrypt.text)))
    for leaf, program in named:
        if program:
            yield from look(configuration, leaf, lambda: _judge(program, machine))  # noqa: B023 - called at once
    yield from _called(configuration, machine)


def _commands(configuration: Configuration) -> Iterator[Leaf]:
    """Yield the elements whose text is a command that runs on this machine, or the path of one."""
    options = configuration.section("options")
    if options:
        for name, part in (("override", "abs_path"), ("pre_action_hook", "command"), ("post_action_hook", "command")):
            yield from (leaf for block in options.each(name) if (leaf := block.leaf(part)))
    needed = set[str]()
    for peer in _remote_peers(configuration):
        for name in ("rcp_command", "rsh_command"):
            if name == "rsh_command" and not peer.value("managed"):
                continue
            leaf = peer.leaf(name)
            if leaf:
                yield leaf
            else:
                needed.add(name)
    for name in sorted(needed):
        leaf = configuration.leaf(f"options/{name}")
        if leaf:
            yield leaf


def _remote_peers(configuration: Configuration) -> Iterator[Block]:
    for name in ("peers", "stage"):
        section = configuration.section(name)
        yield from (peer for peer in (section.each("peer") if section else ()) if peer.text("type") == "remote")


def _called(configuration: Configuration, machine: Machine) -> Iterator[Finding]:
    """Yield the programs that actions call by a name, where no override says where they are."""
    options = configuration.section("options")
    overridden = {override.text("command") for override in (options.each("override") if options else ())}
    for action, leaf in _used(configuration):
        section = configuration.section(action.name)
        for program, when in action.programs.items():
            if program in overridden or (when and section and not configuration.holds(when, section)):
                continue
            yield from look(configuration, leaf, lambda: _judge(program, machine, action.name))  # noqa: B023


def _used(configuration: Configuration) -> Iterator[tuple[Action, Leaf]]:
    """Yield the actions that call programs, each with the element that makes it run."""
    for action in configuration.actions:
        known, leaf = official(action), action.leaf("module")
        if known and leaf:
            yield known, leaf
    store = configuration.leaf("store/media_type")
    if store:
        yield STANDARD_ACTIONS["store"], store


def _judge(program: str, machine: Machine, action: str = "") -> Finding | None:
    if machine.program(program):
        return None
    needed = f", which {action} calls" if action else ""
    if "/" not in program:
        hint = f"install it, or tell where it is by an <override> of {program} in <options>" if action else "install it"
        return NO_PROGRAM.finding(f"there is no program {program!r}{needed}", hint)
    if machine.mode(program) is None:
        return NO_PROGRAM.finding(f"there is no program {program}", "install it, or write the path of one")
    return NO_PROGRAM.finding(f"{program} cannot be executed", f"make it executable: chmod +x {quote(program)}")


def _first_word(command: str) -> str:
    found = _FIRST.match(command)
    return (found[1] or found[2] or "") if found else ""


def _encrypts_by(command: str) -> str:
    """Return the program of an encrypt command; empty where it cannot be told."""
    try:
        words = EncryptCommand.parse(command).words
    except FieldError:
        return ""
    return "" if any(part.variable for part in words[0]) else "".join(part.text for part in words[0])
