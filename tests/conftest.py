"""Settings for all tests."""

import os
import shutil
import subprocess
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

# Shared machines stall: a slow example is no failure.
settings.register_profile("amazons3cfg", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("amazons3cfg")


@pytest.fixture(scope="session")
def turkish(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, str]]:
    """Return what makes the environment of a locale in which "I" and "i" are not the same letter, for an encoding."""
    folder = tmp_path_factory.mktemp("locales")
    compiler = shutil.which("localedef")

    def make(encoding: str) -> dict[str, str]:
        name = f"tr_TR.{encoding}"
        command = [str(compiler), "-i", "tr_TR", "-f", encoding, str(folder / name)]
        if not compiler or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip(f"the system cannot make the locale {name}")
        return {"LOCPATH": str(folder), "LC_ALL": name}

    return make


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
