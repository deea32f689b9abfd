"""All that is wrong with a configuration in JSON, YAML or TOML, and whether a file holds one."""

import re

from attrs import evolve

from amazons3cfg.editing.forms import judge_values, write_value
from amazons3cfg.findings import ConfigError, DocumentError, Finding, in_order
from amazons3cfg.formats.registry import FORMATS, format_of, read
from amazons3cfg.model.amazons3 import FIELDS
from amazons3cfg.model.reader import SECTION_ELEMENT
from amazons3cfg.rules.structure import NO_SECTION
from amazons3cfg.sections.secrets import concealed
from amazons3cfg.text.source import Source, decode

# How the key is written at the top of a text that no parser takes.
_NAME = f"[\"']?{SECTION_ELEMENT}[\"']?"
_KEYS = {
    "json": re.compile(rf'"{SECTION_ELEMENT}"\s*:'),
    "yaml": re.compile(rf"^{_NAME}\s*:", re.MULTILINE),
    "toml": re.compile(rf"^\s*(?:\[\s*{_NAME}\s*\]|{_NAME}\s*[.=])", re.MULTILINE),
}


def check_data(source: Source) -> list[Finding]:
    """Return all that is wrong with a text of data, warnings included, in the order of the text.

    The path of ``source`` tells the format.
    """
    form = format_of(source.path or "")
    parse = FORMATS[form].parse
    assert parse is not None  # noqa: S101 - only XML has none
    try:
        parsed = parse(source)
    except DocumentError as error:
        return list(error.findings)
    if not _has_section(parsed.data):
        message = f"there is no key {SECTION_ELEMENT} at the top, so this is no configuration of that section"
        return [source.place(NO_SECTION.finding(message, f"add it, or do not check this {form.upper()} file"), 0)]
    local, findings = read(source, form, validate=True)
    if local.amazons3 is not None:
        told = {(found.code, found.element) for found in findings}
        refused = {found.field for found in findings}
        values = {name: getattr(local.amazons3, name) for name in FIELDS if name not in refused}
        for name, found in judge_values(values):
            path = f"{SECTION_ELEMENT}.{FIELDS[name].name}"
            if (found.code, path) not in told:
                whole = evolve(found, element=path, field=name, line=0, column=0)
                placed = parsed.place(whole, source)
                findings.append(_inside(placed, found, write_value(name, values[name]), source))
    return in_order(concealed((evolve(found, path=source.path, fix=None) for found in findings), source.text))


def holds_section(data: bytes, path: str) -> bool:
    """Tell whether a file of data holds a configuration, however wrong; the path tells the format."""
    form = format_of(path)
    parse = FORMATS[form].parse
    assert parse is not None  # noqa: S101 - only XML has none
    try:
        source = decode(data, path)
    except ConfigError:
        return True  # which somebody has to be told
    try:
        return _has_section(parse(source).data)
    except DocumentError:
        return bool(_KEYS[form].search(source.text))


def _has_section(data: object) -> bool:
    return isinstance(data, dict) and SECTION_ELEMENT in data


def _inside(placed: Finding, found: Finding, value: str, source: Source) -> Finding:
    """Return ``placed``, which is a whole value, with the place in it that ``found`` tells, if that can be seen."""
    at = source.text.find(value, placed.start, placed.end) if found.line and value else -1
    return source.place(placed, at + found.start, at + found.end) if at >= 0 else placed
