"""``amazons3cfg edit``: change a configuration in an editor, as visudo has it."""

import sys
from pathlib import Path
from shlex import quote

import click
from attrs import define, field

from amazons3cfg.checks import check
from amazons3cfg.checks.settings import Settings, settings_of
from amazons3cfg.cli.copies import Copy
from amazons3cfg.cli.editor import open_editor
from amazons3cfg.cli.failure import CouldNotRun, failing_clearly
from amazons3cfg.cli.files import CONFIGURATION, STDIN, complete_file
from amazons3cfg.cli.streams import show
from amazons3cfg.cli.writing import difference
from amazons3cfg.editing.fixing import encode_changed, fix, is_fixable
from amazons3cfg.findings import ConfigError, Finding
from amazons3cfg.reports.text import shown
from amazons3cfg.text.locking import BusyError, alone
from amazons3cfg.text.saving import save
from amazons3cfg.text.source import Source, decode
from amazons3cfg.text.suffixes import NOT_XML


@click.command("edit", short_help="Change a file in an editor, and save it only if it is good.")
@click.argument("file", default=CONFIGURATION, shell_complete=complete_file)
def edit_command(file: str) -> None:
    """Change a configuration file in an editor, and save it only if it is good.

    FILE is /etc/cback3.conf if it is not given. The editor is that of VISUAL or EDITOR, or else vi, and opens a copy.
    What is wrong with that is shown, and you choose how to go on. Nobody else can edit the file in this way meanwhile.
    """
    path = Path(file)
    with failing_clearly():
        _require(file, path)
        settings = settings_of(file)
        try:
            with alone(path):
                data = path.read_bytes()
                with Copy.of(path, data) as copy:
                    _Session(file, path, data, copy, settings).run()
        except BusyError as error:
            raise CouldNotRun(f"{file}: {error.holder} is editing it; try again later") from None


def _require(name: str, path: Path) -> None:
    """Raise ``CouldNotRun``, or ``OSError``, if there is no file that can be edited."""
    if name == STDIN:
        raise CouldNotRun("edit changes a file, and - is standard input: name the file")
    if name.lower().endswith(NOT_XML):
        raise CouldNotRun(f"{name}: edit is for XML; use your editor, and then: amazons3cfg check {quote(name)}")
    if path.is_dir():
        raise CouldNotRun(f"{name}: it is a directory: name a file in it")
    if not path.exists():
        raise CouldNotRun(f"{name}: there is no such file; make one with: amazons3cfg init {quote(name)}")
    if not path.is_file():
        raise CouldNotRun(f"{name}: it is a device or a pipe: name a file")


@define(slots=True)
class _Session:
    """One file, from the first look into the editor to the end."""

    name: str
    path: Path
    old: bytes
    copy: Copy
    settings: Settings
    source: Source | None = field(default=None, init=False)
    """The copy's text, if it can be decoded."""
    findings: list[Finding] = field(factory=list, init=False)
    looked: bool = field(default=True, init=False)
    """Whether a person has seen the text as it is."""

    def run(self) -> None:
        """Edit until something is saved, or nothing is to be."""
        line = 0
        while True:
            open_editor(self.copy.path, line)
            self.looked = True
            self._check()
            if self.copy.read() == self.old:
                click.echo(f"{self.name} is unchanged", err=True)
                return
            choice = self._choose()
            if choice == "x":
                click.echo(f"{self.name} is unchanged", err=True)
                self.copy.is_wanted = False
                return
            if choice == "s":
                save(self.path, self.copy.read(), expected=self.old, overwrite=False, backup=None)
                self.copy.is_wanted = False
                return
            line = next((found.line for found in self.findings if self.settings.fails(found)), 0)

    def _check(self) -> None:
        """Look what is wrong, and show it."""
        self.source = None
        try:
            self.source = decode(self.copy.read(), self.name)
            self.findings = [finding for finding in check(self.source) if self.settings.wants(finding)]
        except ConfigError as error:
            self.findings = list(error.findings)
        for finding in self.findings:
            for text in shown(finding, self.source):
                show(text)

    @property
    def _is_good(self) -> bool:
        return not any(map(self.settings.fails, self.findings))

    def _choose(self) -> str:
        """Return ``s`` to save, ``x`` to leave, or ``e`` to edit again, as a person has it where that is needed."""
        while not (self._is_good and self.looked):
            choices = self._choices()
            click.echo(f"What now? {', '.join(f'{key} {what}' for key, what in choices.items())}: ", nl=False, err=True)
            line = sys.stdin.readline()
            choice = line.strip() if line else "x"  # nobody is there any more
            if not line:
                click.echo(err=True)
            if choice == "f" and choice in choices:
                self._fix()
            elif choice in choices:
                return "s" if choice == "Q" else choice
        return "s"

    def _choices(self) -> dict[str, str]:
        choices = {"e": "edit again"}
        if self._is_good:
            choices["s"] = "save"
        elif any(is_fixable(finding, unsafe=False) for finding in self.findings):
            choices["f"] = "fix what is safe to fix, and look"
        choices["x"] = "leave the file as it was"
        return choices if self._is_good else choices | {"Q": "save all the same"}

    def _fix(self) -> None:
        """Make the safe fixes in the copy, and show them and what is left."""
        if self.source is None:
            return
        before = self.copy.read()
        after = encode_changed(before, self.source, fix(self.source, wanted=self.settings.wants).source)
        self.copy.path.write_bytes(after)
        for line in difference(self.name, before, after).decode("utf-8", "replace").splitlines():
            show(line)
        self.looked = False
        self._check()
