"""Many files and big files."""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks import documents
from benchmarks.commands import COMMAND
from benchmarks.line import Group, Line, Measured, Target
from benchmarks.programs import bare_parsing, checking, editing, parsing_all, placing
from benchmarks.turns import Figure, by_turns, process, told
from benchmarks.workshop import Workshop

EARLIER = "7df7197"
"""The last commit whose check looked at the amazons3 section alone."""
_ROOT = Path(__file__).parent.parent
_MAIN = "from amazons3cfg.cli import main; main()"
_PLACED = 4.8
"""Of so many times the scale's size is the document whose places are all asked for."""
_MANY = 10
"""How many times as many files, or bytes, the larger measurement takes."""


def _configurations(workshop: Workshop, count: int, make: Callable[[str], str] = documents.typical) -> str:
    """Return a folder with that many configurations, all different."""
    folder = workshop.folder / f"{make.__name__}-{count}"
    if not folder.exists():
        folder.mkdir()
        for number in range(count):
            (folder / f"{number}.conf").write_text(make(f"bucket-{number}/staging"))
    return str(folder)


def _check_many(workshop: Workshop) -> Measured:
    folder = _configurations(workshop, _MANY * workshop.scale.checked_files)
    return by_turns(
        {
            "original": told(parsing_all("CedarBackup3.extend.amazons3", folder), workshop.environment),
            "ours": process(COMMAND, "check", folder, environment=workshop.environment),
        },
        workshop.scale.long_rounds,
    )


def earlier(folder: Path) -> str | None:
    """Return where the package of ``EARLIER`` has been put below ``folder``; None where its commit is not at hand."""
    archive = ["git", "-C", str(_ROOT), "archive", EARLIER, "amazons3cfg", "schema"]
    try:
        packed = subprocess.run(archive, check=True, capture_output=True).stdout  # noqa: S603 - ours
    except (OSError, subprocess.CalledProcessError):
        return None
    place = folder / EARLIER
    place.mkdir(exist_ok=True)
    subprocess.run(["tar", "x", "-C", str(place)], check=True, input=packed)  # noqa: S603, S607 - ours
    return str(place)


def _check_complete(workshop: Workshop) -> Measured:
    folder = _configurations(workshop, _MANY * workshop.scale.checked_files, documents.complete)
    before = earlier(workshop.folder)

    def check(package: str) -> Figure:
        environment = {**workshop.environment, "PYTHONPATH": package}
        return process(sys.executable, "-c", _MAIN, "check", folder, environment=environment, cwd="/")

    sides = {"ours": check(str(_ROOT)), **({"limit": check(before)} if before else {})}
    by_turns(sides, 1)  # compiles what was not
    return by_turns(sides, workshop.scale.long_rounds)


def _check_memory(workshop: Workshop) -> Measured:
    few = _configurations(workshop, workshop.scale.checked_files)
    many = _configurations(workshop, _MANY * workshop.scale.checked_files)
    return by_turns(
        {
            "ours": told(checking(many), workshop.environment),
            "limit": told(checking(few), workshop.environment),
        },
        1,
    )


def _edit(factor: int, workshop: Workshop) -> Measured:
    """Edit in fresh processes: in a warm one, what is measured is how much freed memory the other side left."""
    path = _document(workshop, factor)
    return by_turns(
        {"ours": told(editing(path), workshop.environment), "limit": told(bare_parsing(path), workshop.environment)},
        workshop.scale.process_rounds,
    )


def _edit_linear(workshop: Workshop) -> Measured:
    once, many = (told(editing(_document(workshop, factor)), workshop.environment) for factor in (1, _MANY))
    return by_turns({"ours": many, "limit": lambda: _MANY * once()}, workshop.scale.process_rounds)


def _places(place: str, workshop: Workshop) -> Measured:
    path = workshop.folder / "places.xml"
    path.write_text(documents.sized(int(_PLACED * workshop.scale.document_bytes)))
    return by_turns(
        {
            "ours": told(placing(place, str(path)), workshop.environment),
            "limit": told(bare_parsing(str(path)), workshop.environment),
        },
        workshop.scale.process_rounds,
    )


def _document(workshop: Workshop, factor: int) -> str:
    """Return a file with a document of so many times the scale's size."""
    path = workshop.folder / f"document-{factor}.xml"
    path.write_text(documents.sized(factor * workshop.scale.document_bytes))
    return str(path)


GROUP = Group(
    "Many files and big files",
    (
        Line(
            "`amazons3cfg check` of 10,000 files of 5 kB, whole process, against the original's parse alone",
            "",
            Target(4),
            _check_many,
        ),
        Line(
            "the same, peak memory of its main process",
            "the peak memory for 1,000 files",
            Target(at_most=1.1),
            _check_memory,
            "B",
        ),
        Line(
            "`amazons3cfg check` of 10,000 complete files of 7 kB, whole process",
            f"the check of commit {EARLIER}, which looked at the amazons3 section alone",
            Target(at_most=1.5),
            _check_complete,
        ),
        Line("the start of every element of 4.8 MB", "bare lxml parse", Target(at_most=3), partial(_places, "start")),
        Line(
            "the start and end of every element of 4.8 MB",
            "bare lxml parse",
            Target(at_most=3),
            partial(_places, "span"),
        ),
        Line("edit of one field in 1 MB", "bare lxml parse", Target(at_most=2), partial(_edit, 1)),
        Line("edit of one field in 10 MB", "bare lxml parse", Target(at_most=2), partial(_edit, _MANY)),
        Line(
            "edit of one field in 10 MB, is it linear?", "ten times an edit in 1 MB", Target(at_most=1.2), _edit_linear
        ),
    ),
)
