"""Fixtures over the real parts; everything here is skipped where they are lacking."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# The test bed is also used outside pytest, so it is a package that stands beside the tests.
sys.path.insert(0, str(Path(__file__).parent))

from testbed.bed import Bed, lacking, real_bed
from testbed.site import Site


@pytest.fixture(scope="session")
def bed() -> Iterator[Bed]:
    """One server and one backup user for all tests of a worker."""
    if reason := lacking():
        pytest.skip(reason)
    with real_bed() as made:
        yield made


@pytest.fixture
def site(bed: Bed) -> Site:
    """Make an installation of its own, storing below a prefix."""
    return bed.site(prefix="some/prefix")
