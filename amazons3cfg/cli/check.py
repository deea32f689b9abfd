"""``amazons3cfg check``: say what is wrong with configuration files."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib import import_module
from typing import Any

import click

from amazons3cfg.checks.settings import Options
from amazons3cfg.cli.codes import codes_named, complete_codes
from amazons3cfg.cli.examining import Outcome, not_read
from amazons3cfg.cli.failure import CouldNotRun, failing_clearly, tell, tell_error, tell_note
from amazons3cfg.cli.files import CONFIGURATION, STDIN, STDIN_NAME, Input, complete_file, inputs
from amazons3cfg.cli.progress import Progress
from amazons3cfg.cli.running import Run
from amazons3cfg.cli.streams import show, write
from amazons3cfg.reports import FOR_PEOPLE, REPORTS, Result, Tally


@click.command("check", short_help="Say what is wrong with configuration files, and where.")
@click.argument("files", nargs=-1, metavar="[FILE]...", shell_complete=complete_file)
@click.option("--format", "form", type=click.Choice(REPORTS), default="text", help="How to report.")
@click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    callback=codes_named,
    shell_complete=complete_codes,
    help="Tell only findings with this code, such as A302, or of this family, such as A4, or of several, separated by "
    "commas; may be repeated.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODE",
    callback=codes_named,
    shell_complete=complete_codes,
    help="Leave these out, named in the same way; where both are given, the longer name decides.",
)
@click.option("--fix", "write_fixes", is_flag=True, help="Make the safe fixes, and tell what is left.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="With --fix or --diff: make the fixes that guess what is meant, too."
)
@click.option("--diff", is_flag=True, help="Write nothing; print what --fix would change as a unified diff.")
@click.option(
    "--system", is_flag=True, help="Look, too, whether this machine has the files, users, programs and modules named."
)
@click.option(
    "--root",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="With --system: look at the machine whose files are below DIR.",
)
@click.option("--strict/--no-strict", default=None, help="Fail on warnings too, or not.")
@click.option("--skip-others", is_flag=True, help="Pass over named files, too, that are no configuration.")
@click.option("--stdin-filename", metavar="FILE", help="Tell of standard input by this name, and take its settings.")
@click.pass_context
def check_command(
    context: click.Context,
    files: tuple[str, ...],
    form: str,
    select: tuple[str, ...] | None,
    ignore: tuple[str, ...] | None,
    write_fixes: bool,
    unsafe_fixes: bool,
    diff: bool,
    system: bool,
    root: str | None,
    strict: bool | None,
    skip_others: bool,
    stdin_filename: str | None,
) -> None:
    """Say what is wrong with configuration files, where, and what to write instead.

    FILE is a file, a directory, or - for standard input; if none is given, it is /etc/cback3.conf. Files of JSON, YAML
    and TOML hold the <amazons3> section as data. A directory stands for the *.conf and *.xml files below it whose root
    element is <cb_config>, and for the *.json, *.yaml, *.yml and *.toml files with a key amazons3 at their top, but not
    for those in hidden directories, such as .git.
    The exit code is 0 if all is well, 1 if something was found, 2 if a file could not be checked. With --fix that is
    about what is left; with --diff it is 1 if something would be changed. With --fix, what came from standard input
    goes to standard output, and the report to standard error. --system changes nothing; run as root, it can look
    everywhere.

    What --select, --ignore and --strict do not say, the settings of the repository do: select, ignore and strict in a
    file .amazons3cfg.toml, or in [tool.amazons3cfg] of pyproject.toml, in the file's directory or the nearest above.
    """
    options = Options(select, ignore, strict)
    if unsafe_fixes and not (write_fixes or diff):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
    mend = _look(system, root)
    output: Callable[[bytes], None] = write
    if write_fixes or diff:
        if system:
            raise click.UsageError("--system changes nothing: use it without --fix and --diff")
        from amazons3cfg.cli.fixing import Fixing  # a check starts without it
        from amazons3cfg.cli.writing import write_diff

        mend = Fixing(unsafe_fixes, diff, options).mend
        output = write_diff if diff else write
    run = Run(options, mend, output)
    unread: list[Result] = []
    if stdin_filename and STDIN not in files:
        raise click.UsageError("--stdin-filename goes with -, which is standard input")
    files = files or (CONFIGURATION,)

    def complain(name: str, reason: str) -> None:
        unread.append(not_read(name, reason))

    named = list(inputs(files, skip_others, stdin_filename or STDIN_NAME, complain))
    with failing_clearly():  # before anything is told
        for file in named:
            run.settings(file.name)
    progress = Progress(len(named), sys.stderr)
    results = run.results(unread, named, progress)
    aside = write_fixes and any(file.data is not None for file in named)
    lines: Any = _would_fix(results) if diff else import_module(f"amazons3cfg.reports.{form}").render(results)
    with closing(lines):  # and with it the processes, if the report cannot be written
        for line in lines:
            progress.clear()
            _print(line, diff or form in FOR_PEOPLE, diff or aside)
    progress.clear()
    tell(run.unread)  # what is told of them may not be the form of the report
    for text in run.unmended:
        tell_error(text)
    for text in run.notes:
        tell_note(text)
    context.exit(2 if run.unread or run.unmended else 1 if (run.fixed if diff else run.failed) else 0)


def _look(system: bool, root: str | None) -> Callable[[Input, bytes], Outcome] | None:
    """Return what ``--system`` does with a file; None without it."""
    if not system:
        if root is not None:
            raise click.UsageError("--root is where --system looks: use it with --system")
        return None
    if sys.platform != "linux":
        raise CouldNotRun(f"--system looks at a machine with Linux, and this one has {sys.platform}")
    from amazons3cfg.checks.system.machine import Machine  # a check starts without it, and so does another system
    from amazons3cfg.cli.looking import Looking

    return Looking(Machine((root or "").rstrip("/"))).look


def _print(line: str, for_people: bool, aside: bool) -> None:
    """Write a line of the report, to standard error if ``aside``."""
    data = f"{line}\n".encode("utf-8", "backslashreplace")
    if aside:
        click.echo(line if for_people else data, err=True, nl=for_people)
    elif for_people:
        show(line)
    else:
        write(data)


def _would_fix(results: Iterator[Result]) -> Iterator[str]:
    """Yield what a diff comes to."""
    from amazons3cfg.reports.text import summary

    tally = Tally()
    for result in results:
        tally.add(result)
    yield f"{click.style(f'would fix {tally.fixed}', fg='green')}; {summary(tally)} would be left"
