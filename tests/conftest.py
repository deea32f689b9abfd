"""Settings for all tests."""

import os

import pytest
from hypothesis import HealthCheck, settings

# Shared machines stall: a slow example is no failure.
settings.register_profile("amazons3cfg", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("amazons3cfg")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the environment variable EXAMPLES limit the examples of every property test, for runs that are repeated."""
    most = int(os.environ.get("EXAMPLES", "0"))
    for item in items if most else ():
        test = getattr(item, "obj", None)
        # A profile does not count where a test names its own number, and settings cannot be applied twice.
        own = getattr(test, "_hypothesis_internal_use_settings", None)
        if own is not None:
            limited = settings(own, max_examples=min(most, own.max_examples), derandomize=True)
            vars(test)["_hypothesis_internal_use_settings"] = limited
