"""Every fault that the action is known to survive; run as a program, it prints the table of them.

`python -m testbed.faults [WORDS]` plays those whose name holds WORDS, prints a Markdown table, and ends
with 1 when something that must hold did not.
"""

import functools
import shlex
import signal
import sys
from collections.abc import Callable, Iterator

from testbed.bed import lacking, real_bed, small_file_system
from testbed.gates import HOLD, LIST, REMOVE, UPLOAD
from testbed.proxy import Request, Rule, error_answer
from testbed.scene import Fault, Outcome, Scene, play

Arrange = Callable[[Scene], None]

_LAST = "before the indicator"


def _aws(step: str, action: str, after: bool = False, number: int = 1) -> Arrange:
    def arrange(scene: Scene) -> None:
        scene.site.overrides["aws"] = scene.gates.aws(step, action, after, number)
        if action == HOLD:
            scene.held = scene.gates.reached.exists

    return arrange


def _seal(action: str) -> Arrange:
    def arrange(scene: Scene) -> None:
        scene.site.encrypt = f"{scene.gates.seal(action)} ${{input}} ${{output}}"
        if action == HOLD:
            scene.held = scene.gates.reached.exists

    return arrange


def _http(make: Callable[[], Rule]) -> Arrange:
    return lambda scene: scene.rule(make())


def _answer(matches: Callable[[Request], bool], status: int, code: str, times: int = 1_000_000) -> Arrange:
    return _http(lambda: Rule(matches, answer=error_answer(status, code), times=times))


def _removal_answer(body: str) -> Arrange:
    return _http(lambda: Rule(_is_removal, answer=(200, f"<DeleteResult>{body}</DeleteResult>")))


def _meanwhile(matches: Callable[[Request], bool], act: Callable[[Scene], None]) -> Arrange:
    return lambda scene: scene.rule(Rule(matches, before=functools.partial(act, scene), times=1))


def _is_upload(request: Request) -> bool:
    return request.is_upload


def _is_listing(request: Request) -> bool:
    return request.is_listing


def _is_removal(request: Request) -> bool:
    return request.is_removal


def _is_big(request: Request) -> bool:
    return request.is_upload and "changed.bin" in request.target


def _is_part(request: Request) -> bool:
    return request.is_upload and "partNumber=2" in request.target


def _lose(scene: Scene) -> None:
    scene.site.bucket.delete(f"{scene.site.day_prefix()}new file.txt")


def _shorten(scene: Scene) -> None:
    scene.site.bucket.put(f"{scene.site.day_prefix()}new file.txt", b"short")


def _spoil(scene: Scene) -> None:
    scene.site.bucket.put(f"{scene.site.day_prefix()}new file.txt", b"of todaX\n")


def _grow(scene: Scene) -> None:
    path = shlex.quote(str(scene.site.day() / "new file.txt"))
    _aws(UPLOAD, f"echo more >> {path}")(scene)


def _vanish(scene: Scene) -> None:
    path = shlex.quote(str(scene.site.day() / "sub/mycback.tar"))
    _aws(UPLOAD, f"rm {path}")(scene)


def _multipart(scene: Scene) -> None:
    scene.site.stage({"changed.bin": bytes(9 << 20)})
    scene.rule(Rule(_is_part, answer=error_answer(500, "InternalError")))


def _override(command: str) -> Arrange:
    def arrange(scene: Scene) -> None:
        scene.site.overrides[command] = scene.gates.failing(command)

    return arrange


def _missing_aws(scene: Scene) -> None:
    scene.site.overrides["aws"] = scene.gates.directory / "no such aws"


def _small_working(kilobytes: int, action: str) -> Arrange:
    def arrange(scene: Scene) -> None:
        scene.cleanup.enter_context(small_file_system(scene.site.working, kilobytes))
        _seal(action)(scene)

    return arrange


