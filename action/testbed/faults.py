"""Every fault that the action is known to survive; run as a program, it prints the table of them.

``python -m testbed.faults [WORDS]`` plays those whose name holds WORDS, prints a Markdown table, and ends
with 1 when something that must hold did not.
"""

import signal
import sys
from collections.abc import Iterator

from testbed.arrange import (
    add,
    among_many,
    answer,
    aws,
    grow,
    grow_later,
    http,
    in_rounds,
    is_big,
    is_listing,
    is_removal,
    is_upload,
    lose,
    meanwhile,
    missing_aws,
    multipart,
    override,
    removal_answer,
    rewrite,
    seal,
    seal_of,
    shorten,
    small_working,
    spoil,
    two_at_once,
    unreachable,
    vanish,
)
from testbed.bed import lacking, real_bed
from testbed.gates import HOLD, LIST, REMOVE, UPLOAD
from testbed.proxy import Rule
from testbed.scene import Fault, Outcome, play

_LAST = "before the indicator"


def _faults() -> Iterator[Fault]:
    yield Fault("su fails", override("su"), ("exit code 9", "su is out of order"))
    yield Fault("aws is not there", missing_aws, ("no such aws",))
    yield from _encryption()
    yield from _space()
    for name, step in (("uploading", UPLOAD), ("listing", LIST), ("removing", REMOVE)):
        failing = aws(step, "echo out of order >&2; exit 7")
        yield Fault(f"aws exits with 7 when {name}", failing, ("exit code 7", "out of order"))
        yield Fault(f"aws is killed when {name}", aws(step, "kill -9 $$"), ("137",))
    yield Fault("aws exits with 7 after a whole upload", aws(UPLOAD, "exit 7", after=True), ("exit code 7",))
    yield from _s3()
    yield from _connection()
    yield Fault("an object is lost before verification", meanwhile(is_listing, lose), ("new file.txt", "missing"))
    yield Fault("an object is shorter at verification", meanwhile(is_listing, shorten), ("new file.txt", "size"))
    yield Fault("an object is altered, of the same size", meanwhile(is_listing, spoil), ("new file.txt", "content"))
    yield Fault("a staged file grows before it is uploaded", grow, ("new file.txt", "size"))
    yield Fault(
        "a staged file is rewritten after its upload", meanwhile(is_listing, rewrite), ("changed", "new file.txt")
    )
    yield Fault(
        "a file is staged during the upload", meanwhile(is_upload, add), ("changed", "late.txt"), encrypted=True
    )
    yield Fault("a staged file vanishes before it is uploaded", vanish, ("sub/mycback.tar",))
    failing = among_many(aws(UPLOAD, "echo out of order >&2; exit 7"))
    yield Fault("one aws of several exits with 7 when uploading", failing, ("exit code 7", "out of order"))
    for each in (signal.SIGTERM, signal.SIGKILL):
        yield from _signals(each)
        midway = among_many(http(lambda: Rule(is_upload, hold=True, first=100)))
        yield Fault(f"{each.name} while several aws upload", midway, signal=each)
    yield from _rounds()


def _rounds() -> Iterator[Fault]:
    failing = in_rounds(seal_of("06.bin", "echo bad disk >&2; exit 3"))
    said: tuple[str, ...] = ("06.bin", "exit code 3", "bad disk", "replaced", "changed.bin")
    yield Fault("encrypt command exits with 3 in round 3 of 5", failing, said, encrypted=True)
    # Only when no other file is encrypted any more, which would fail as well, and might be the one that is told.
    filling = in_rounds(seal_of("06.bin", 'sleep 1; head -c 9000000 /dev/zero > "$2" || exit'))
    said = ("06.bin", "No space left", "replaced", "changed.bin")
    yield Fault("working directory full in round 3 of 5", filling, said, encrypted=True)
    failing = in_rounds(aws(UPLOAD, "echo out of order >&2; exit 7", number=3))
    said = ("exit code 7", "replaced", "changed.bin")
    yield Fault("aws exits with 7 when uploading round 3 of 5", failing, said, encrypted=True)
    growing = in_rounds(grow_later)
    yield Fault("a staged file grows between rounds", growing, ("changed", "r/09.bin"), encrypted=True)
    for each in (signal.SIGTERM, signal.SIGKILL):
        first, second = in_rounds(two_at_once(2, "03.bin")), in_rounds(two_at_once(6, "06.bin"))
        between = in_rounds(aws(UPLOAD, HOLD, after=True, number=2))
        yield Fault(f"{each.name} while round 1 is uploaded and round 2 encrypted", first, encrypted=True, signal=each)
        yield Fault(f"{each.name} while round 2 is uploaded and round 3 encrypted", second, encrypted=True, signal=each)
        yield Fault(f"{each.name} at the end of the upload of round 2 of 5", between, encrypted=True, signal=each)


