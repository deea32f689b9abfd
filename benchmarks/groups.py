"""The groups of lines, by name."""

from importlib import import_module

from benchmarks.line import Group

GROUPS = ("library", "commands", "files", "editor", "action", "distant")


def group(name: str) -> Group:
    """Return one of ``GROUPS``; the others' imports stay out of the way of what is measured."""
    found: Group = import_module(f"benchmarks.{name}").GROUP
    return found
