"""What a shell completes of the elements of a file, and of their values."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from amazons3cfg.cli.failure import Refused
from amazons3cfg.cli.fields import assignment, names, split, target
from amazons3cfg.cli.files import STDIN
from amazons3cfg.editing.paths import WHICH, Step, key_of
from amazons3cfg.findings import ConfigError
from amazons3cfg.kinds.path import Path as FilePath
from amazons3cfg.model.blocks import Block
from amazons3cfg.model.configuration import read_configuration
from amazons3cfg.sections import CB_CONFIG
from amazons3cfg.text.source import read_source
from amazons3cfg.text.tree import parse

_PLAIN = re.compile(r"[\w./@+-]+")
"""What a shell takes as it stands; an element that is named otherwise is offered by its number."""


def complete_field(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the fields, and the paths, that begin so; to one of several in the file, by what tells it from others."""
    # Paths are offered from their slash on, so that they do not bury the fields.
    found = [each for each in names() if ("/" in incomplete) == ("/" in each[0])]
    sections = [(f"{section.name}/", section.title) for section in CB_CONFIG.children if section.name != "amazons3"]
    found += [] if "/" in incomplete else [each for each in sections if incomplete]
    plain = re.sub(WHICH, "", incomplete)
    if "/" in incomplete:
        several = _several(context.params.get("file"))
        if plain != incomplete:  # which one is meant was said
            several = {path: each for path, each in several.items() if not plain.startswith(path)}
        found = [each for each in found if not each[0].startswith(tuple(several))]
        found += [(path, "") for paths in several.values() for path in paths]
    return [
        CompletionItem(incomplete + name.removeprefix(plain), help=title or None)
        for name, title in found
        if name.startswith(plain)
    ]


def complete_assignment(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the fields, and the paths, that begin so, each with an equals sign; behind that, its values."""
    field, equals, start = split(incomplete)
    if not equals:
        names = [(item.value, item.help) for item in complete_field(context, parameter, incomplete)]
        return [CompletionItem(name if name.endswith("/") else f"{name}=", help=title) for name, title in names]
    try:
        kind = target(field).kind
    except Refused:
        return []
    if isinstance(kind, FilePath):
        return [CompletionItem(incomplete, type="file")]
    values: dict[str, str] = {}
    for choice in kind.choices if kind else ():
        values.setdefault(choice.lower(), choice)  # of Y and y, the first is enough
    return [CompletionItem(f"{field}={value}") for key, value in values.items() if key.startswith(start.lower())]


assignments_argument = click.argument(
    "assignments",
    nargs=-1,
    metavar="[FIELD=VALUE]...",
    callback=lambda context, parameter, texts: [assignment(text) for text in texts],
    shell_complete=complete_assignment,
)
"""What a command is to write."""


def _several(file: str | None) -> dict[str, list[str]]:
    """Return the paths to elements of which a file has several, by the path that leads to all of them."""
    found: dict[str, list[str]] = {}
    with suppress(ConfigError, OSError):  # nobody would see what is wrong with the file
        if file and file != STDIN:
            for path, one in _each(read_configuration(parse(read_source(Path(file).expanduser()))).root, ""):
                found.setdefault(path, []).append(one)
    return found


def _each(block: Block, before: str) -> Iterator[tuple[str, str]]:
    for name, blocks in block.blocks.items():
        if len(blocks) == 1:
            yield from _each(blocks[0], f"{before}{name}/")
        elif blocks[0].description.repeated:
            key = key_of(blocks[0].description)
            for number, each in enumerate(blocks, 1):
                value = each.text(key)
                step = Step(name, key, value) if _PLAIN.fullmatch(value) else Step(name, number=number)
                yield f"{before}{name}/", f"{before}{step}/"
