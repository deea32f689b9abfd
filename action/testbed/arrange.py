"""What can be arranged to go wrong in a scene."""

import functools
import shlex
from collections.abc import Callable

from testbed.bed import small_file_system
from testbed.gates import HOLD, UPLOAD
from testbed.proxy import Request, Rule, error_answer
from testbed.scene import Scene
from testbed.server import HOST

Arrange = Callable[[Scene], None]


def aws(step: str, action: str, after: bool = False, number: int = 1) -> Arrange:
    """Put a gate in the place of ``aws``, before or after the ``number``th run of a step."""

    def arrange(scene: Scene) -> None:
        scene.site.overrides["aws"] = scene.gates.aws(step, action, after, number)
        if action == HOLD:
            scene.held = scene.gates.reached.exists

    return arrange


def seal(action: str) -> Arrange:
    """Let the encrypt command perform ``action`` for the file that has changed."""

    def arrange(scene: Scene) -> None:
        scene.site.encrypt = scene.gates.seal(action)
        if action == HOLD:
            scene.held = scene.gates.reached.exists

    return arrange


def http(make: Callable[[], Rule]) -> Arrange:
    """Let the proxy follow a rule of the scene's own."""
    return lambda scene: scene.rule(make())


def answer(matches: Callable[[Request], bool], status: int, code: str, times: int = 1_000_000) -> Arrange:
    """Let the proxy answer requests with an error of S3."""
    return http(lambda: Rule(matches, answer=error_answer(status, code), times=times))


def removal_answer(body: str) -> Arrange:
    """Let the proxy answer removals with a result that holds ``body``."""
    return http(lambda: Rule(is_removal, answer=(200, f"<DeleteResult>{body}</DeleteResult>")))


def meanwhile(matches: Callable[[Request], bool], act: Callable[[Scene], None]) -> Arrange:
    """Do something to the scene when the first matching request arrives."""
    return lambda scene: scene.rule(Rule(matches, before=functools.partial(act, scene), times=1))


def is_upload(request: Request) -> bool:
    """Whether an object, or a part of one, is stored."""
    return request.method == "PUT"


def is_listing(request: Request) -> bool:
    """Whether a page of the listing is asked for."""
    return request.method == "GET" and "list-type=2" in request.target


def is_removal(request: Request) -> bool:
    """Whether objects are removed."""
    return request.method == "POST" and request.target.partition("?")[2].startswith("delete")


def is_big(request: Request) -> bool:
    """Whether the file that has changed, the biggest one, is stored."""
    return is_upload(request) and "changed.bin" in request.target


def is_part(request: Request) -> bool:
    """Whether the second part of a file is stored."""
    return is_upload(request) and "partNumber=2" in request.target


def lose(scene: Scene) -> None:
    """Remove a new object behind the action's back."""
    scene.site.bucket.delete(f"{scene.site.day_prefix()}new file.txt")


def shorten(scene: Scene) -> None:
    """Replace a new object by a shorter one."""
    scene.site.bucket.put(f"{scene.site.day_prefix()}new file.txt", b"short")


def spoil(scene: Scene) -> None:
    """Replace a new object by another of the same size."""
    scene.site.bucket.put(f"{scene.site.day_prefix()}new file.txt", b"of todaX\n")


def grow(scene: Scene) -> None:
    """Let a staged file grow when its size has been read."""
    path = shlex.quote(str(scene.site.day() / "new file.txt"))
    aws(UPLOAD, f"echo more >> {path}")(scene)


def rewrite(scene: Scene) -> None:
    """Replace the content of a staged file by another of the same size."""
    (scene.site.day() / "new file.txt").write_bytes(b"of todaX\n")


def add(scene: Scene) -> None:
    """Stage one more file."""
    scene.site.stage({"late.txt": b"too late"})


def vanish(scene: Scene) -> None:
    """Remove a staged file when its name has been read."""
    path = shlex.quote(str(scene.site.day() / "sub/mycback.tar"))
    aws(UPLOAD, f"rm {path}")(scene)


def multipart(scene: Scene) -> None:
    """Make a file big enough for two parts, and let the second one fail."""
    scene.site.stage({"changed.bin": bytes(9 << 20)})
    scene.rule(Rule(is_part, answer=error_answer(500, "InternalError")))


def override(command: str) -> Arrange:
    """Let a command fail whatever it is asked."""

    def arrange(scene: Scene) -> None:
        scene.site.overrides[command] = scene.gates.failing(command)

    return arrange


def missing_aws(scene: Scene) -> None:
    """Configure an ``aws`` that does not exist."""
    scene.site.overrides["aws"] = scene.gates.directory / "no such aws"


def small_working(kilobytes: int, action: str) -> Arrange:
    """Mount a small working directory, and let the encrypt command perform ``action``."""

    def arrange(scene: Scene) -> None:
        scene.cleanup.enter_context(small_file_system(scene.site.working, kilobytes))
        seal(action)(scene)

    return arrange


def in_rounds(arrange: Arrange) -> Arrange:
    """Stage so much for a small working directory that it goes in five rounds, and arrange something for that.

    The first one holds the file that has changed, and those named ``r/00.bin`` and ``r/01.bin``; the others three each.
    """

    def arrange_in_rounds(scene: Scene) -> None:
        large = {f"r/{number:02}.bin": bytes([number]) * (311_000 - 100 * number) for number in range(12)}
        scene.site.stage({"changed.bin": bytes(320_000), **large})
        scene.cleanup.enter_context(small_file_system(scene.site.working, 4000))
        arrange(scene)

    return arrange_in_rounds


def seal_of(name: str, action: str) -> Arrange:
    """Let the encrypt command perform ``action`` for the file of that name."""

    def arrange(scene: Scene) -> None:
        scene.site.encrypt = scene.gates.seal(action, name)

    return arrange


def two_at_once(upload: int, name: str) -> Arrange:
    """Hold the upload of that number, and the encryption of the file of that name in the next round."""

    def arrange(scene: Scene) -> None:
        rule = Rule(is_upload, hold=True, first=upload)
        scene.rule(rule)
        scene.site.encrypt = scene.gates.seal(HOLD, name)
        scene.held = lambda: rule.reached.is_set() and scene.gates.reached.exists()

    return arrange


def grow_later(scene: Scene) -> None:
    """Let a file of the fourth round grow while the second one is encrypted."""
    path = shlex.quote(str(scene.site.day() / "r/09.bin"))
    seal_of("03.bin", f"echo more >> {path}")(scene)


def among_many(arrange: Arrange) -> Arrange:
    """Stage so many files that several ``aws`` upload at once, and arrange something for that."""

    def arrange_among_many(scene: Scene) -> None:
        scene.site.stage({f"many/{number}": b"%d" % number for number in range(1000)})
        arrange(scene)

    return arrange_among_many


def unreachable(scene: Scene) -> None:
    """Let the AWS CLI look for S3 where nothing listens."""
    scene.site.user.configure_aws(f"http://{HOST}:1", attempts=1)
