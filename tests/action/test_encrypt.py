"""Encryption with real commands as a real user."""

import logging
import os
import re
import resource
from pathlib import Path

import pytest
from amazons3action import command, messages, rounds
from amazons3action.account import Account
from amazons3action.contents import StagedFile
from amazons3action.encrypt import check_lengths, encrypt, loop
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
    files = [StagedFile(name, len(content), 0) for name, content in contents.items()]
    sizes = {file.name: file.size for file in rounds.in_order(files, smallest_first=True)}
    progress = messages.Progress("Encrypting", len(sizes), sum(sizes.values()))
    encryption = EncryptCommand.parse(text)
    check_lengths(encryption, sizes, str(source), os.path.join(space.path, "tree"))
    results = encrypt(encryption, sizes, str(source), space, account, progress, first_alone=True)
    progress.finish()
    made = {name: Path(space.path, "tree", name) for name in sizes}
    assert results == {name: path.stat().st_size for name, path in made.items()}
    return made


def scripted(source: Path, content: str) -> str:
    """Write a script; returns the encrypt command that runs it."""
    script = source.parent / "script"
    script.write_text(f"#!/bin/sh\n{content}\n")
    script.chmod(0o755)
    return f"'{script}' ${{input}} ${{output}}"


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands run one after the other."""
    monkeypatch.setattr(command, "cores", lambda: 1)


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
    script = 'case $1 in *bad) echo "bad key" >&2; exit 9;; esac; cp "$1" "$2"; sleep 0.01'
    contents = {f"f{index}": b"xx" for index in range(300)} | {"bad": b"xxxxxx"}
    with pytest.raises(OSError, match=r"^Encrypting 'bad' as [a-z0-9]+ failed: exit code 9; it printed: bad key$"):
        run(scripted(source, script), source, space, account, **contents)
    assert sum(len(files) for _, _, files in os.walk(os.path.join(space.path, "tree"))) < len(contents) - 1


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("/bin/true ${input} ${output}", "'one': not made"),
        ("/bin/ln -s ${input} ${output}", "'one': not a regular file"),
        ("/bin/cp --backup=numbered ${input} ${input} ${output}", "exit code"),
        ('/bin/sh -c \'cp "$1" "$2"; cp "$1" "$2.sig"\' sh ${input} ${output}', "'one.sig': made beside"),
        ('/bin/sh -c \'cp "$1" "$2"; ln -s /etc "$2.d"\' sh ${input} ${output}', "'one.d': made beside"),
        ('/bin/sh -c \'false < "$1" | cat > "$2"\' sh ${input} ${output}', "'one': empty"),
        ("/nope/nope ${input} ${output}", "exit code 127"),
    ],
)
def test_an_output_that_is_not_exactly_one_file_each_is_an_error(
    source: Path, space: Workspace, account: Account, text: str, wrong: str
) -> None:
    with pytest.raises(OSError, match=r"Encrypt|encrypt") as caught:
        run(text, source, space, account, one=b"1")
    assert wrong in str(caught.value)


@pytest.mark.parametrize("printed", ["+ 99999", "+ 0", "! 1 x", "xargs: no such disk", "- 0 x", "-n", "\\\\n"])
def test_whatever_a_failing_command_prints_is_told(
    source: Path, space: Workspace, account: Account, printed: str
) -> None:
    script = f"printf '%s\\n' '{printed}' last; exit 4"
    with pytest.raises(OSError, match=r"^Encrypting 'one' as [a-z0-9]+ failed: exit code 4; it printed: ") as caught:
        run(scripted(source, script), source, space, account, one=b"1")
    assert str(caught.value).endswith(f"{printed} | last")


@pytest.mark.usefixtures("alone")
def test_of_much_that_a_failing_command_prints_the_end_is_told(
    source: Path, space: Workspace, account: Account
) -> None:
    script = "head -c 300000 /dev/zero | tr '\\0' x; echo; echo last; exit 4"
    with pytest.raises(OSError, match=r"x [|] last$") as caught:
        run(scripted(source, script), source, space, account, one=b"1")
    assert len(str(caught.value)) < 2000


@pytest.mark.usefixtures("alone")
def test_the_smallest_file_comes_first_and_then_the_largest_down_to_the_others(
    source: Path, space: Workspace, account: Account
) -> None:
    log = source.parent / "log"
    log.touch()
    log.chmod(0o666)
    contents = {name: bytes(size) for name, size in (("a", 2), ("b", 4), ("c", 1), ("d", 3))}
    run(scripted(source, f"""echo "${{1##*/}}" >> '{log}'; cp "$1" "$2\""""), source, space, account, **contents)
    assert log.read_text().split() == ["c", "b", "d", "a"]


