"""``amazons3cfg check``: say what is wrong with configuration files."""

from collections.abc import Iterator
from importlib import import_module

import click

from amazons3cfg.checks import check
from amazons3cfg.cli.files import Complain, documents
from amazons3cfg.findings import ConfigError
from amazons3cfg.reports import Result
from amazons3cfg.rules import RULES
from amazons3cfg.source import decode


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
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
    complaints: list[str] = []
    results = [_without(ignore, result) for result in _check(files, complaints.append)]
    if results:
        for line in import_module(f"amazons3cfg.reports.{form}").render(results):
            click.echo(line)
    failures = [f for result in results for f in result.findings if strict or f.severity == "error"]
    for complaint in complaints:
        click.echo(f"Error: {complaint}", err=True)
    context.exit(2 if complaints else 1 if failures else 0)


def _check(names: tuple[str, ...], complain: Complain) -> Iterator[Result]:
    for path, data in documents(names, complain):
        try:
            source = decode(data, path)
        except ConfigError as error:
            yield Result(path, list(error.findings))
        else:
            yield Result(path, check(source), source)


def _without(codes: tuple[str, ...], result: Result) -> Result:
    return Result(result.path, [f for f in result.findings if f.code not in codes], result.source)
