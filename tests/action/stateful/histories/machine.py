"""The histories: what can be done and can happen in them, and what must be true after each step."""

import contextlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial

from amazons3action.account import Account
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from histories.runner import KILLED
from histories.world import World, made

TODAY = date(2026, 3, 1)

names = st.sampled_from(["a", "b c", "d/e", "d/$(x)", "f/ü"])
small = st.sampled_from([b"", b"1", b"2", b"33"])
contents = st.one_of(small, st.builds(lambda count: b"x" * count, st.integers(1000, 40_000)))
files = st.dictionaries(names, contents, max_size=5)
offsets = st.sampled_from([0, 0, 0, 0, -1, 1])
# Where others write: into a day, beside it, elsewhere, and folders as some tools make them.
keys = st.sampled_from(["{}/a", "{}/d/e", "{}/old", "{}/d/old", "{}/", "{}/d/", "{}x/a", "2026/x", "other"])

Deed = tuple[str, int, str, bytes, str]
"""What is done, to a day so many days from now, with a file, its content, and a key."""


def deeds(*kinds: str) -> st.SearchStrategy[Deed]:
    """Return deeds of these kinds."""
    return st.tuples(st.sampled_from(kinds), offsets, names, small, keys)


Happenings = Mapping[int, Deed]
"""What is done before which step of the stubs."""

BY_DAY = ("change", "remove", "write", "delete")
happenings_of_a_run = st.dictionaries(
    st.integers(0, 7), deeds(*BY_DAY, "change", "remove", "fail", "kill", "end", "fill"), min_size=1, max_size=3
)


def sealed(content: bytes, encrypted: bool) -> bytes:
    """Return what the bucket has of a content."""
    return b"sealed:" + content if encrypted and content else content


class Histories(RuleBasedStateMachine):
    """Days, runs and what happens to them, and the contents that the days that are marked must have in the bucket."""

    account: Account

    def __init__(self) -> None:
        """Start with nothing."""
        super().__init__()
        self.today = TODAY
        self.expected: dict[str, dict[str, bytes]] = {}
        self.exits = contextlib.ExitStack()

    @initialize(disk=st.sampled_from([None, None, 100, 400]), files_a_start=st.sampled_from([1, 2, 300]), files=files)
    def begin(self, disk: int | None, files_a_start: int, files: Mapping[str, bytes]) -> None:
        """Make the world, with a small disk of so many kilobytes for the working directory, or a large one."""
        self.is_small = disk is not None
        self.world: World = self.exits.enter_context(made(self.account, disk, files_a_start))
        self.stage(0, files)

    @rule(offset=offsets, files=files)
    def stage(self, offset: int, files: Mapping[str, bytes]) -> None:
        """Stage files of a day, beside those that are there."""
        self.world.stage(self._day(offset), files)

    @rule(files=files)
    def next_day(self, files: Mapping[str, bytes]) -> None:
        """Let a day pass, and stage the next one."""
        self.today += timedelta(days=1)
        self.stage(0, files)

    @rule(deed=deeds(*BY_DAY))
    def meddle(self, deed: Deed) -> None:
        """Change a staged file or the bucket between the runs, which no run can know of."""
        what, offset, name, content, key = deed
        day = self._day(offset)
        if what == "change":
            self.world.change(day, name, content + b"changed")
        elif what == "remove":
            self.world.remove(day, name)
        else:
            key = key.format(day)
            if what == "write":
                self.world.put(key, b"" if key.endswith("/") else content)
            else:
                self.world.delete(key)
            if _of([key], day):
                self.expected.pop(day, None)

    @precondition(lambda self: self._due(False) or self._due(True))
    @rule(full=st.booleans(), encrypted=st.booleans())
    def run_in_peace(self, full: bool, encrypted: bool) -> None:
        """Have a run that nothing disturbs."""
        self.run(full, encrypted, {})

    @precondition(lambda self: self._due(False) or self._due(True))
    @rule(full=st.booleans(), encrypted=st.booleans(), happenings=happenings_of_a_run)
    def run(self, full: bool, encrypted: bool, happenings: Happenings) -> None:
        """Have a run, and compare what there is before and after it."""
        day = self._due(full)
        if not day:
            day, full = self._due(not full) or "", not full
        prefix, mark, left = f"{day}/", self.world.mark(day), self.world.leftovers()
        before, start = self.world.objects(), self.world.staged(day)
        # By key: what it may hold, with None for nothing, and among that what the day's files make of it.
        allowed: dict[str, set[bytes | None]] = {key: {content} for key, content in before.items()}
        new: dict[str, set[bytes]] = {}
        deleted: set[str] = set()  # by others, maybe when all was verified

        def note() -> None:
            for name, content in self.world.staged(day).items():
                new.setdefault(prefix + name, set()).add(sealed(content, encrypted))

        def happen(deed: Deed) -> bool:
            what, offset, name, _, key = deed
            if what in BY_DAY:
                self.meddle(deed)
                if what == "change" and self._day(offset) == day:
                    # That is not done at once: another aws may have read the file when it was empty.
                    new.setdefault(prefix + name, set()).add(b"sealed:" if encrypted else b"")
                key = key.format(self._day(offset))
                if what in ("write", "delete"):
                    allowed.setdefault(key, {None}).add(self.world.objects().get(key))
                    if what == "delete":
                        deleted.add(key)
                note()
            elif what == "fill" and self.is_small:
                self.world.fill()
            elif what == "kill":
                self.world.runner.kill()
            elif what == "end":
                self.world.runner.end()
            return what != "fail"

        note()
        steps = {step: partial(happen, deed) for step, deed in happenings.items()}
        outcome = self.world.run(self.today, full=full, encrypted=encrypted, happenings=steps)
        after = self.world.objects()

        for key in before.keys() | after.keys():
            if key in after:
                assert after[key] in allowed.get(key, {None}) | new.get(key, set()), f"{key}: {outcome}"
            elif None not in allowed[key]:
                # Only what the day no longer has is removed, and only once all that it has is there.
                assert _of([key], day), f"{key} is gone"
                assert key.removeprefix(prefix) not in start, f"{key} is gone"
                lacking = {prefix + name for name in start} - after.keys() - deleted
                assert not lacking, f"{key} is gone before all was there"
        if outcome != KILLED:
            assert self.world.leftovers() <= (left if outcome else set())
        assert outcome is not None or self.world.mark(day) not in (None, mark)
        if self.world.mark(day) != mark:
            staged = self.world.staged(day)
            self.expected[day] = {prefix + name: sealed(content, encrypted) for name, content in staged.items()}
        if not happenings and not self.is_small:
            assert (outcome is None) == bool(start or not _of(before, day)), outcome

    @invariant()
    def days_that_are_marked_are_in_the_bucket_as_they_were_staged(self) -> None:
        """Compare them."""
        if self.expected:
            objects = self.world.objects()
            for day, expected in self.expected.items():
                if self.world.mark(day):
                    assert {key: objects[key] for key in _of(objects, day)} == expected

    def teardown(self) -> None:
        """Remove the world."""
        self.exits.close()

    def _day(self, offset: int) -> str:
        return (self.today + timedelta(days=offset)).strftime("%Y/%m/%d")

    def _due(self, full: bool) -> str | None:
        """Name the day that a run stores."""
        days = map(self._day, (0,) if full else (0, -1, 1))
        return next((day for day in days if self.world.is_staged(day) and (full or not self.world.mark(day))), None)


def _of(keys: Iterable[str], day: str) -> set[str]:
    """Return the keys of a day's files."""
    return {key for key in keys if key.startswith(f"{day}/") and not key.endswith("/")}
