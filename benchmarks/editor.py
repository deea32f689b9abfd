"""The language server while somebody types: a real client, a real process, and pipes between them."""

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from amazons3cfg.checks import check
from amazons3cfg.text.source import decode
from benchmarks import documents
from benchmarks.line import Group, Line, Measured, Target
from benchmarks.workshop import Workshop

# The client stands beside the tests that it was made for.
sys.path.insert(0, str(Path(__file__).parent.parent / "tests/amazons3cfg"))

_TYPED = "abcdefg 0123456789<>/&\n"


def _edits(text: str, count: int) -> Iterator[str]:
    """Yield ``text`` after one keystroke each, which are often undone, so that it stays much as it was."""
    chance = random.Random(0)  # noqa: S311 - the same each time, and no secret
    for _ in range(count):
        at = chance.randrange(len(text))
        if chance.random() < 0.5:
            yield text[:at] + chance.choice(_TYPED) + text[at:]
        else:
            yield text[:at] + text[at + 1 :]


def _latency(size: int, limit: float, workshop: Workshop) -> Measured:
    """Return the 95th percentile from a keystroke to its diagnostics, and what is allowed."""
    from lsp_client import Client

    text = documents.sized(min(size, workshop.scale.document_bytes))
    taken = []
    with Client() as client:
        client.open(text)
        for edited in _edits(text, workshop.scale.keystrokes):
            start = time.perf_counter()
            client.change(edited)
            client.diagnostics()
            taken.append(time.perf_counter() - start)
    return Measured(sorted(taken)[int(len(taken) * 0.95)], limit=limit)


def _check(size: int, workshop: Workshop) -> Measured:
    """Return the median of a keystroke to its diagnostics, and of the check alone."""
    from lsp_client import Client

    text = documents.sized(min(size, workshop.scale.document_bytes))
    with Client() as client:
        client.open(text)
        ours, alone = [], []
        for edited in _edits(text, workshop.scale.rounds):
            start = time.perf_counter()
            client.change(edited)
            client.diagnostics()
            between = time.perf_counter()
            check(decode(edited))
            ours.append(between - start)
            alone.append(time.perf_counter() - between)
    middle = len(ours) // 2
    return Measured(sorted(ours)[middle], limit=sorted(alone)[middle])


def _memory(workshop: Workshop) -> Measured:
    """Return the server's memory after all edits, and after a tenth of them."""
    from lsp_client import Client

    text = documents.typical()
    with Client() as client:
        client.open(text)
        early = 0.0
        for number, edited in enumerate(_edits(text, workshop.scale.memory_keystrokes)):
            client.change(edited)
            client.diagnostics()
            if number == workshop.scale.memory_keystrokes // 10:
                early = _resident(client.process.pid)
        return Measured(_resident(client.process.pid), limit=early)


def _resident(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    return 1000.0 * next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


GROUP = Group(
    "While somebody types",
    (
        Line(
            "keystroke to diagnostics in 5 kB, 95th percentile of 500",
            "20 ms",
            Target(at_most=1),
            lambda workshop: _latency(5000, 0.020, workshop),
        ),
        Line(
            "keystroke to diagnostics in 1 MB, 95th percentile of 500",
            "150 ms",
            Target(at_most=1),
            lambda workshop: _latency(1_000_000, 0.150, workshop),
        ),
        Line(
            "keystroke to diagnostics in 1 MB, median",
            "the check alone",
            Target(at_most=1.5),
            lambda workshop: _check(1_000_000, workshop),
        ),
        Line(
            "the server's memory after 10,000 keystrokes in 5 kB",
            "after 1,000",
            Target(at_most=1.05),
            _memory,
            "B",
        ),
    ),
)
