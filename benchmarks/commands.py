"""Imports and the command line, in fresh processes."""

import sys
import sysconfig
from pathlib import Path

from benchmarks import documents
from benchmarks.line import Group, Line, Measured, Target
from benchmarks.programs import importing, loading_plugin
from benchmarks.turns import Figure, by_turns, process, told
from benchmarks.workshop import Workshop

COMMAND = str(Path(sysconfig.get_path("scripts")) / "amazons3cfg")
# By name, since the package imports what is asked for only.
_CLASSES = "from {} import AmazonS3Config, LocalConfig"


def _import(workshop: Workshop) -> Measured:
    return _compiled(
        workshop,
        original=told(importing(_CLASSES.format("CedarBackup3.extend.amazons3")), workshop.environment),
        ours=told(importing(_CLASSES.format("amazons3cfg")), workshop.environment),
        limit=told(importing("import lxml.etree, attrs"), workshop.environment),
    )


def _plugin(workshop: Workshop) -> Measured:
    path = workshop.folder / "test_nothing.py"
    path.touch()
    return _compiled(
        workshop,
        ours=told(loading_plugin(str(path)), workshop.environment),
        limit=lambda: 0.002,
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
            "`from amazons3cfg import AmazonS3Config, LocalConfig`, against the same from the original",
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
        Line(
            "the pytest plugin, loaded by a run of pytest that does not use it",
            "2 ms",
            Target(at_most=1),
            _plugin,
        ),
    ),
)
