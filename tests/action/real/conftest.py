"""Fixtures over the real parts; everything here is skipped where they are lacking."""

from collections.abc import Iterator

import pytest
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
