"""How a command ends that could not do what it was asked."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

import click
from attrs import evolve

from amazons3cfg.findings import ConfigError, Finding
from amazons3cfg.rules.document import UNREADABLE
from amazons3cfg.text.source import Source, decode


class CouldNotRun(click.ClickException):
    """Ends the command with its message on standard error and exit code 2."""

    exit_code = 2


class Refused(CouldNotRun):
    """Ends the command with findings, told as a check tells them, and exit code 2."""

    def __init__(self, findings: Iterable[Finding], source: Source | None = None) -> None:
        """Take what is wrong, and the text that it is wrong with, if its lines are to be shown."""
        self.findings = [_as_written(finding) for finding in findings]
        self.source = source
        super().__init__("\n".join(finding.line_of_report for finding in self.findings))

    def show(self, file: IO[Any] | None = None) -> None:
        """Tell it on standard error."""
        tell(self.findings, self.source)


def tell_failure(error: click.ClickException) -> None:
    """Tell on standard error why a command ends."""
    if isinstance(error, Refused):
        error.show()
        return
    if isinstance(error, click.UsageError) and error.ctx:
        click.echo(f"{error.ctx.get_usage()}\nTry '{error.ctx.command_path} --help' for help.\n", err=True)
    tell_error(error.format_message())


def tell(findings: Iterable[Finding], source: Source | None = None) -> None:
    """Tell findings on standard error, as a check tells them."""
    from amazons3cfg.reports.text import shown  # only when something is wrong

    for finding in findings:
        for line in shown(finding, source):
            click.echo(line, err=True)


def tell_error(text: str) -> None:
    """Tell on standard error what is no finding: that something could not be done."""
    from amazons3cfg.reports.text import printable

    shown = "\n".join(map(printable, text.split("\n")))
    click.echo(f"{click.style('Error:', fg='red', bold=True)} {shown}", err=True)


def tell_note(text: str) -> None:
    """Tell on standard error what is no error, and good to know."""
    from amazons3cfg.reports.text import printable

    click.echo(f"{click.style('Note:', bold=True)} {printable(text)}", err=True)


@contextmanager
def failing_clearly() -> Iterator[None]:
    """Turn errors of the library and of the system into a message and exit code 2."""
    try:
        yield
    except ConfigError as error:
        raise Refused(error.findings) from None
    except ValueError as error:
        raise CouldNotRun(str(error)) from None
    except BrokenPipeError:
        raise  # who reads has seen enough
    except OSError as error:
        reason = error.strerror or str(error)
        raise CouldNotRun(f"{error.filename}: {reason}" if error.filename else reason) from None


@contextmanager
def quoting(data: bytes, path: str) -> Iterator[None]:
    """Tell what is wrong with ``data``, which ``path`` holds, with the lines that it is about."""
    try:
        yield
    except ConfigError as error:
        source = None
        with suppress(ConfigError):  # it cannot even be decoded
            source = decode(data, path)
        raise Refused((evolve(found, path=found.path or path) for found in error.findings), source) from None


def unreadable(path: str, reason: str, hint: str = "") -> Finding:
    """Return what is told of a file that cannot be read."""
    return evolve(UNREADABLE.finding(reason, hint), path=path)


def _as_written(finding: Finding) -> Finding:
    """Return ``finding`` of an attribute of the model with the name that people write, that of its element."""
    from amazons3cfg.model.amazons3 import FIELDS

    if finding.element is None and finding.field in FIELDS:
        return evolve(finding, element=FIELDS[finding.field].name)
    return finding
