"""``amazons3cfg edit`` in a terminal of its own, with real editors."""

import os
from pathlib import Path

import click
import pytest
from command import COMMAND
from documents import GOOD, document
from terminal import LONGEST, Terminal

MAYBE = document((">Y<", ">maybe<"))


class Editing(Terminal):
    """A terminal in which the command runs on ``cback.conf``, with an editor."""

    def __init__(self, editor: str, *arguments: str) -> None:
        home = {"HOME": os.getcwd(), "VISUAL": "", "EDITOR": editor}  # noqa: PTH109 - a str
        super().__init__([str(COMMAND), "edit", *(arguments or ["cback.conf"])], **home)


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a good file; there is nothing else beside it at the end unless a test says so."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "cback.conf"
    path.write_text(GOOD)
    path.chmod(0o640)
    return path


def others(path: Path) -> list[Path]:
    return [each for each in path.parent.iterdir() if each != path and "vim" not in each.name]


def test_what_is_good_is_saved_at_once_with_owner_and_mode(path: Path) -> None:
    os.chown(path, os.geteuid(), os.getgroups()[-1] if os.getgroups() else os.getegid())
    before = path.stat()
    with Editing("sed -i 's/600 MB/500 MB/'") as terminal:
        assert terminal.end() == (0, "")
    after = path.stat()
    assert path.read_text() == document(("600 MB", "500 MB"))
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert others(path) == []


def test_where_nothing_was_changed_nothing_is_done(path: Path) -> None:
    os.utime(path, (1, 1))
    with Editing("true") as terminal:
        assert terminal.end() == (0, "cback.conf is unchanged\r\n")
    assert (path.stat().st_mtime, others(path)) == (1, [])


def test_mistakes_are_shown_fixed_and_saved_with_ed(path: Path) -> None:
    with Editing("ed") as terminal:
        terminal.expect(f"{len(GOOD)}\r\n")
        terminal.type("/warn_midnite/s/Y/no/\n/full/s/2.5 GB/3 gb/\nw\nq\n")
        told = terminal.expect("What now? ")
        assert "cback.conf:14:21: error[A302]: 'no' is not a boolean\r\n" in told
        assert "fix: <warn_midnite>N</warn_midnite>" in told
        assert terminal.expect(": ") == (
            "e edit again, f fix what is safe to fix, and look, x leave the file as it was, Q save all the same: "
        )
        assert path.read_text() == GOOD
        terminal.type("f\n")
        told = terminal.expect("What now? e edit again, s save, x leave the file as it was: ")
        assert "-      <warn_midnite>no</warn_midnite>\r\n" in told
        assert "+      <full_size_limit>3 GB</full_size_limit>\r\n" in told
        assert path.read_text() == GOOD
        terminal.type("s\n")
        assert terminal.end()[0] == 0
    assert path.read_text() == document((">Y<", ">N<"), ("2.5 GB", "3 GB"))
    assert others(path) == []


def test_vi_opens_again_at_the_line_that_is_wrong(path: Path) -> None:
    with Editing("vi -n -u NONE") as terminal:
        terminal.expect("cb_config")
        terminal.type(":%s/>Y</>maybe</\r:wq\r")
        terminal.expect("error[A302]")
        terminal.expect("What now? ")
        terminal.type("e\n")
        terminal.expect("maybe")
        terminal.type(":s/maybe/N/\r:wq\r")  # on the line of the cursor only
        assert terminal.end()[0] == 0
    assert path.read_text() == document((">Y<", ">N<"))
    assert others(path) == []


@pytest.mark.parametrize(
    ("keys", "left"), [("x\n", GOOD), ("Q\n", MAYBE), ("\x04", GOOD), ("?\nq\nx\n", GOOD), ("f\ns\nx\n", GOOD)]
)
def test_a_person_has_the_last_word(path: Path, keys: str, left: str) -> None:
    with Editing("sed -i 's/>Y</>maybe</'") as terminal:
        assert "f fix" not in terminal.expect("Q save all the same: ")
        terminal.type(keys)
        code, told = terminal.end()
    assert (code, path.read_text(), others(path)) == (0, left, [])
    assert told.count("What now?") == keys.count("\n") - 1 + keys.count("\x04")
    assert ("cback.conf is unchanged" in told) == (left == GOOD)


def test_two_cannot_edit_one_file_and_the_second_is_told_who_does(path: Path) -> None:
    (path.parent / "link.conf").symlink_to("cback.conf")
    with Editing("sed -i 's/>Y</>maybe</'") as terminal:
        terminal.expect("What now? ")
        with Editing("true", "link.conf") as second:
            code, told = second.end()
        assert (code, f"(process {terminal.process.pid}) is editing it; try again later" in told) == (2, True)
        terminal.type("x\n")
        assert terminal.end()[0] == 0
    with Editing("true", "link.conf") as third:
        assert third.end()[0] == 0