def test_files_are_encrypted_at_the_same_time(
    source: Path, space: Workspace, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "cores", lambda: 2)
    (source.parent / "met").mkdir()
    (source.parent / "met").chmod(0o777)
    meets = f"""
    cd '{source.parent}/met'; : > "${{1##*/}}"
    for try in $(seq 200); do [ -e a ] && [ -e b ] && break; [ "${{1##*/}}" = first ] && break; sleep 0.05; done
    [ "$try" != 200 ] && cp "$1" "$2"
    """
    run(scripted(source, meets), source, space, account, first=b"1", a=b"22", b=b"22")


@pytest.mark.usefixtures("alone")
def test_commands_of_many_words_are_given_to_xargs_in_pieces_that_it_takes(
    source: Path, space: Workspace, account: Account
) -> None:
    contents = {f"f{index}": b"%d" % index for index in range(18)}
    made = run(
        f'/bin/sh -c \'cp "$1" "$2"\' sh ${{input}} ${{output}} {"x" * 70_000}', source, space, account, **contents
    )
    assert {name: path.read_bytes() for name, path in made.items()} == contents


@pytest.mark.usefixtures("alone")
def test_what_ends_the_shell_is_told_without_the_files_that_succeeded(
    source: Path, space: Workspace, account: Account
) -> None:
    script = 'case $1 in *bad) kill -9 $PPID;; esac; cp "$1" "$2"'
    with pytest.raises(OSError, match=r"^Encrypting as [a-z0-9]+ failed: .*it printed: xargs: [^|]*signal 9[^|]*$"):
        run(scripted(source, script), source, space, account, first=b"1", good=b"333", bad=b"22")


def test_every_output_that_is_not_made_is_named(source: Path, space: Workspace, account: Account) -> None:
    with pytest.raises(OSError, match="'one': not made; 'two': not made"):
        run("/bin/true ${input} ${output}", source, space, account, one=b"1", two=b"2")


def test_a_file_made_above_the_outputs_is_an_error(source: Path, space: Workspace, account: Account) -> None:
    script = 'cp "$1" "$2"; cp "$1" "${2%/*/*}/extra"'
    with pytest.raises(OSError, match="'extra': made beside"):
        run(scripted(source, script), source, space, account, **{"d/one": b"1"})


def test_the_log_tells_how_many_files_and_bytes_are_encrypted(
    source: Path,
    space: Workspace,
    account: Account,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(messages, "_PROGRESS_SECONDS", 0)
    caplog.set_level(logging.INFO)
    run("/bin/cp ${input} ${output}", source, space, account, one=b"1", two=b"22")
    told = [record.getMessage() for record in caplog.records if record.name == messages.logger.name]
    assert all(message.startswith("Encrypting") for message in told)
    figures = [re.findall(r"\d+", message) for message in told]
    assert figures == [["2", "3"], ["1", "2", "1", "3"], ["2", "2", "3", "3"], ["2", "3"]]


def test_the_loop_holds_no_names_and_reaches_words_beyond_the_ninth() -> None:
    assert '"${12}"' in loop(12)


def test_a_command_that_prints_without_end_takes_little_memory(
    source: Path, space: Workspace, account: Account
) -> None:
    script = (
        'case $1 in *big) head -c 300000000 /dev/zero | tr "\\0" x; echo; echo sorry; exit 9;; *) cp "$1" "$2"; esac'
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # of the children of other tests, too
    with pytest.raises(
        OSError, match=r"^Encrypting 'big' as [a-z0-9]+ failed: exit code 9; it printed: x{1000} \| sorry$"
    ):
        run(scripted(source, script), source, space, account, a=b"1", big=b"22", c=b"333")
    # A child is as large as this process until its program replaces it.
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    assert children < max(before, own + 100_000) + 1


@pytest.mark.usefixtures("alone")
def test_a_failure_tells_what_that_command_printed_and_not_what_others_did(
    source: Path, space: Workspace, account: Account
) -> None:
    script = 'printf "%s\\n" "of ${1##*/}"; printf more; case $1 in *f2) exit 9;; *) cp "$1" "$2"; esac'
    contents = {f"f{index}": b"x" * (100 - index) for index in range(40)}
    with pytest.raises(OSError, match=r"^Encrypting 'f2' as [a-z0-9]+ failed: exit code 9; it printed: of f2 \| more$"):
        run(scripted(source, script), source, space, account, **contents)


def test_a_command_too_long_with_a_files_name_is_told_before_any_is_run(
    source: Path, space: Workspace, account: Account
) -> None:
    name = "/".join(["n" * 200] * 4)
    text = scripted(source, "touch ran") + " ${input}" * 300
    with pytest.raises(ValueError, match=rf"too long for these files.*'{name}': \d+ bytes\. Let it name"):
        run(text, source, space, account, a=b"1", **{name: b"1"})
    assert not os.path.exists(os.path.join(space.path, "commands.0"))


def test_a_command_that_names_the_input_300_times_is_run_if_it_fits(
    source: Path, space: Workspace, account: Account
) -> None:
    text = scripted(source, 'cp "$1" "$2"') + " ${input}" * 300
    made = run(text, source, space, account, **{f"f{index}": b"%d" % index for index in range(30)})
    assert len(made) == 30
