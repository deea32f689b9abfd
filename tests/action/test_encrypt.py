"""Encryption with real commands as a real user."""

import os
from pathlib import Path

import pytest
from amazons3action import plan
from amazons3action.account import Account
from amazons3action.encrypt import encrypt, loop
from amazons3action.workspace import Workspace
from amazons3cfg import EncryptCommand

NAMES = ["plain", "a b", "$(touch x)", "a\nb", "-x", "*", "'\"", "d/ä", "d/e/%41", "`id`", ";", "\\", "${input}"]


@pytest.fixture
def source(working: Path) -> Path:
    made = working / "staging"
    made.mkdir()
    return made


def run(text: str, source: Path, space: Workspace, account: Account, **contents: bytes) -> dict[str, Path]:
    """Encrypt files with the command ``text``; returns where the results are."""
    for name, content in contents.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(content)
    sizes = {name: len(content) for name, content in contents.items()}
    places = plan.places(sizes, 2)
    results = encrypt(EncryptCommand.parse(text), sizes, places, str(source), space, account)
    assert results == {name: os.stat(os.path.join(space.path, place)).st_size for name, place in places.items()}
    return {name: Path(space.path, place) for name, place in places.items()}


def test_every_name_is_encrypted_to_its_own_place(source: Path, space: Workspace, account: Account) -> None:
    contents = {name: os.urandom(20) for name in NAMES}
    made = run("/bin/cp -- '${input}' ${output}", source, space, account, **contents)
    assert {name: path.read_bytes() for name, path in made.items()} == contents
    assert all(path.stat().st_uid == account.uid for path in made.values())


def test_more_files_than_one_shell_takes_are_all_encrypted(source: Path, space: Workspace, account: Account) -> None:
    contents = {f"f{index}": b"%d" % index for index in range(150)}
    made = run("/bin/cp ${input} ${output}", source, space, account, **contents)
    assert {name: path.read_bytes() for name, path in made.items()} == contents


def test_empty_files_are_made_empty_without_the_command(source: Path, space: Workspace, account: Account) -> None:
    made = run("/bin/false ${input} ${output}", source, space, account, **{"d/e/empty": b"", "other": b""})
    assert [path.read_bytes() for path in made.values()] == [b"", b""]


def test_a_failure_names_the_file_and_the_message_and_stops_the_rest(
    source: Path, space: Workspace, account: Account
) -> None:
    script = source.parent / "script"
    script.write_text('#!/bin/sh\ncase $1 in *bad) echo "bad key" >&2; exit 9;; esac; cp "$1" "$2"; sleep 0.01\n')
    script.chmod(0o755)
    contents = {f"f{index}": b"xx" for index in range(300)} | {"bad": b"xxxxxx"}
    with pytest.raises(OSError, match=r"^Encrypting 'bad' failed: exit code 9; it printed: bad key$"):
        run(f"'{script}' ${{input}} ${{output}}", source, space, account, **contents)
    assert sum(len(files) for _, _, files in os.walk(os.path.join(space.path, "tree.0"))) < len(contents) - 1


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("/bin/true ${input} ${output}", "'one': not made"),
        ("/bin/ln -s ${input} ${output}", "'one': not a regular file"),
        ("/bin/cp --backup=numbered ${input} ${input} ${output}", "exit code"),
        ('/bin/sh -c \'cp "$1" "$2"; cp "$1" "$2.sig"\' sh ${input} ${output}', "'one.sig': made beside"),
        ("/nope/nope ${input} ${output}", "exit code 127"),
    ],
)
def test_an_output_that_is_not_exactly_one_file_each_is_an_error(
    source: Path, space: Workspace, account: Account, text: str, wrong: str
) -> None:
    with pytest.raises(OSError, match=r"Encrypt|encrypt") as caught:
        run(text, source, space, account, one=b"1")
    assert wrong in str(caught.value)


def test_too_little_room_is_told_before_anything_runs(
    source: Path, space: Workspace, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = os.statvfs(space.path)
    full = os.statvfs_result((free.f_bsize, free.f_frsize, *free[2:4], 1, *free[5:]))
    monkeypatch.setattr(os, "statvfs", lambda path: full)
    with pytest.raises(OSError, match=rf"needs about {2 * free.f_frsize} bytes.*{free.f_frsize} are free"):
        run("/bin/cp ${input} ${output}", source, space, account, one=b"1")


def test_the_loop_holds_no_names_and_reaches_words_beyond_the_ninth() -> None:
    assert '"${12}"' in loop(12)
