"""The modules use each other as docs/design.md says."""

import ast
import html
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import amazons3cfg

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "amazons3cfg"
ACTION = ROOT / "action" / "amazons3action"
LIBRARY = "amazons3cfg."


def imports(path: Path) -> Iterator[str]:
    """Yield all that a file imports of the library, at its top or later: ``amazons3cfg.module.name``."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            yield from (f"{node.module}.{each.name}" for each in node.names if f"{node.module}.".startswith(LIBRARY))
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names if f"{each.name}.".startswith(LIBRARY))


def test_a_module_uses_only_those_before_it_in_the_table() -> None:
    page = (ROOT / "docs" / "design.md").read_text("utf-8")
    table = [name for row in re.findall(r"^\| (`.+?) \|", page, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)]
    paths = {path.stem: [path] for path in PACKAGE.glob("*.py")} | {
        path.parent.name: list(path.parent.rglob("*.py")) for path in PACKAGE.glob("*/__init__.py")
    }
    assert sorted(table) == sorted(paths.keys() - {"__init__"})
    for place, module in enumerate(table):
        used = {name.split(".")[1] for path in paths[module] for name in imports(path)}
        assert used <= set(table[: place + 1]), module


def rooms_used() -> dict[str, set[str]]:
    """Return what each room uses of the others."""
    used: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        used.setdefault(room, set()).update(name.split(".")[1] for name in imports(path))
    return {room: names - {room} for room, names in used.items() if not room.startswith("__")}


def test_the_picture_of_the_house_shows_what_the_rooms_use() -> None:
    source = (ROOT / "docs" / "pictures" / "house.dot").read_text("utf-8")
    arrows = set(re.findall(r"(\w+) -> (\w+);", source))
    used = rooms_used()

    def reached(room: str, without: tuple[str, str] | None = None) -> set[str]:
        found: set[str] = set()
        waiting = [room]
        while waiting:
            at = waiting.pop()
            new = {end for start, end in arrows - {without} if start == at} - found
            found |= new
            waiting += new
        return found

    for room, names in used.items():
        assert names <= reached(room), f"{room} uses more than the picture shows"
    # The formats are imported as a whole, by the package's name.
    assert {(start, end) for start, end in arrows if end not in used[start]} <= {("cli", "formats")}
    assert not [arrow for arrow in arrows if arrow[1] in reached(arrow[0], without=arrow)], "told twice"


@pytest.mark.parametrize("name", ["house", "value", "action"])
def test_a_picture_is_drawn_from_its_source(name: str) -> None:
    folder = ROOT / "docs" / "pictures"
    labels = re.findall(r'label="([^"]*)"', (folder / f"{name}.dot").read_text("utf-8"))
    drawn = re.sub(r"\s+", " ", html.unescape((folder / f"{name}.svg").read_text("utf-8")))
    assert labels
    for line in (line for label in labels for line in label.split(r"\n")):
        assert f">{line}<" in drawn, f"{line!r}: run make docs"


def test_the_action_uses_only_what_the_library_exports() -> None:
    used = {name for path in ACTION.glob("*.py") for name in imports(path)}
    assert used
    assert used <= {f"{amazons3cfg.__name__}.{name}" for name in amazons3cfg.__all__}


def test_the_actions_commands_use_beside_it_the_rooms_of_a_check_and_its_report() -> None:
    paths = {*ACTION.rglob("*.py")} - {*ACTION.glob("*.py")}
    used = {name for path in paths for name in imports(path)} - {f"amazons3cfg.{name}" for name in amazons3cfg.__all__}
    assert {name.split(".")[1] for name in used} <= {"findings", "rules", "text", "checks", "reports"}


def test_a_run_at_night_imports_none_of_the_commands_for_a_person() -> None:
    script = "import sys, amazons3action; print([name for name in sys.modules if name.startswith('amazons3action.')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not [name for name in ("cli", "preflight", "rehearsal") if f"amazons3action.{name}" in done.stdout]
