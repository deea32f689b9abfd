"""The AWS commands: one small function for each, which builds its arguments and reads its answer."""

import functools
import json
import re
import subprocess
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import unquote_plus

from CedarBackup3.util import resolveCommand

from amazons3action import command
from amazons3action.account import Account
from amazons3action.failures import Failures
from amazons3action.names import argument
from amazons3action.plan import Listed, Target
from amazons3action.workspace import Workspace

AWS_COMMAND = ["aws"]
LISTING = ["--encoding-type=url", "--output=text", "--query=Contents[].[Key,Size,ETag]"]
"""How a listing is printed: page by page, so that ``aws`` keeps none of them, with keys that hold no tab."""

_MOST_DELETED_AT_ONCE = 1000
_ENVIRONMENT = [
    "env",
    "LC_ALL=C.UTF-8",  # names stay what they are under LANG=C
    "AWS_PAGER=",  # nothing waits for a person
    "AWS_CLI_AUTO_PROMPT=off",
    # Where a server does not ask for the body of an empty file, the next upload would wait for 60 s.
    "BOTO_EXPERIMENTAL__NO_EMPTY_CONTINUE=true",
]
# A warning in the middle of a line would spoil it.
_ERRORS_LAST = 'cd -- "$0" && errors=$1 && shift && { "$@" 2> "$errors"; status=$?; cat "$errors"; exit $status; }'
_LISTED = re.compile(rb'(\S+)\t([0-9]+)\t"?([^"\t]*)"?')
_RUNS_INSIDE = 'cd -- "$0" && answer=$1 && shift && exec "$@" > "$answer"'


def aws(argv: Sequence[str]) -> list[str]:
    """Return the command that calls ``aws`` with these arguments, where nothing from outside changes what they mean."""
    return [*_ENVIRONMENT, *resolveCommand(AWS_COMMAND), *argv]


class Client:
    """Runs ``aws`` as the backup user; answers come through files in the workspace.

    Every method raises ``OSError`` if the command fails.
    """

    def __init__(self, account: Account, space: Workspace) -> None:
        """Use the workspace, which has been handed over to the account."""
        self._account = account
        self._space = space
        self._answers = 0

    def upload(self, tree: str, target: Target, done: Callable[[str], None]) -> None:
        """Upload all that is below the directory ``tree``; ``done`` is called with each key that S3 has taken."""
        marker = f" to {target.uri}"
        failures = Failures(tree, marker)

        def is_progress(line: bytes) -> bool:
            if uploaded := line.startswith(b"upload: "):
                done(line.decode("utf-8", "replace").rpartition(marker)[2])
            return uploaded or failures.take(line.decode("utf-8", "replace"))

        argv = aws(["s3", "cp", "--recursive", "--no-progress", f"{tree}/", argument(target.uri)])
        words = [*_ends_by_sigint(), *argv]
        try:
            command.run(self._account.user, words, f"Uploading to {target.uri}", is_progress, tidies_up=True)
        except OSError as error:
            raise OSError(f"{error}{failures.more()}") from None

    def listing(self, target: Target, take: Callable[[str, Listed], None]) -> None:
        """Have ``take`` called for each object of the target, with the part of its key behind the prefix."""
        start = len(target.prefix)

        def is_progress(line: bytes) -> bool:
            found = _LISTED.fullmatch(line)
            if found:
                take(unquote_plus(found[1].decode())[start:], Listed(int(found[2]), found[3].decode()))
            return bool(found)

        place = [argument(f"--bucket={target.bucket}"), argument(f"--prefix={target.prefix}")]
        call = aws(["s3api", "list-objects-v2", *place, *LISTING])
        argv = ["/bin/sh", "-c", _ERRORS_LAST, *self._answer(), *call]
        command.run(self._account.user, argv, f"Listing {target.uri}", is_progress)

    def head(self, target: Target, key: str) -> dict[str, Any]:
        """Return what S3 tells of the first part of an object."""
        place = [argument(f"--bucket={target.bucket}"), argument(f"--key={target.prefix}{key}")]
        return self._ask(["head-object", *place, "--part-number=1"], f"Asking for details of {target.uri}{key}") or {}

    def remove(self, target: Target, keys: Sequence[str]) -> None:
        """Remove objects."""
        for start in range(0, len(keys), _MOST_DELETED_AT_ONCE):
            batch = keys[start : start + _MOST_DELETED_AT_ONCE]
            request = {"Objects": [{"Key": target.prefix + key} for key in batch], "Quiet": True}
            name = f"remove.{start}"
            self._space.write(name, json.dumps(request).encode())
            # A name within the workspace, since aws replaces variables and ~ in the path.
            argv = ["delete-objects", argument(f"--bucket={target.bucket}"), f"--delete=file://{name}"]
            doing = f"Removing {len(batch)} objects that the staging directory no longer has from {target.uri}"
            errors = (self._ask(argv, doing) or {}).get("Errors")
            if errors:
                raise OSError(f"{doing} failed for {len(errors)}, the first being {errors[0]}")

    def unfinished(self, target: Target) -> list[tuple[str, str]]:
        """Return the uploads in parts below the target that were begun and not ended: full keys, with their numbers."""
        place = [argument(f"--bucket={target.bucket}"), argument(f"--prefix={target.prefix}")]
        query = ["--query", "Uploads[].[Key,UploadId]"]
        found = self._ask(["list-multipart-uploads", *place, *query], f"Listing unfinished uploads to {target.uri}")
        return [(key, number) for key, number in found or []]

    def abort(self, target: Target, key: str, number: str) -> None:
        """Have S3 forget the parts of an unfinished upload."""
        place = [argument(f"--bucket={target.bucket}"), argument(f"--key={key}"), f"--upload-id={number}"]
        self._ask(["abort-multipart-upload", *place], f"Aborting an unfinished upload of {target.uri}")

    def _ask(self, argv: Sequence[str], doing: str) -> Any:
        """Run an ``aws s3api`` command in the workspace; returns its JSON answer, without what else it prints."""
        place = self._answer()
        call = aws(["s3api", *argv, "--output", "json"])
        command.run(self._account.user, ["/bin/sh", "-c", _RUNS_INSIDE, *place, *call], doing)
        answer = self._space.read(place[1]).strip()
        try:
            return json.loads(answer) if answer else None
        except ValueError as error:
            raise OSError(f"{doing} failed: the answer is not JSON ({error})") from None

    def _answer(self) -> tuple[str, str]:
        """Make a file for what a command prints; returns its directory and its name."""
        self._answers += 1
        name = f"answer.{self._answers}"
        self._space.write(name, b"")
        return self._space.path, name


@functools.cache
def _ends_by_sigint() -> list[str]:
    """Return what lets a command end by a SIGINT, which a shell's background ignores; nothing for an old ``env``."""
    words = ["env", "--default-signal=INT"]
    done = subprocess.run([*words, "true"], capture_output=True)  # noqa: S603 - constant
    return words if done.returncode == 0 else []
