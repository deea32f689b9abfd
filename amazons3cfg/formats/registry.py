"""The formats that a configuration can be written in: one table, and reading and writing through it."""

import os
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from attrs import define, evolve

from amazons3cfg.findings import FieldError, Finding
from amazons3cfg.formats import json, toml, xml, yaml
from amazons3cfg.formats.converter import read_data, require, to_dict
from amazons3cfg.formats.parsed import Parsed
from amazons3cfg.model.local_config import LocalConfig
from amazons3cfg.text.source import Source, decode
from amazons3cfg.text.suffixes import SUFFIXES


@define(frozen=True, slots=True)
class Format:
    """One format: its name, the endings of its files, and how it is read and written."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source, bool], tuple[LocalConfig, list[Finding]]]
    """From the text, without what is refused, and why that is; the second argument tells whether to validate.
    Raises ``DocumentError``."""
    dump: Callable[[LocalConfig], str]
    """To text that ends in a line feed, unless it is empty, and holds no carriage return."""
    parse: Callable[[Source], Parsed] | None = None
    """To plain data, with its places; None for XML. Raises ``DocumentError``."""


def _through_data(name: str, parse: Callable[[Source], Parsed], write: Callable[[dict[str, Any]], str]) -> Format:
    def read(source: Source, validate: bool) -> tuple[LocalConfig, list[Finding]]:
        parsed = parse(source)
        local, findings = read_data(parsed.data, validate=validate)
        return local, [evolve(parsed.place(found, source), path=source.path) for found in (*parsed.findings, *findings)]

    def dump(local: LocalConfig) -> str:
        return write(to_dict(local))

    return Format(name, SUFFIXES[name], read, dump, parse)


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("xml", SUFFIXES["xml"], xml.read, xml.dump),
        _through_data("json", json.parse, json.write),
        _through_data("yaml", yaml.parse, yaml.write),
        _through_data("toml", toml.parse, toml.write),
    )
}
"""Every format by its name."""


def loads(data: str | bytes, form: str, *, path: str | None = None, validate: bool = True) -> LocalConfig:
    """Return the configuration that a text in a format holds.

    Args:
        data: the text; bytes are UTF-8, unless a byte order mark or an XML declaration says otherwise
        form: the name of a format in ``FORMATS``
        path: the name of the file that it comes from, for errors to show
        validate: whether to require what ``LocalConfig.validate()`` requires, as well as good values

    Raises:
        DocumentError: if the syntax is wrong, with line and column
        FieldError: if anything else is, with a finding for each
        ValueError: if the format is not known
    """
    local, findings = read(decode(data, path), form, validate=validate)
    if findings:
        raise FieldError(*findings)
    return local


def read(source: Source, form: str, *, validate: bool = True) -> tuple[LocalConfig, list[Finding]]:
    """Return what ``loads`` does, without what is refused, and why that is.

    Raises:
        DocumentError: if the syntax is wrong, with line and column
        ValueError: if the format is not known
    """
    return _format(form).read(source, validate)


def dumps(local: LocalConfig, form: str) -> str:
    """Return ``local`` in a format, to be saved as UTF-8; read back by ``loads`` it is equal.

    Args:
        local: the configuration
        form: the name of a format in ``FORMATS``

    Raises:
        FieldError: if ``local`` is no ``LocalConfig``
        ValueError: if the format is not known
    """
    require(local)
    return _format(form).dump(local)


def format_of(path: str | os.PathLike[str]) -> str:
    """Return the name of the format that a file has by the ending of its name, in whatever case.

    Raises:
        ValueError: if it is the ending of none
    """
    suffix = PurePath(path).suffix.lower()
    for form in FORMATS.values():
        if suffix in form.suffixes:
            return form.name
    endings = ", ".join(suffix for form in FORMATS.values() for suffix in form.suffixes)
    raise ValueError(f"the ending of {os.fspath(path)!r} tells no format; use one of {endings}, or name the format")


def _format(name: str) -> Format:
    try:
        return FORMATS[name]
    except KeyError:
        raise ValueError(f"the format {name!r} is not known; use one of {', '.join(FORMATS)}") from None
