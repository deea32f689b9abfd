"""Many files and big files."""

from collections.abc import Callable

from lxml import etree

from amazons3cfg.editing import ConfigDocument
from benchmarks import documents
from benchmarks.commands import COMMAND
from benchmarks.line import Group, Line, Measured, Target
from benchmarks.programs import checking, parsing_all
from benchmarks.turns import by_turns, once, process, told
from benchmarks.workshop import Workshop

_MANY = 10
"""How many times as many files, or bytes, the larger measurement takes."""


def _configurations(workshop: Workshop, count: int) -> str:
    """Return a folder with that many configurations, all different."""
    folder = workshop.folder / f"configurations-{count}"
    if not folder.exists():
        folder.mkdir()
        for number in range(count):
            (folder / f"{number}.conf").write_text(documents.typical(f"bucket-{number}/staging"))
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


def _edit(factor: int) -> Callable[[Workshop], Measured]:
    def measure(workshop: Workshop) -> Measured:
        data = documents.sized(factor * workshop.scale.document_bytes).encode()
        return by_turns(
            {"ours": once(lambda: _edited(data)), "limit": once(lambda: etree.fromstring(data))},
            workshop.scale.process_rounds // (1 if factor == 1 else 2) or 1,
        )

    return measure


def _edit_linear(workshop: Workshop) -> Measured:
    small, large = (documents.sized(factor * workshop.scale.document_bytes).encode() for factor in (1, _MANY))
    ten_small = once(lambda: [_edited(small) for _ in range(_MANY)])
    return by_turns({"ours": once(lambda: _edited(large)), "limit": ten_small}, workshop.scale.long_rounds)


def _edited(data: bytes) -> bytes:
    document = ConfigDocument(data)
    document.set("s3Bucket", "another-bucket")
    return bytes(document)


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
            "the same, its peak memory",
            "the peak memory for 1,000 files",
            Target(at_most=1.1),
            _check_memory,
            "B",
        ),
        Line("edit of one field in 1 MB", "bare lxml parse", Target(at_most=2), _edit(1)),
        Line("edit of one field in 10 MB", "bare lxml parse", Target(at_most=2), _edit(_MANY)),
        Line("edit of one field in 10 MB: is it linear?", "ten edits in 1 MB", Target(at_most=1.2), _edit_linear),
    ),
)
