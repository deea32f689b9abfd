"""What was measured last, kept as data, from which the page is written: ``docs/benchmarks.json``.

The file has a list for each group. Each item has a line's ``work``, the ``unit`` of its figures (s or B), the figures
``original``, ``ours`` and ``limit``, null where there is none, and what they were measured ``on``; or, in the place of
figures, why the line was ``skipped``.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.line import Group, Line, Measured

FIGURES = Path(__file__).parent.parent / "docs/benchmarks.json"

_FIELDS = ("original", "ours", "limit")


class Figures:
    """The figures of all groups, by the group's name and the line's work."""

    def __init__(self, groups: Mapping[str, Group], path: Path = FIGURES) -> None:
        """Read what is kept of lines that there are; others are forgotten."""
        self._path = path
        self._groups = groups
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self._items: dict[tuple[str, str], dict[str, Any]] = {
            (name, item["work"]): item for name, items in kept.items() for item in items
        }

    def keep(self, name: str, line: Line, outcome: Measured | str, on: str) -> None:
        """Write down what was measured for a line of the group ``name``, or why it was not."""
        item: dict[str, Any] = {"work": line.work, "unit": line.unit}
        if isinstance(outcome, Measured):
            item |= {field: getattr(outcome, field) for field in _FIELDS} | {"on": on}
        else:
            item["skipped"] = outcome
        self._items[name, line.work] = item
        lists = {
            group: [found for line in self._groups[group].lines if (found := self._items.get((group, line.work)))]
            for group in self._groups
        }
        text = json.dumps(lists, indent=1, ensure_ascii=False)
        self._path.write_text(f"{text}\n", encoding="utf-8")

    def of(self, name: str, line: Line) -> Measured | str | None:
        """Return what was measured, or why it was not; None where nobody tried yet."""
        item = self._items.get((name, line.work))
        if item is None:
            return None
        skipped: str | None = item.get("skipped")
        return skipped or Measured(**{field: item[field] for field in _FIELDS})

    def machines(self) -> list[str]:
        """Return what the figures were measured on, each once."""
        names = ((name, line.work) for name, group in self._groups.items() for line in group.lines)
        found = (self._items.get(name, {}).get("on") for name in names)
        return list(dict.fromkeys(filter(None, found)))
