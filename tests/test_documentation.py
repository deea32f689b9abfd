"""Every example of the documentation runs and does what the page says, and the generated pages are current.

How a page is read, in a scratch directory with the samples and schemas at hand:

- The ``python`` blocks of a page run in order, in one namespace. What they print stands in the ``text`` block behind
  them, or in a comment behind the statement; a comment such as ``# FieldError: s3Bucket: ...`` tells that it raises.
- A ``python`` block whose first line is ``# name.py`` is saved under that name, for a ``console`` block to call.
- A ``console`` block has commands behind ``$`` and their output, standard error included. ``...`` stands for lines
  or the rest of a line left out.
"""

import ast
import io
import os
import re
import shutil
import subprocess
import sys
import tokenize
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, NamedTuple

import pytest

import amazons3cfg

ROOT = Path(__file__).parents[1]
GENERATED = ("rules.md", "elements.md", "preflight_codes.md")  # whose examples the tests of the rules run
PAGES = [
    *(ROOT / "README.md", ROOT / "action" / "README.md"),
    *(path for path in sorted((ROOT / "docs").glob("*.md")) if path.name not in GENERATED),
]
BLOCK = re.compile(r"^```(python|console|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
COMMANDS = {"amazons3cfg", "cat", "cp", "diff", "echo", "mkdir", "printf", "python", "xmllint"}
ELSEWHERE = {"make": "the continuous integration runs it", "pipx": "tests/debian installs by it in a fresh Debian"}
RAISES = re.compile(r"(\w+Error): (.*)")


class Block(NamedTuple):
    kind: str
    text: str


def blocks(page: Path) -> list[Block]:
    """Return the blocks that run, and what they print."""
    return [Block(*groups) for groups in BLOCK.findall(page.read_text("utf-8"))]


def run_python(text: str, page: Path, names: dict[str, Any]) -> str:
    """Run each statement, compare it with the comment behind it, and return what else it prints."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = {token.start[0]: token.string[1:].strip() for token in tokens if token.type == tokenize.COMMENT}
    rest = ""
    for statement in ast.parse(text).body:
        comment = comments.get(statement.end_lineno or 0, "")
        code = compile(ast.Module([statement], []), str(page), "exec")
        raises = RAISES.match(comment)
        with redirect_stdout(io.StringIO()) as out:
            if raises:
                with pytest.raises(Exception, match=like(raises[2])) as caught:
                    exec(code, names)
                assert type(caught.value).__name__ == raises[1]
            else:
                exec(code, names)
        printed = out.getvalue()
        if printed and comment:
            assert printed == comment + "\n"
        else:
            rest += printed
    return rest


def like(text: str) -> str:
    """Return a pattern for ``text``, in which ``...`` stands for anything."""
    return r"\A" + re.escape(text).replace(r"\.\.\.", "(?s:.*)")


def like_lines(text: str) -> str:
    """Return a pattern for ``text``, in which ``...`` stands for lines, or at the end of a line for its rest."""
    pattern = ""
    for line in text.splitlines(keepends=True):
        start, left_out, _ = line.partition("...\n")
        pattern += re.escape(start) + ((".*\n" if start else "(?:.*\n)*?") if left_out else "")
    return pattern


def run_console(text: str) -> None:
    """Run each command of a block, and compare what it prints."""
    lead, *parts = re.split(r"^\$ ", text, flags=re.MULTILINE)
    assert not lead, "output without a command"
    for part in parts:
        command, _, expected = part.partition("\n")
        program = next(word for word in command.split() if "=" not in word)
        assert program in COMMANDS or program in ELSEWHERE, f"{program}: run it, or say in ELSEWHERE what does"
        if program in COMMANDS:
            path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
            result = subprocess.run(
                ["bash", "-c", command],
                env=os.environ | {"PATH": path, "COLUMNS": "80"},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            assert re.fullmatch(like_lines(expected), result.stdout), f"$ {command}\n{result.stdout}"


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("samples", "schema"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("scratch")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_of_a_page_do_what_it_says(page: Path) -> None:
    names: dict[str, Any] = {"__name__": "example"}
    printed = ""
    for block in blocks(page):
        if block.kind == "text":
            if printed:
                assert printed == block.text
                printed = ""
            continue
        assert not printed, "printed, but not shown"
        first = re.match(r"# (\w+\.py)\n", block.text)
        if block.kind == "console":
            run_console(block.text)
        elif first:
            Path(first[1]).write_text(block.text, "utf-8")
        else:
            printed = run_python(block.text, page, names)
    assert not printed, "printed, but not shown"


@pytest.mark.parametrize("page", [*PAGES, *(ROOT / "docs" / name for name in GENERATED)], ids=lambda page: page.name)
def test_no_line_of_text_is_longer_than_a_line_of_code(page: Path) -> None:
    text = re.sub(r"^( *)```.*?^\1```$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"<!-- measured -->.*<!-- end of measured -->", "", text, flags=re.DOTALL)
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(("|", "!["))]
    assert [line for line in lines if len(line) > 120] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_installs_into_the_python_of_the_system(page: Path) -> None:
    shells = re.findall(r"^```(?:console|sh)\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    for text in shells:
        assert not re.search(r"^(\$ |sudo )*pip3? install", text, re.MULTILINE), (
            "Debian refuses that: name a venv's pip"
        )


def test_the_examples_of_all_pages_have_types_that_a_strict_checker_takes(tmp_path: Path) -> None:
    for number, page in enumerate(PAGES):
        rest = ""
        for block in blocks(page):
            first = re.match(r"# (\w+\.py)\n", block.text)
            if block.kind == "python" and first:
                (tmp_path / first[1]).write_text(block.text, "utf-8")
            elif block.kind == "python":
                rest += block.text
        (tmp_path / f"page{number}_{page.stem}.py").write_text(rest, "utf-8")
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file",
        ROOT / "pyproject.toml",
        tmp_path,
    ]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def test_the_page_of_the_api_has_every_public_name_and_no_other() -> None:
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    public = {
        f"{name}.{each}"
        for name in ("amazons3cfg", *(found.name for found in walk_packages(amazons3cfg.__path__, "amazons3cfg.")))
        if name != "amazons3cfg.__main__"
        for each in getattr(import_module(name), "__all__", ())
    }
    whole = re.findall(r"^\.\. automodule:: ([\w.]+)\n(?!   :no-members:)", page, re.MULTILINE)
    listed = set(re.findall(r"^(?:\.\. (?:auto\w+|data)::| {9}) (amazons3cfg\.[\w.]+)$", page, re.MULTILINE))
    listed |= {name for name in public if name.rpartition(".")[0] in whole}
    listed -= set(re.findall(r"^\.\. automodule:: ([\w.]+)$", page, re.MULTILINE))
    assert listed <= public
    # A name that a package passes on is listed there alone.
    assert {name.rpartition(".")[2] for name in public} == {name.rpartition(".")[2] for name in listed}


def test_the_generated_pages_are_current(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "docs" / "generate.py", tmp_path], check=True)
    for name in GENERATED:
        written, current = ((folder / name).read_text("utf-8") for folder in (ROOT / "docs", tmp_path))
        assert written == current, f"docs/{name} is out of date: run make docs"


def test_the_picture_of_a_terminal_shows_what_the_command_prints(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "docs" / "terminal.py", tmp_path], check=True)
    kept, current = (
        re.findall(r">([^<]+)</text>", (folder / "check.svg").read_text("utf-8"))
        for folder in (ROOT / "docs" / "pictures", tmp_path)
    )
    assert any("hint:" in text for text in current)
    assert kept == current, "docs/pictures/check.svg is out of date: run make docs"


def test_the_manual_page_is_current_and_clean(tmp_path: Path) -> None:
    built = tmp_path / "amazons3cfg.1"
    only = ("-D", "root_doc=command_line", "-D", "include_patterns=command_line.md")
    command: list[str | Path] = [sys.executable, "-m", "sphinx", "-qW", "-b", "man", *only, ROOT / "docs", tmp_path]
    subprocess.run(command, check=True)
    assert (ROOT / "docs" / built.name).read_text("utf-8") == built.read_text("utf-8"), "out of date: run make docs"
    if shutil.which("man"):
        result = subprocess.run(["man", "--warnings", "-l", built], capture_output=True, text=True)
        assert (result.returncode, result.stderr) == (0, "")
