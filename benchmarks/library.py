"""Reading, writing and comparing in a warm process."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any
from xml.dom.minidom import getDOMImplementation

import CedarBackup3.extend.amazons3 as original
from CedarBackup3.config import Config
from lxml import etree

import amazons3cfg as ours
from amazons3cfg.model.reader import find_section, read_section
from amazons3cfg.schemas.files import schema_path
from amazons3cfg.text.source import decode
from amazons3cfg.text.tree import parse
from benchmarks import documents
from benchmarks.line import Group, Line, Measured, Target
from benchmarks.turns import by_turns, repeated
from benchmarks.workshop import Workshop


def _sides(workshop: Workshop, **sides: Callable[[], object]) -> Measured:
    seconds = workshop.scale.turn_seconds
    figures = {name: repeated(work, seconds) for name, work in sides.items()}
    return by_turns(figures, workshop.scale.rounds)


def _read(text: str, workshop: Workshop) -> Measured:
    data = text.encode()
    return _sides(
        workshop,
        original=lambda: original.LocalConfig(xmlData=text),
        ours=lambda: ours.LocalConfig(xmlData=text),
        limit=lambda: etree.fromstring(data),
    )


def _read_with_schema(text: str, workshop: Workshop) -> Measured:
    schema = etree.XMLSchema(file=str(schema_path("section")))

    def read() -> None:
        document = parse(decode(text))
        _, findings = read_section(document, validate=True)
        section = find_section(document)
        if findings or section is None or not schema.validate(section):
            raise ValueError("the document is good, and was refused")

    return _sides(workshop, original=lambda: original.LocalConfig(xmlData=text), ours=read)


def _check(workshop: Workshop) -> Measured:
    text = documents.complete()
    readers = [Config, *(import_module(f"CedarBackup3.extend.{name}").LocalConfig for name in _EXTENSIONS)]

    def read() -> None:
        for reader in readers:
            reader(xmlData=text)

    def check() -> None:
        if ours.check(text):
            raise ValueError("the document is good, and something was found")

    return _sides(workshop, original=read, ours=check)


def _written(config: Any) -> str:
    """Return what the published API makes of a configuration: there is no other way to write one."""
    implementation = getDOMImplementation()
    assert implementation is not None  # noqa: S101 - minidom's own is always there
    document = implementation.createDocument(None, "cb_config", None)
    config.addConfig(document, document.documentElement)
    return str(document.toxml())


def _add_to_dom(workshop: Workshop) -> Measured:
    theirs, mine = (module.LocalConfig(xmlData=documents.small()) for module in (original, ours))
    return _sides(workshop, original=partial(_written, theirs), ours=partial(_written, mine))


def _write(workshop: Workshop) -> Measured:
    theirs = original.LocalConfig(xmlData=documents.small())
    mine = ours.LocalConfig(xmlData=documents.small())
    return _sides(workshop, original=partial(_written, theirs), ours=mine.toXml)


def _compare(workshop: Workshop) -> Measured:
    def compare(module: Any) -> Callable[[], object]:
        smaller, larger = (module.LocalConfig(xmlData=documents.small()) for _ in range(2))
        larger.amazons3.incrementalBackupSizeLimit = larger.amazons3.fullBackupSizeLimit
        return lambda: smaller < larger

    return _sides(workshop, original=compare(original), ours=compare(ours))


_EXTENSIONS = ("amazons3", "capacity", "encrypt", "mbox", "mysql", "postgresql", "split", "subversion")
"""The original's, of those that have a section."""
_PARSE = "`lxml.etree.fromstring` of the same bytes"
GROUP = Group(
    "In a warm process",
    (
        Line("`LocalConfig(xmlData=...)`, 0.3 kB", _PARSE, Target(8, 3), partial(_read, documents.small())),
        Line("`LocalConfig(xmlData=...)`, 5 kB", _PARSE, Target(12, 1.5), partial(_read, documents.typical())),
        Line("the same with the full XSD check, 0.3 kB", "", Target(1), partial(_read_with_schema, documents.small())),
        Line("the same with the full XSD check, 5 kB", "", Target(1), partial(_read_with_schema, documents.typical())),
        Line(
            "`check` of a complete `cback.conf`, 7 kB, against the original's `Config` and all its `LocalConfig`s",
            "",
            Target(8),
            _check,
        ),
        Line("`addConfig` into minidom, and its serialization", "", Target(1), _add_to_dom),
        Line("`toXml`, against the original's `addConfig` and serialization", "", Target(8), _write),
        Line("`<` of two configurations that differ in the last field", "", Target(5), _compare),
    ),
)
