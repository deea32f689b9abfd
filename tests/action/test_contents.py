"""What is read from a staging directory."""

import os
import socket
from pathlib import Path

import pytest
from amazons3action import contents
from amazons3action.contents import Contents


def scanned(directory: Path) -> Contents:
    fd = os.open(directory, os.O_RDONLY)
    try:
        return contents.scan(fd)
    finally:
        os.close(fd)


def test_indicators_are_left_out_and_names_like_them_are_not(tmp_path: Path) -> None:
    for name in ("cback.stage", "d/cback.x", "mycback.tar", "cback.d/file", "cback"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    found = scanned(tmp_path)
    assert {file.name: file.size for file in found.files} == {"mycback.tar": 11, "cback.d/file": 12, "cback": 5}
    assert not found.refused


def test_links_to_files_are_files_and_all_that_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("four")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "device").symlink_to("/dev/null")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind(str(tmp_path / "socket"))
    found = scanned(tmp_path)
    assert {file.name: file.size for file in found.files} == {"file": 4, "link": 4}
    kinds = {"dangling": "no file", "loop": "directory", "device": "device", "pipe": "pipe", "socket": "socket"}
    assert found.refused.keys() == kinds.keys()
    assert all(kind in found.refused[name] for name, kind in kinds.items())


def test_what_is_read_stays_below_the_directory_whatever_becomes_of_its_path(tmp_path: Path) -> None:
    day = tmp_path / "day"
    (day / "d").mkdir(parents=True)
    (day / "d" / "ours").touch()
    (tmp_path / "elsewhere" / "d").mkdir(parents=True)
    (tmp_path / "elsewhere" / "d" / "other").touch()
    fd = os.open(day, os.O_RDONLY)
    try:
        day.rename(tmp_path / "moved")
        day.symlink_to("elsewhere")
        assert [file.name for file in contents.scan(fd).files] == ["d/ours"]
    finally:
        os.close(fd)


def test_a_link_put_in_the_place_of_a_directory_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "day" / "d").mkdir(parents=True)
    really = os.open

    def swap(name: str, flags: int, *, dir_fd: int) -> int:
        (tmp_path / "day" / "d").rmdir()
        (tmp_path / "day" / "d").symlink_to("/etc")
        return really(name, flags, dir_fd=dir_fd)

    fd = os.open(tmp_path / "day", os.O_RDONLY)
    try:
        monkeypatch.setattr(os, "open", swap)
        with pytest.raises(OSError, match="Not a directory"):
            contents.scan(fd)
    finally:
        os.close(fd)


def test_a_directory_deeper_than_any_key_is_refused(tmp_path: Path) -> None:
    before = os.getcwd()
    try:
        os.chdir(tmp_path)
        for _ in range(520):
            os.mkdir("d")
            os.chdir("d")
        os.close(os.open("file", os.O_CREAT))
    finally:
        os.chdir(before)
    found = scanned(tmp_path)
    assert found.files == []
    assert found.refused == {"/".join(["d"] * 513): "a directory that is deeper than a key can tell"}
