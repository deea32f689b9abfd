"""The examples in the library's docstrings run."""

import doctest
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest

import amazons3cfg


def examples() -> Iterator[doctest.DocTest]:
    for info in walk_packages(amazons3cfg.__path__, "amazons3cfg."):
        for found in doctest.DocTestFinder().find(import_module(info.name)):
            if found.examples:
                yield found


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.name)
def test_an_example_in_a_docstring_gives_what_it_shows(example: doctest.DocTest) -> None:
    assert doctest.DocTestRunner().run(example).failed == 0
