"""The modules use each other as docs/design.md says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import amazons3cfg

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "amazons3cfg"
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


def test_the_action_uses_only_what_the_library_exports() -> None:
    used = {name for path in (ROOT / "action" / "amazons3action").glob("*.py") for name in imports(path)}
    assert used
    assert used <= {f"{amazons3cfg.__name__}.{name}" for name in amazons3cfg.__all__}
