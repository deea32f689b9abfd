"""A run of ``amazons3cfg check`` over many files."""

import os
from collections.abc import Callable, Iterator
from functools import partial

from attrs import define, evolve, field

from amazons3cfg.checks.settings import Options, Settings
from amazons3cfg.cli.examining import Outcome, examine, not_read
from amazons3cfg.cli.files import NO_CONFIGURATION, Input
from amazons3cfg.cli.parallel import ordered_map
from amazons3cfg.cli.progress import Progress
from amazons3cfg.cli.streams import write
from amazons3cfg.findings import Finding
from amazons3cfg.reports import Result


@define(slots=True)
class Run:
    """What a run has come to so far."""

    options: Options
    mend: Callable[[Input, bytes], Outcome] | None
    write: Callable[[bytes], None] = write
    """Writes what is for standard output."""
    unread: list[Finding] = field(factory=list)
    """Why files could not be checked."""
    unmended: list[str] = field(factory=list)
    """Why files could not be mended, though they could be read."""
    notes: list[str] = field(factory=list)
    """What was not done with files that it does not apply to."""
    failed: bool = False
    fixed: bool = False
    """Whether something was mended, or would be."""
    by_directory: dict[str, Settings] = field(factory=dict)

    def settings(self, name: str) -> Settings:
        """Return the settings for a file. Raises ``SettingsError``."""
        directory = os.path.dirname(name)  # noqa: PTH120 - by the thousand
        if directory not in self.by_directory:
            self.by_directory[directory] = self.options.settings(name)
        return self.by_directory[directory]

    def results(self, unread: list[Result], files: list[Input], progress: Progress) -> Iterator[Result]:
        """Yield ``unread``, the result of each file that counts, as they come, and of directories without any."""
        yield from map(self._noted, unread)
        found: dict[str, bool] = {}
        each = partial(examine, mend=self.mend)
        for done, (file, outcome) in enumerate(zip(files, ordered_map(each, files), strict=True), 1):
            progress.show(done)
            if file.directory is not None:
                found[file.directory] = found.get(file.directory, False) or outcome is not None
            if outcome is None:
                continue
            if outcome.output:
                progress.clear()
                self.write(outcome.output)
            if outcome.complaint:
                self.unmended.append(f"{outcome.result.path}: {outcome.complaint}")
            if outcome.note:
                self.notes.append(f"{outcome.result.path}: {outcome.note}")
            yield self._noted(outcome.result)
        for directory, any_ in found.items():
            if not any_:
                yield self._noted(not_read(directory, NO_CONFIGURATION))

    def _noted(self, result: Result) -> Result:
        """Return ``result`` as the options have it, after what it means for the run was noted."""
        self.fixed |= bool(result.fixed)
        if not result.findings:
            return result
        if result.unreadable:
            self.unread += result.findings
            return result
        settings = self.settings(result.name)
        findings = [finding for finding in result.findings if settings.wants(finding)]
        failed = any(map(settings.fails, findings))
        self.failed |= failed
        return evolve(result, findings=findings, failed=failed)