def test_a_lock_that_a_killed_process_left_does_not_count(path: Path) -> None:
    with Editing("sed -i 's/>Y</>maybe</'") as terminal:
        terminal.expect("What now? ")
    assert {each.name for each in others(path)} == {".cback.conf.lock", "cback.conf.edit"}
    with Editing("sed -i 's/>Y</>N</'") as terminal:
        assert terminal.end()[0] == 0
    assert path.read_text() == document((">Y<", ">N<"))
    assert {each.name for each in others(path)} == {"cback.conf.edit"}


def test_what_was_written_is_kept_and_named_if_it_cannot_be_saved(path: Path) -> None:
    with Editing("sh -c 'sed -i s/600/500/ $0; echo \"<!-- mine -->\" >> cback.conf'") as terminal:
        code, told = terminal.end()
    (copy,) = others(path)
    assert code == 2
    assert f"what you wrote is in {copy}\r\n" in told
    assert "cback.conf was changed since it was read" in told
    assert copy.read_text() == document(("600 MB", "500 MB"))
    assert copy.stat().st_mode & 0o777 == 0o600
    assert path.read_text() == GOOD + "<!-- mine -->\n"


def test_what_was_written_is_kept_when_the_terminal_goes_away(path: Path) -> None:
    with Editing("sed -i 's/>Y</>maybe</'") as terminal:
        terminal.expect("What now? ")
        os.close(terminal.leader)
        terminal.process.wait(LONGEST)
    (copy,) = others(path)
    assert (path.read_text(), copy.read_text()) == (GOOD, MAYBE)


@pytest.mark.parametrize(
    ("editor", "arguments", "message"),
    [
        ("false", [], "the editor 'false' ended with 1; nothing was saved"),
        (
            "no-such-editor -x",
            [],
            "the editor 'no-such-editor -x' does not start: No such file or directory; set VISUAL",
        ),
        ("'", [], 'the editor "\'" is no command: No closing quotation'),
        ("true", ["."], ".: it is a directory: name a file in it"),
        ("true", ["-"], "edit changes a file, and - is standard input: name the file"),
        ("true", ["a.json"], "a.json: edit is for XML; use your editor, and then: amazons3cfg check a.json"),
        ("true", ["/dev/null"], "/dev/null: it is a device or a pipe: name a file"),
        ("true", ["none.conf"], "none.conf: there is no such file; make one with: amazons3cfg init none.conf"),
    ],
)
def test_what_cannot_be_done_is_told(path: Path, editor: str, arguments: list[str], message: str) -> None:
    with Editing(editor, *arguments) as terminal:
        code, told = terminal.end()
    assert (code, path.read_text(), others(path)) == (2, GOOD, [])
    assert f"Error: {message}" in click.unstyle(told).replace("\r\n", "\n")


def test_what_is_no_text_is_told_and_not_saved(path: Path) -> None:
    with Editing(r"sed -i 's/>Y</>\xff</'") as terminal:
        told = terminal.expect("What now? e edit again, x leave the file as it was, Q save all the same: ")
        assert "error[A101]: byte 0xff" in told
        terminal.type("x\n")
        assert terminal.end()[0] == 0
    assert (path.read_text(), others(path)) == (GOOD, [])


def test_the_settings_of_the_directory_count(path: Path) -> None:
    (path.parent / ".amazons3cfg.toml").write_text('ignore = ["A302"]\n')
    with Editing("sed -i 's/>Y</>maybe</'") as terminal:
        assert terminal.end() == (0, "")
    assert path.read_text() == MAYBE


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_encoding_and_mark_are_kept_by_a_fix(path: Path, encoding: str) -> None:
    path.write_bytes(MAYBE.encode(encoding))
    script = f"import sys; t = open(sys.argv[1], 'rb').read().decode('{encoding}').replace('maybe', 'yes')"
    script += f"; open(sys.argv[1], 'wb').write(t.encode('{encoding}'))"
    Path("editor.py").write_text(script)
    with Editing(f"{COMMAND.with_name('python')} editor.py") as terminal:
        terminal.expect("What now? ")
        terminal.type("f\n")
        terminal.expect("What now? ")
        terminal.type("Q\ns\nx\n")
        assert terminal.end()[0] == 0
    assert path.read_bytes() == GOOD.encode(encoding)
