"""What a check finds in one file, in a process of its own where there are many."""

from collections.abc import Callable

from attrs import define

from amazons3cfg.checks import check
from amazons3cfg.cli.failure import unreadable
from amazons3cfg.cli.files import Input
from amazons3cfg.findings import ConfigError, Finding
from amazons3cfg.reports import Result
from amazons3cfg.text.source import Source, decode


@define(frozen=True, slots=True)
class Outcome:
    """What came of one file."""

    result: Result
    output: bytes = b""
    """What is for standard output."""
    complaint: str = ""
    """Why it could not be mended, though it could be read."""
    note: str = ""
    """What was asked for and not done, since it does not apply to the file."""


def examine(file: Input, mend: Callable[[Input, bytes], Outcome] | None = None) -> Outcome | None:
    """Return what came of ``file``, which is handed to ``mend`` if that is given; None if it does not count."""
    try:
        data = file.read()
    except OSError as error:
        return Outcome(not_read(file.name, error.strerror or str(error)))
    if data is None:
        return None
    return mend(file, data) if mend else Outcome(found(file, data))


def found(file: Input, data: bytes) -> Result:
    """Return what is found in ``data``, which ``file`` holds."""
    try:
        source = decode(data, file.path)
    except ConfigError as error:
        return Result(file.path, list(error.findings), name=file.name)
    findings = _data_findings(source) if file.is_data else check(source)
    return Result(file.path, findings, source if findings else None, name=file.name)


def _data_findings(source: Source) -> list[Finding]:
    from amazons3cfg.formats.checking import check_data  # heavy

    return check_data(source)


def not_read(name: str, reason: str, hint: str = "") -> Result:
    """Return the result of a file that cannot be read."""
    path = Input(name).path
    return Result(path, [unreadable(path, reason, hint)], name=name)
