"""``amazons3cfg check``: say what is wrong with configuration files."""

import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import chain

import click
from attrs import define, evolve, field

from amazons3cfg.checks import check
from amazons3cfg.cli.files import Input, complaint, inputs, no_configuration
from amazons3cfg.cli.parallel import ordered_map
from amazons3cfg.cli.progress import Progress
from amazons3cfg.findings import ConfigError
from amazons3cfg.reports import FORMATS, Result
from amazons3cfg.rules import RULES
from amazons3cfg.source import decode


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to report.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Leave out findings with this code; may be repeated.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.pass_context
def check_command(
    context: click.Context, files: tuple[str, ...], form: str, ignore: tuple[str, ...], strict: bool
) -> None:
    """Say what is wrong with configuration files, where, and what to write instead.

    FILE is a file, a directory (its *.conf and *.xml files that mention cb_config), or - for standard input.
    The exit code is 0 if all is well, 1 if something was found, 2 if a file could not be checked.
    """
    unknown = [code for code in ignore if code not in RULES]
    if unknown:
        raise click.BadParameter(
            f"no rule has the code {unknown[0]}; use one of {', '.join(RULES)}", param_hint="--ignore"
        )
    run = _Run(ignore, strict)
    named = list(inputs(files, run.complaints.append))
    progress = Progress(len(named), sys.stderr)
    results = run.results(named, progress)
    for first in results:  # a report only where there is something to report on
        for line in import_module(f"amazons3cfg.reports.{form}").render(chain([first], results)):
            progress.clear()
            click.echo(line)
    progress.clear()
    for text in run.complaints:
        click.echo(f"Error: {text}", err=True)
    context.exit(2 if run.complaints else 1 if run.failed else 0)


@define(slots=True)
class _Run:
    """What a run of the command has come to so far."""

    ignore: tuple[str, ...]
    strict: bool
    complaints: list[str] = field(factory=list)
    failed: bool = False

    def results(self, files: list[Input], progress: Progress) -> Iterator[Result]:
        """Yield the result of each file that could be checked, as they come."""
        found: dict[str, bool] = {}
        for done, (file, outcome) in enumerate(zip(files, ordered_map(_examine, files), strict=True), 1):
            progress.show(done)
            if file.directory is not None:
                found[file.directory] = found.get(file.directory, False) or outcome is not None
            if isinstance(outcome, str):
                self.complaints.append(outcome)
            elif outcome is not None:
                result = self._by_the_options(outcome)
                self.failed |= result.failed
                yield result
        self.complaints += [no_configuration(directory) for directory, any_ in found.items() if not any_]

    def _by_the_options(self, result: Result) -> Result:
        if not result.findings:
            return result
        findings = [finding for finding in result.findings if finding.code not in self.ignore]
        failed = any(self.strict or finding.severity == "error" for finding in findings)
        return evolve(result, findings=findings, failed=failed)


def _examine(file: Input) -> Result | str | None:
    """Return what is found in ``file``, a complaint if it cannot be read, or None if it does not count."""
    try:
        data = file.read()
    except OSError as error:
        return complaint(file.name, error.strerror)
    if data is None:
        return None
    path = file.path
    try:
        source = decode(data, path)
    except ConfigError as error:
        return Result(path, list(error.findings))
    findings = check(source)
    return Result(path, findings, source if findings else None)
