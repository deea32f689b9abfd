"""Whether Python finds the extensions' modules and functions; nothing of them is imported or run."""

import ast
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path

from attrs import define

from amazons3cfg.checks.system.machine import Machine
from amazons3cfg.findings import Finding
from amazons3cfg.model.blocks import Block
from amazons3cfg.model.configuration import Configuration
from amazons3cfg.rules.system import NO_FUNCTION, NO_MODULE, NOT_TOLD

_PACKAGES = ("usr/lib/python3*/*-packages", "usr/local/lib/python3*/*-packages", "opt/*/lib/python3*/site-packages")
_CEDAR_BACKUP = "CedarBackup3"


def check_modules(configuration: Configuration, machine: Machine) -> Iterator[Finding]:
    """Yield each extension action whose module, or function in it, is not found."""
    if not configuration.actions:
        return
    python = _Python.of(machine)
    if not python.find(_CEDAR_BACKUP):
        message = f"{python.name} has no Cedar Backup, so that extensions' modules cannot be looked for"
        hint = "run the check by an amazons3cfg that is installed in the Python that runs cback3"
        section = configuration.section("extensions")
        if section:
            yield configuration.document.place_tag(NOT_TOLD.finding(message, hint), section.element)
        return
    for action in configuration.actions:
        yield from _action(configuration, action, python)


@define(frozen=True, slots=True)
class _Python:
    """A Python, by where it finds modules."""

    name: str
    """What it is called in a finding."""
    path: Sequence[str] | None
    """The directories with its packages; None for the one that runs."""

    @classmethod
    def of(cls, machine: Machine) -> "_Python":
        if not machine.root:
            return cls(f"the Python that runs this check, {sys.executable},", None)
        found = (str(each) for pattern in _PACKAGES for each in sorted(Path(machine.root).glob(pattern)))
        return cls(f"the Python below {machine.root}", list(found))

    def find(self, module: str) -> ModuleSpec | None:
        """Return where a module is; None if it is not found. No package around it is imported."""
        path, spec = self.path, None
        for part in module.split("."):
            spec = _found(part, path)
            if spec is None:
                return None
            if spec.origin is None and path is not None:
                # A directory without an __init__.py, whose spec would look for its parent among what is imported.
                path = [str(place) for place in (Path(each, part) for each in path) if place.is_dir()]
            else:
                path = list(spec.submodule_search_locations or ())
        return spec


def _found(name: str, path: Sequence[str] | None) -> ModuleSpec | None:
    """Return where a module of that last name is, in directories or as any of this Python."""
    if path is not None:
        return PathFinder.find_spec(name, path)
    found = (finder.find_spec(name, None) for finder in sys.meta_path)
    return next((spec for spec in found if spec), None)


def _action(configuration: Configuration, action: Block, python: _Python) -> Iterator[Finding]:
    module, function = action.leaf("module"), action.leaf("function")
    if module is None or module.value is None:
        return
    name = module.text.strip()
    spec = python.find(name)
    if spec is None:
        hint = "install it there; if cback3 runs in another Python, run the check by that one"
        yield configuration.document.place(
            NO_MODULE.finding(f"{python.name} finds no module {name!r}", hint), module.element
        )
    elif function and function.value is not None and not _defines(spec, function.text.strip()):
        message = f"the module {name!r} has no {function.text.strip()!r}"
        hint = f"name a function that {spec.origin or 'the module'} defines"
        yield configuration.document.place(NO_FUNCTION.finding(message, hint), function.element)


def _defines(spec: ModuleSpec, name: str) -> bool:
    """Tell whether the source of a module has ``name`` at its top; True where that cannot be told."""
    if not spec.has_location or not spec.origin or not spec.origin.endswith(".py"):
        return spec.origin is not None  # a directory without an __init__.py has nothing in it
    try:
        tree = ast.parse(Path(spec.origin).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return True
    names = {part for node in ast.walk(tree) for part in _names(node)}
    return not names.isdisjoint((name, "*", "__getattr__"))


def _names(node: ast.AST) -> Iterator[str]:
    """Yield the names that a piece of source gives something to."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.alias):
        yield (node.asname or node.name).partition(".")[0]
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
