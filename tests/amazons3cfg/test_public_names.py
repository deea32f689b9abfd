"""What the package exports: imported when it is asked for, and nothing before."""

import subprocess
import sys
from importlib.metadata import version

import pytest

import amazons3cfg


def test_every_public_name_is_there() -> None:
    assert all(getattr(amazons3cfg, name) is not None for name in amazons3cfg.__all__)
    assert set(amazons3cfg.__all__) <= set(dir(amazons3cfg))


def test_the_version_is_the_one_that_was_installed() -> None:
    assert amazons3cfg.__version__ == version("amazons3cfg")


def test_a_name_that_is_not_there_is_told_as_for_any_module() -> None:
    with pytest.raises(AttributeError, match="module 'amazons3cfg' has no attribute 'ByteQuantities'"):
        amazons3cfg.ByteQuantities  # noqa: B018
    with pytest.raises(ImportError, match="cannot import name 'ByteQuantities'"):
        exec("from amazons3cfg import ByteQuantities")


def test_the_package_alone_loads_none_of_its_modules_and_a_star_all_names() -> None:
    script = """
import sys
before = set(sys.modules)
import amazons3cfg
print(*sorted(name for name in set(sys.modules) - before if name.partition(".")[0] in ("amazons3cfg", "lxml", "attrs")))
from amazons3cfg import *
print(*sorted(name for name in amazons3cfg.__all__ if name not in globals()))
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "amazons3cfg\n\n"
