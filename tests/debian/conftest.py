"""A fresh Debian tree for all tests here.

It downloads some 150 MB and takes minutes, so that it has a target of its own: ``make debian``.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from testbed.debian import Tree, debian_tree


def lacking() -> str | None:
    if "DEBIAN" not in os.environ:
        return "it takes minutes and downloads: run make debian"
    if os.geteuid() != 0:
        return "root is needed, to make a Debian tree and enter it"
    missing = [name for name in ("debootstrap", "chroot", "mount") if not shutil.which(name)]
    return f"these commands are needed: {', '.join(missing)}" if missing else None


@pytest.fixture(scope="package", params=["bookworm"])
def tree(request: pytest.FixtureRequest) -> Iterator[Tree]:
    if reason := lacking():
        pytest.skip(reason)
    with ExitStack() as stack:
        try:
            made = stack.enter_context(debian_tree(request.param))
        except LookupError as error:
            pytest.skip(str(error))
        yield made
