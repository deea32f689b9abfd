"""Every row of the table of faults holds."""

import pytest
from testbed.bed import Bed
from testbed.faults import FAULTS
from testbed.scene import Fault, play


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_nothing_is_lost_and_the_next_run_succeeds_after(bed: Bed, fault: Fault) -> None:
    assert play(bed, fault).wrong == []
