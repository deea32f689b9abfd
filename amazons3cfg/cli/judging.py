"""What a check would say of values, or of a whole document, before they are written."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import click
from attrs import define, evolve, field

from amazons3cfg.cli.failure import CouldNotRun, tell
from amazons3cfg.editing.forms import judge_values, write_value
from amazons3cfg.findings import Finding
from amazons3cfg.model.amazons3 import FIELDS
from amazons3cfg.text.source import Source

force_option = click.option(
    "--force", is_flag=True, help="Write values that a check refuses, too, if they can be read."
)


@define(slots=True)
class Judge:
    """Tells what is wrong with what is to be written, and what of it was not told yet."""

    force: bool
    """Whether to go on after an error."""
    told: set[Finding] = field(factory=set, init=False)
    of_values: set[tuple[str, str | None, str]] = field(factory=set, init=False)
    """Code, element and message of what was told of values, which a document that holds them has as well."""

    def values(self, values: Mapping[str, Any], others: Callable[[str], Any] = lambda name: None) -> None:
        """Judge ``values`` by themselves.

        Args:
            values: as the model has them, by the fields' API names; they are taken by it
            others: returns the value of a field that is not written

        Raises:
            CouldNotRun: for an error, unless forced

        """
        found = list(judge_values(values, others))
        for name, each in found:
            element = FIELDS[name].name
            self.of_values.add((each.code, element, each.message))
            typed = write_value(name, values[name]) if name in values else ""
            self._tell([evolve(each, path=element, element=None, field=None)], Source(typed, path=element))
        self._end(each for _, each in found)

    def document(self, before: Collection[Finding], after: Collection[Finding], source: Source) -> None:
        """Judge a whole document, ``source``, by what a check says of it, and did not say before.

        Raises ``CouldNotRun`` for an error, unless forced.
        """
        known = {(found.code, found.element, found.message) for found in before} | self.of_values
        new = [found for found in after if (found.code, found.element, found.message) not in known]
        self._tell(new, source)
        self._end(new)

    def _tell(self, findings: Iterable[Finding], source: Source) -> None:
        for found in findings:
            if found not in self.told:
                self.told.add(found)
                tell([found], source)

    def _end(self, findings: Iterable[Finding]) -> None:
        if not self.force and any(found.severity == "error" for found in findings):
            raise CouldNotRun("nothing was written; use --force to write it all the same")
