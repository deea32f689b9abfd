"""The AWS commands: one small function for each, which builds its arguments and reads its answer."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from CedarBackup3.util import resolveCommand

from amazons3action import command
from amazons3action.account import Account
from amazons3action.messages import Progress
from amazons3action.names import argument
from amazons3action.plan import Listed, Target
from amazons3action.workspace import Workspace

AWS_COMMAND = ["aws"]

_MOST_DELETED_AT_ONCE = 1000
_ENVIRONMENT = [
    "env",
    "LC_ALL=C.UTF-8",  # names stay what they are under LANG=C
    "AWS_PAGER=",  # nothing waits for a person
    "AWS_CLI_AUTO_PROMPT=off",
    # Where a server does not ask for the body of an empty file, the next upload would wait for 60 s.
    "BOTO_EXPERIMENTAL__NO_EMPTY_CONTINUE=true",
]
# xargs keeps the exit codes of its commands to itself, and stops at a 255.
_TELLS_STATUS = '"$@" || { echo "exit code $?"; exit 255; }'
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

    def upload(self, trees: Iterable[str], target: Target, sizes: Mapping[str, int]) -> None:
        """Upload all that is below the directories ``trees``, at once; ``sizes`` gives the bytes by key."""
        progress = Progress("Uploading", sizes)
        marker = f" to {target.uri}"

        def is_progress(line: bytes) -> bool:
            if uploaded := line.startswith(b"upload: "):
                progress.done(line.decode("utf-8", "replace").rpartition(marker)[2])
            return uploaded

        options = ["--recursive", "--no-progress"]
        argvs = [aws(["s3", "cp", *options, f"{tree}/", argument(target.uri)]) for tree in trees]
        if len(argvs) == 1:
            argv = argvs[0]
        else:
            listed = self._space.write("uploads", command.argument_file(argvs))
            argv = [*command.parallel(listed, len(argvs[0])), "/bin/sh", "-c", _TELLS_STATUS, "sh"]
        command.run(self._account.user, argv, f"Uploading to {target.uri}", is_progress)
        progress.finish()

    def listing(self, target: Target) -> dict[str, Listed]:
        """Return all objects of the target, by the part of their keys behind its prefix."""
        argv = ["list-objects-v2", argument(f"--bucket={target.bucket}"), argument(f"--prefix={target.prefix}")]
        found = self._ask([*argv, "--query", "Contents[].[Key,Size,ETag]"], f"Listing {target.uri}")
        return {key[len(target.prefix) :]: Listed(size, etag.strip('"')) for key, size, etag in found or []}

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

    def _ask(self, argv: Sequence[str], doing: str) -> Any:
        """Run an ``aws s3api`` command in the workspace; returns its JSON answer, without what else it prints."""
        self._answers += 1
        name = f"answer.{self._answers}"
        self._space.write(name, b"")
        inside = ["/bin/sh", "-c", _RUNS_INSIDE, self._space.path, name]
        call = aws(["s3api", *argv, "--output", "json"])
        command.run(self._account.user, [*inside, *call], doing)
        answer = self._space.read(name).strip()
        try:
            return json.loads(answer) if answer else None
        except ValueError as error:
            raise OSError(f"{doing} failed: the answer is not JSON ({error})") from None
