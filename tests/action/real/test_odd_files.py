"""What is no plain readable file with a plain name: stored as it should be, or refused before anything is sent."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from testbed.bed import Bed
from testbed.expect import expect_refused, expect_stored
from testbed.gates import make_gates
from testbed.scene import sealed
from testbed.site import Site


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))


def _unreadable(path: Path) -> None:
    path.write_bytes(b"of root alone")
    path.chmod(0o600)


def _closed_directory(path: Path) -> None:
    path.mkdir(mode=0o700)
    (path / "inside").write_bytes(b"out of reach")


def _file_named(name: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        file = path / os.fsdecode(name)
        file.parent.mkdir(parents=True)
        file.write_bytes(b"1")

    return make


UNSTORABLE: dict[str, Callable[[Path], None]] = {
    "a socket": _socket,
    "a pipe": os.mkfifo,
    "a device": lambda path: os.mknod(path, 0o600 | 0o020000, os.makedev(1, 3)),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link to a directory": lambda path: path.symlink_to("/tmp"),
    "a link to itself": lambda path: path.symlink_to(path),
    "a file of root alone": _unreadable,
    "a link to a file of root alone": lambda path: path.symlink_to("/etc/shadow"),
    "a directory of root alone": _closed_directory,
    "a name that is not UTF-8": _file_named(b"\xff\xfe"),
    "a name with a control character": _file_named(b"ring\x07bell"),
    "a key over 1024 bytes": _file_named(b"/".join([b"x" * 250] * 4)),
}


@pytest.mark.parametrize("make", UNSTORABLE.values(), ids=UNSTORABLE.keys())
def test_it_is_named_and_nothing_is_sent(site: Site, make: Callable[[Path], None]) -> None:
    make(site.stage({"plain": b"1"}) / "odd one")
    expect_refused(site, site.run(), "odd one")


def test_every_refused_name_is_told_at_once(site: Site) -> None:
    day = site.stage({"plain": b"1"})
    os.mkfifo(day / "pipe")
    _unreadable(day / "secret")
    (day / "dangling").symlink_to("nowhere")
    expect_refused(site, site.run(), "pipe", "secret", "dangling")


@pytest.mark.parametrize("encrypted", [False, True], ids=["clear", "encrypted"])
def test_a_link_to_a_file_is_stored_as_the_file(bed: Bed, site: Site, encrypted: bool) -> None:
    if encrypted:
        site.encrypt = make_gates(site.root / "gates", bed.user).seal()
    elsewhere = site.root / "elsewhere"
    elsewhere.write_bytes(b"linked to")
    day = site.stage({"file": b"1", "folder/file": b"2"})
    (day / "outside").symlink_to(elsewhere)
    (day / "folder/inside").symlink_to("../file")
    files = {"file": b"1", "folder/file": b"2", "outside": b"linked to", "folder/inside": b"1"}
    expect_stored(site, site.run(), files, decrypt=(lambda body: sealed(bed.user, body)) if encrypted else bytes)
    assert elsewhere.read_bytes() == b"linked to"