def _faults() -> Iterator[Fault]:
    yield Fault("su fails", _override("su"))
    yield Fault("aws is not there", _missing_aws)
    yield Fault("encrypt command exits with 3", _seal("echo bad disk >&2; exit 3"), encrypted=True)
    yield Fault("encrypt command is killed", _seal("kill -9 $$"), encrypted=True)
    yield Fault("encrypt command writes nothing", _seal("exit 0"), encrypted=True)
    yield Fault("encrypt command writes a link", _seal('ln -s /etc/hostname "$2"; exit 0'), encrypted=True)
    yield Fault("working directory too small", _small_working(200, ":"), encrypted=True)
    fill = 'head -c 3000000 /dev/zero > "$2" || exit'
    yield Fault("working directory full while encrypting", _small_working(1000, fill), encrypted=True)
    for name, step in (("uploading", UPLOAD), ("listing", LIST), ("removing", REMOVE)):
        yield Fault(f"aws exits with 1 when {name}", _aws(step, "echo out of order >&2; exit 1"))
        yield Fault(f"aws is killed when {name}", _aws(step, "kill -9 $$"))
    yield Fault("aws exits with 1 after a whole upload", _aws(UPLOAD, "exit 1", after=True))
    for name, matches in (("uploads", _is_upload), ("listings", _is_listing), ("removals", _is_removal)):
        yield Fault(f"S3 answers 500 to {name}", _answer(matches, 500, "InternalError"))
        yield Fault(f"S3 answers 503 to {name}", _answer(matches, 503, "SlowDown"))
    yield Fault("S3 answers nonsense to listings", _http(lambda: Rule(_is_listing, answer=(200, "<Listing"))))
    yield Fault("S3 lists nothing", _http(lambda: Rule(_is_listing, answer=(200, "<ListBucketResult/>"))))
    yield Fault("S3 cannot be reached", lambda scene: scene.site.user.configure_aws("http://127.0.0.1:1", 1))
    yield Fault("S3 answers 503 once", _answer(_is_upload, 503, "SlowDown", times=1), harmless=True)
    yield Fault("S3 answers 403 to one upload", _answer(_is_big, 403, "AccessDenied"))
    yield Fault("S3 answers 500 to part 2 of a big file", _multipart)
    refusal = "<Error><Key>gone.txt</Key><Code>AccessDenied</Code></Error>"
    yield Fault("S3 refuses to remove an object", _removal_answer(refusal))
    yield Fault("S3 pretends to remove an object", _removal_answer(""))
    yield Fault("connection cut in the middle of a file", _http(lambda: Rule(_is_big, cut_after=100_000)))
    yield Fault(
        "connection cut in the middle of an encrypted file",
        _http(lambda: Rule(_is_big, cut_after=100_000)),
        encrypted=True,
    )
    yield Fault("an object is lost before verification", _meanwhile(_is_listing, _lose))
    yield Fault("an object is shorter at verification", _meanwhile(_is_listing, _shorten))
    yield Fault("an object is altered, of the same size", _meanwhile(_is_listing, _spoil))
    yield Fault("a staged file grows before it is uploaded", _grow)
    yield Fault("a staged file vanishes before it is uploaded", _vanish)
    for name in ("SIGTERM", "SIGKILL"):
        yield from _signals(signal.Signals[name])


def _signals(which: signal.Signals) -> Iterator[Fault]:
    points = {
        "before the upload": _aws(UPLOAD, HOLD),
        "while encrypting": _seal(HOLD),
        "while uploading": _http(lambda: Rule(_is_upload, hold=True, first=2)),
        "while verifying": _http(lambda: Rule(_is_listing, hold=True)),
        "while removing stale objects": _http(lambda: Rule(_is_removal, hold=True)),
        _LAST: _aws(LIST, HOLD, after=True, number=2),
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
    """Play the faults whose name holds `words`, all without any; 0 when everything held, 1 when not."""
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
