"""Whatever happens in a history of staged days and runs, no backup is lost or damaged, and no mark is a lie."""

import os

import pytest
from amazons3action.account import Account
from histories.machine import Deed, Happenings, Histories
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test


@pytest.fixture
def machine(account: Account) -> type[Histories]:
    """Return histories of the account's."""
    return type("AccountHistories", (Histories,), {"account": account})


def deed(what: str, name: str = "a", content: bytes = b"", key: str = "{}/a") -> Deed:
    """Return what is done to today."""
    return what, 0, name, content, key


# Each was found where a step of the action had been left out.
EXAMPLES: dict[str, list[Happenings]] = {
    "a file is added before the listing": [{2: deed("change", "d/e")}],
    "a file changes after its upload": [{1: deed("change", "a")}],
    "a file is gone before the listing": [{2: deed("remove", "a")}],
    "an object is replaced before the listing": [{2: deed("write", content=b"3")}],
    "an object is gone before the listing": [{2: deed("delete")}],
    "a stored day is stored again, and that fails": [{}, {1: deed("fail")}],
    "a stored day is stored again, and that is killed": [{}, {1: deed("kill")}],
    "a stored day is stored again, and that is told to end": [{}, {1: deed("end")}],
    "a stored day changes, is stored again, and that fails": [{}, {0: deed("change"), 1: deed("fail")}],
    "an old object is there, and an upload fails": [{0: deed("write", key="{}/old"), 1: deed("fail")}],
    "an old object is there, and its removal fails": [{0: deed("write", key="{}/old"), 3: deed("fail")}],
    "a file changes while an old object is removed": [{0: deed("write", key="{}/old"), 3: deed("change", "a")}],
    "an object is added while an old one is removed": [
        {0: deed("write", key="{}/old"), 3: deed("write", key="{}/new")},
    ],
    "an object is replaced while an old one is removed": [
        {0: deed("write", key="{}/old"), 3: deed("write", content=b"3")},
    ],
}


@pytest.mark.parametrize(("files_a_start", "encrypted"), [(300, False), (1, True)], ids=["clear", "encrypted"])
@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_examples(machine: type[Histories], example: list[Happenings], files_a_start: int, encrypted: bool) -> None:
    state = machine()
    try:
        state.begin(disk=None, files_a_start=files_a_start, files={"a": b"1", "b c": b"2"})
        for happenings in [*example, {}]:
            # Encrypted, each file is a step more.
            later = {step + 2 * encrypted: deed for step, deed in happenings.items()}
            state.run(full=True, encrypted=encrypted, happenings=later)
            state.days_that_are_marked_are_in_the_bucket_as_they_were_staged()
    finally:
        state.teardown()


@pytest.mark.parametrize("part", range(int(os.environ.get("HISTORIES_PARTS", "1"))))
def test_no_history_loses_or_damages_a_backup(machine: type[Histories], part: int) -> None:
    number = int(os.environ.get("HISTORIES", "40"))
    some = settings(max_examples=number, stateful_step_count=15, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=some)
