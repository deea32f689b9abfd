"""What must hold whatever the input is. Each target takes bytes, and fails by any exception that leaves it.

Structured targets take pieces of text, separated by NUL, which no document can hold.
"""

import re
from collections.abc import Callable
from typing import Any

from click.testing import CliRunner

from amazons3cfg import AmazonS3Config, ConfigError, EncryptCommand, FieldError, LocalConfig
from amazons3cfg.checks import check
from amazons3cfg.cli import main
from amazons3cfg.editing import ConfigDocument
from amazons3cfg.findings import Finding
from amazons3cfg.kinds.command import problems as command_problems
from amazons3cfg.kinds.quantity import QUANTITY_PATTERN, format_quantity, parse_quantity
from amazons3cfg.model.amazons3 import FIELD_NAMES, FIELDS, FieldName
from amazons3cfg.server.opened import findings_of
from amazons3cfg.text.outline import root_name
from amazons3cfg.text.source import Source, decode

_NAMES = list(FIELD_NAMES)
_ELEMENTS = [spec.name for spec in FIELDS.values()]
_QUANTITY = re.compile(QUANTITY_PATTERN)
# What a value must be given as to be taken at all.
_VALUES: dict[str, Callable[[str], Any]] = {"warnMidnite": bool}


def document(data: bytes) -> None:
    """Reading bytes or text gives values that survive a round trip, or a ``ConfigError``."""
    for given in (data, data.decode("utf-8", "surrogateescape")):
        for validate in (True, False):
            _read(given, validate)


def section(data: bytes) -> None:
    """So does reading well-formed XML around pieces that are not."""
    texts = _pieces(data)
    fields = zip(_ELEMENTS, texts, strict=False)
    children = "".join(f"<{element}>{text}</{element}>" for element, text in fields)
    rest = "".join(texts[len(_ELEMENTS) :])
    _read(f"<cb_config><amazons3>{children}{rest}</amazons3></cb_config>", validate=False)


def quantity(data: bytes) -> None:
    """A quantity is read if and only if the published pattern allows it, and is written as it reads back."""
    (text,) = _pieces(data, 1)
    allowed = _QUANTITY.fullmatch(text) is not None
    try:
        read = parse_quantity(text)
    except FieldError:
        # The pattern cannot tell that a number is too large for a float.
        assert not allowed or float(text.strip("KMGB \t\r\n")) == float("inf")
        return
    assert allowed
    assert read.bytes >= 0
    again = parse_quantity(format_quantity(read))
    assert (again.quantity, again.units, again.bytes) == (read.quantity, read.units, read.bytes)


def editing(data: bytes) -> None:
    """Untouched bytes stay; an edit reads back, changes no other field, and no byte outside its element."""
    inside, outside, choice, value = _pieces(data, 4)
    text = f"<cb_config>{outside}<amazons3>{inside}</amazons3></cb_config>"
    try:
        before = ConfigDocument(text)
        assert before.text == text.removeprefix("\ufeff")
        values = {name: before.get(name) for name in _NAMES}
        _edit(before.text, values, _NAMES[len(choice) % len(_NAMES)], value)
    except ConfigError:
        return


def command(data: bytes) -> None:
    """A command is refused with places in it, or has the same number of words whatever the files are called."""
    text, source, target = _pieces(data, 3)
    problems = command_problems(text)
    assert all(problem.offset is None or 0 <= problem.offset < len(text) for problem in problems)
    try:
        parsed = EncryptCommand.parse(text)
    except FieldError as error:
        assert len(error.findings) == len(problems) > 0
        return
    assert not problems
    words = parsed.arguments(source, target)
    assert len(words) == len(parsed.arguments("i", "o"))
    assert any(source in word for word in words)
    assert any(target in word for word in words)


def checker(data: bytes) -> None:
    """Every finding has its place in the text, and the command reports it and ends with 0 or 1."""
    source = None
    try:
        source = decode(data)
        findings = check(source)
    except ConfigError as error:
        findings = list(error.findings)
    for finding in findings:
        _assert_placed(finding, source)
    for form in ("text", "json"):
        result = CliRunner().invoke(main, ["check", "--format", form, "-"], input=data)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == any(finding.severity == "error" for finding in findings)


def server(data: bytes) -> None:
    """The language server answers each request once, by a result or an error, and tells of its newest text."""
    from fuzz import session  # the protocol takes half a second to load

    pieces = _pieces(data)
    sent = session.messages(pieces)
    written = session.play(sent)
    if written is None:
        return  # it was told to exit
    answered = [message.get("id") for message in written if "method" not in message]
    assert [number for number in session.requests(sent) if answered.count(number) != 1] == []
    newest = session.newest(pieces)
    if newest is not None:
        told = [message["params"] for message in written if "method" in message]
        codes = [finding.code for finding in findings_of(newest)] if root_name(newest) == "cb_config" else []
        assert [found["code"] for found in told[-1]["diagnostics"]] == codes


TARGETS = {target.__name__: target for target in (document, section, quantity, editing, command, checker, server)}


def _pieces(data: bytes, count: int = 0) -> list[str]:
    """Return the pieces of ``data``, exactly ``count`` unless that is 0."""
    texts = data.decode("utf-8", "replace").split("\0", count - 1)
    return texts + [""] * (count - len(texts))


def _read(data: bytes | str, validate: bool) -> None:
    try:
        config = LocalConfig(xmlData=data, validate=validate)
    except ConfigError as error:
        assert str(error)
        return
    assert LocalConfig(xmlData=config.toXml(), validate=False) == config


def _edit(text: str, values: dict[FieldName, Any], name: FieldName, value: str) -> None:
    document = ConfigDocument(text)
    place = document.places().get(name)
    document.set(name, _VALUES.get(name, str)(value) or None)
    expected = AmazonS3Config(**{str(each): given for each, given in values.items()})
    setattr(expected, name, _VALUES.get(name, str)(value) or None)
    again = ConfigDocument(bytes(document))
    assert {each: again.get(each) for each in _NAMES} == {each: getattr(expected, each) for each in _NAMES}
    # A value that is not set empties every element of the field, so that only the first one's place is known.
    if place is not None and value:
        old, new = text.removeprefix("\ufeff").encode(), bytes(document)
        assert new.startswith(old[: place.start])
        assert new.endswith(old[place.end :])
    document.remove(name)
    assert name not in ConfigDocument(bytes(document)).places()
    document.section = None
    assert ConfigDocument(bytes(document)).section is None


def _assert_placed(finding: Finding, source: Source | None) -> None:
    assert min(finding.line, finding.column, finding.length) > 0, finding
    if source is not None:
        line = re.split(r"\r\n|\n|\r", source.text)[finding.line - 1]
        assert finding.column <= len(line) + 1, finding
