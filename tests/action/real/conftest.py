"""Fixtures over the real parts; everything here is skipped where they are lacking."""

from collections.abc import Callable, Iterator

import pytest
from testbed.bed import AWS_2, Bed, lacking, real_bed
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


@pytest.fixture(params=[1, 2], ids=["aws1", "aws2"])
def with_aws(bed: Bed, request: pytest.FixtureRequest) -> Callable[[Site], Site]:
    """Let a site use either version of the AWS CLI."""
    if request.param == 1:
        return lambda site: site
    if not AWS_2.exists():
        pytest.skip(f"{AWS_2} is needed: install version 2 of the AWS CLI")

    def use_version_2(site: Site) -> Site:
        site.overrides["aws"] = bed.aws_2(site)
        return site

    return use_version_2