def _encryption() -> Iterator[Fault]:
    failing = seal("echo bad disk >&2; exit 3")
    said = ("changed.bin", "exit code 3", "bad disk")
    yield Fault("encrypt command exits with 3", failing, said, encrypted=True)
    yield Fault("encrypt command is killed", seal("kill -9 $$"), ("changed.bin", "137"), encrypted=True)
    yield Fault("encrypt command writes nothing", seal("exit 0"), ("changed.bin",), encrypted=True)
    yield Fault(
        "encrypt command writes an empty file", seal(': > "$2"; exit 0'), ("changed.bin", "empty"), encrypted=True
    )
    link = seal('ln -s /etc/hostname "$2"; exit 0')
    yield Fault("encrypt command writes a link", link, ("changed.bin",), encrypted=True)


def _space() -> Iterator[Fault]:
    said = ("needs about", "are free")
    yield Fault("working directory too small", small_working(200, ":"), said, encrypted=True)
    filling = small_working(1000, 'head -c 3000000 /dev/zero > "$2" || exit')
    said = ("changed.bin", "No space left")
    yield Fault("working directory full while encrypting", filling, said, encrypted=True)


def _s3() -> Iterator[Fault]:
    for name, matches in (("uploads", is_upload), ("listings", is_listing), ("removals", is_removal)):
        for status, code in ((500, "InternalError"), (503, "SlowDown")):
            yield Fault(f"S3 answers {status} to {name}", answer(matches, status, code), (code,))
    yield Fault("S3 answers nonsense to listings", http(lambda: Rule(is_listing, answer=(200, "<Listing"))))
    nothing = http(lambda: Rule(is_listing, answer=(200, "<ListBucketResult/>")))
    yield Fault("S3 lists nothing", nothing, ("missing", "same.txt"))
    yield Fault("S3 answers 503 once", answer(is_upload, 503, "SlowDown", times=1), harmless=True)
    yield Fault("S3 answers 403 to one upload", answer(is_big, 403, "AccessDenied"), ("changed.bin", "AccessDenied"))
    yield Fault("S3 answers 500 to part 2 of a big file", multipart, ("changed.bin", "InternalError"))
    refusal = "<Error><Key>gone.txt</Key><Code>AccessDenied</Code></Error>"
    yield Fault("S3 refuses to remove an object", removal_answer(refusal), ("gone.txt", "AccessDenied"))
    yield Fault("S3 pretends to remove an object", removal_answer(""), ("gone.txt",))


def _connection() -> Iterator[Fault]:
    cut = http(lambda: Rule(is_big, cut_after=100_000))
    yield Fault("S3 cannot be reached", unreachable, ("Could not connect",))
    yield Fault("connection cut in the middle of a file", cut, ("changed.bin", "Connection"))
    yield Fault("connection cut in the middle of an encrypted file", cut, ("changed.bin", "Connection"), encrypted=True)


def _signals(which: signal.Signals) -> Iterator[Fault]:
    points = {
        "before the upload": aws(UPLOAD, HOLD),
        "while encrypting": seal(HOLD),
        "while uploading": http(lambda: Rule(is_upload, hold=True, first=2)),
        "while verifying": http(lambda: Rule(is_listing, hold=True)),
        "while removing stale objects": http(lambda: Rule(is_removal, hold=True)),
        _LAST: aws(LIST, HOLD, after=True, number=2),
    }
    for point, arrange in points.items():
        yield Fault(f"{which.name} {point}", arrange, encrypted=True, signal=which, late=point == _LAST)


FAULTS = list(_faults())


def row(name: str, outcome: Outcome) -> str:
    """Tell an outcome as a row of a Markdown table."""
    verdict = "; ".join(outcome.wrong) or "good"
    indicator = "yes" if outcome.indicator else "no"
    return _cells([name, outcome.ended, outcome.earlier, indicator, verdict, outcome.said])


def main(words: list[str]) -> int:
    """Play the faults whose name holds ``words``, all without any; 0 when everything held, 1 when not."""
    if reason := lacking():
        print(reason)
        return 1
    titles = ["Fault", "Run ended", "Earlier objects", "Indicator", "Checks, next run", "First error logged"]
    print(f"{_cells(titles)}\n{'|---' * len(titles)}|", flush=True)
    failed = False
    with real_bed() as bed:
        for fault in FAULTS:
            if " ".join(words) in fault.name:
                outcome = play(bed, fault)
                failed |= bool(outcome.wrong)
                print(row(fault.name, outcome), flush=True)
    return int(failed)


def _cells(texts: list[str]) -> str:
    return f"| {' | '.join(text.replace('|', chr(92) + '|') for text in texts)} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
