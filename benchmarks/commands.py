"""Imports and the command line, in fresh processes."""

import sys
import sysconfig
from pathlib import Path

from benchmarks import documents
from benchmarks.line import Group, Line, Measured, Target
from benchmarks.programs import importing
from benchmarks.turns import Figure, by_turns, process, told
from benchmarks.workshop import Workshop

COMMAND = str(Path(sysconfig.get_path("scripts")) / "amazons3cfg")


def _import(workshop: Workshop) -> Measured:
    return _compiled(
        workshop,
        original=told(importing("CedarBackup3.extend.amazons3"), workshop.environment),
        ours=told(importing("amazons3cfg"), workshop.environment),
        limit=told(importing("lxml.etree, attrs"), workshop.environment),
    )


def _check_one(workshop: Workshop) -> Measured:
    path = workshop.folder / "cback.conf"
    path.write_text(documents.typical())
    return _compiled(
        workshop,
        ours=process(COMMAND, "check", str(path), environment=workshop.environment),
        limit=process(sys.executable, "-c", "import lxml.etree", environment=workshop.environment),
    )


def _compiled(workshop: Workshop, **sides: Figure) -> Measured:
    by_turns(sides, 1)  # compiles what was not
    return by_turns(sides, workshop.scale.process_rounds)


GROUP = Group(
    "In fresh processes, with compiled bytecode",
    (
        Line(
            "`import amazons3cfg`, against `import CedarBackup3.extend.amazons3`",
            "`import lxml.etree, attrs`",
            Target(2),
            _import,
        ),
        Line(
            "`amazons3cfg check` of one file, whole process",
            "Python's start and `import lxml.etree`",
            Target(at_most=2.5),
            _check_one,
        ),
    ),
)
