"""``amazons3cfg check``: say what is wrong with configuration files."""

import sys
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from typing import TYPE_CHECKING

import click
from attrs import define, evolve, field

from amazons3cfg.checks import check
from amazons3cfg.cli.files import NO_CONFIGURATION, NOT_XML, Input, conversion, inputs
from amazons3cfg.cli.parallel import ordered_map
from amazons3cfg.cli.progress import Progress
from amazons3cfg.cli.streams import show, write
from amazons3cfg.findings import ConfigError
from amazons3cfg.reports import FOR_PEOPLE, FORMATS, Result
from amazons3cfg.rules import RULES, UNREADABLE
from amazons3cfg.text.source import decode

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_CODES = [code for code in RULES if code != UNREADABLE.code]
"""The codes that can be ignored."""


def _codes(context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]) -> set[str]:
    codes = [code.strip().upper() for text in texts for code in text.split(",")]
    for code in codes:
        if code not in _CODES:
            raise click.BadParameter(f"{code!r} is no code that can be ignored; use one of {', '.join(_CODES)}")
    return set(codes)


def _complete_code(context: click.Context, parameter: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    from click.shell_completion import CompletionItem  # no check needs it

    before, comma, start = incomplete.rpartition(",")
    codes = [code for code in _CODES if code.startswith(start.upper())]
    return [CompletionItem(f"{before}{comma}{code}", help=RULES[code].summary) for code in codes]


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to report.")
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODE",
    callback=_codes,
    shell_complete=_complete_code,
    help="Leave out findings with this code, or with these, separated by commas; may be repeated.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--skip-others", is_flag=True, help="Pass over named files, too, whose root element is not <cb_config>.")
@click.pass_context
def check_command(
    context: click.Context, files: tuple[str, ...], form: str, ignore: set[str], strict: bool, skip_others: bool
) -> None:
    """Say what is wrong with configuration files, where, and what to write instead.

    FILE is a file, a directory, or - for standard input. A directory stands for the *.conf and *.xml files below it
    whose root element is <cb_config>, but not for those in hidden directories, such as .git.
    The exit code is 0 if all is well, 1 if something was found, 2 if a file could not be checked.
    """
    run = _Run(ignore, strict)
    unread: list[Result] = []
    named = list(inputs(files, skip_others, lambda name, reason: unread.append(_unreadable(name, reason))))
    progress = Progress(len(named), sys.stderr)
    lines = import_module(f"amazons3cfg.reports.{form}").render(run.results(unread, named, progress))
    with closing(lines):  # and with it the processes, if the report cannot be written
        for line in lines:
            progress.clear()
            if form in FOR_PEOPLE:
                show(line)
            else:
                write(f"{line}\n".encode("utf-8", "backslashreplace"))
    progress.clear()
    if run.complaints:
        from amazons3cfg.reports.text import printable  # it may not be the form of the report

        for text in run.complaints:
            click.echo(f"Error: {printable(text)}", err=True)
    context.exit(2 if run.complaints else 1 if run.failed else 0)


@define(slots=True)
class _Run:
    """What a run of the command has come to so far."""

    ignore: set[str]
    strict: bool
    complaints: list[str] = field(factory=list)
    failed: bool = False

    def results(self, unread: list[Result], files: list[Input], progress: Progress) -> Iterator[Result]:
        """Yield ``unread``, the result of each file that counts, as they come, and of directories without any."""
        yield from map(self._noted, unread)
        found: dict[str, bool] = {}
        for done, (file, outcome) in enumerate(zip(files, ordered_map(_examine, files), strict=True), 1):
            progress.show(done)
            if file.directory is not None:
                found[file.directory] = found.get(file.directory, False) or outcome is not None
            if outcome is not None:
                yield self._noted(outcome)
        for directory, any_ in found.items():
            if not any_:
                yield self._noted(_unreadable(directory, NO_CONFIGURATION))

    def _noted(self, result: Result) -> Result:
        """Return ``result`` as the options have it, after what it means for the run was noted."""
        if not result.findings:
            return result
        if result.unreadable:
            self.complaints.append(f"{result.path}: {result.findings[0].sentence}")
            return result
        findings = [finding for finding in result.findings if finding.code not in self.ignore]
        failed = any(self.strict or finding.severity == "error" for finding in findings)
        self.failed |= failed
        return evolve(result, findings=findings, failed=failed)


def _examine(file: Input) -> Result | None:
    """Return what is found in ``file``, or None if it does not count."""
    try:
        data = file.read()
    except OSError as error:
        return _unreadable(file.name, error.strerror or str(error))
    if data is None:
        return None
    path = file.path
    if path.lower().endswith(NOT_XML):
        return _unreadable(file.name, "the ending is not that of XML, which check reads", conversion(path))
    try:
        source = decode(data, path)
    except ConfigError as error:
        return Result(path, list(error.findings), name=file.name)
    findings = check(source)
    return Result(path, findings, source if findings else None, name=file.name)


def _unreadable(name: str, reason: str, hint: str = "") -> Result:
    path = Input(name).path
    return Result(path, [evolve(UNREADABLE.finding(reason, hint), path=path)], name=name)
