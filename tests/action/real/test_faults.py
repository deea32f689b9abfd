"""Every row of the table of faults holds."""

from pathlib import Path

import pytest
from testbed.bed import Bed
from testbed.faults import FAULTS
from testbed.scene import Fault, play

PAGE = Path(__file__).parents[3] / "docs" / "faults.md"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_nothing_is_lost_and_the_next_run_succeeds_after(bed: Bed, fault: Fault) -> None:
    assert play(bed, fault).wrong == []


def test_the_page_shows_the_faults_of_the_code() -> None:
    rows = [line.split(" | ")[0] for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")][1:]
    assert rows == [f"| {fault.name}" for fault in FAULTS]
