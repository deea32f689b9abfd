"""Encrypts the files of a round with one start of ``su``, on all cores."""

import os
import re
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence

from amazons3cfg import EncryptCommand

from amazons3action import command
from amazons3action.account import Account
from amazons3action.messages import Progress, reasons
from amazons3action.names import argument, readable
from amazons3action.rounds import TREE
from amazons3action.workspace import Workspace

_MOST_FILES_A_SHELL = 64
# xargs allows 128 KiB for the arguments of one start.
_MOST_BYTES_A_SHELL = 100_000
_MOST_PRINTED = 4000
_BEGINS = re.compile(b"= [0-9]+")


def encrypt(
    encryption: EncryptCommand,
    sizes: Mapping[str, int],
    source: str,
    space: Workspace,
    account: Account,
    progress: Progress,
    *,
    first_alone: bool = False,
) -> dict[str, int]:
    """Encrypt files from the directory ``source`` to the tree of a workspace, as the backup user.

    ``sizes`` names the files with their bytes; empty ones are made empty. Gives the workspace to the account.
    With ``first_alone`` the first file comes before all others: a wrong key shows early, and gpg started twice
    at once by a user who never ran it fails, as both set up its home. Returns the sizes of the results.

    Raises:
        OSError: a command failed (the others are stopped), or it did not make its output.
    """
    places = {name: f"{TREE}/{name}" for name in sizes}
    space.parents(places.values())
    for name, size in sizes.items():
        if not size:
            space.write(places[name], b"")
            progress.done(0)
    space.give(account)
    filled = [name for name, size in sizes.items() if size]
    outputs = {os.path.join(space.path, place): name for name, place in places.items()}
    tree = os.path.join(space.path, TREE)
    commands = {name: _words(encryption, name, source, tree) for name in filled}
    for turn, names in enumerate((filled[:1], filled[1:]) if first_alone else (filled,)):
        if names:
            _run(names, commands, space, f"commands.{turn}", account, lambda name: progress.done(sizes[name]))
    return _results(outputs, sizes, tree)


def check_lengths(encryption: EncryptCommand, names: Iterable[str], source: str, tree: str) -> None:
    """Check that each command, with the file's name as often as it has it, is no longer than one start takes.

    Raises:
        ValueError: they are too long for some of the files ``names``.
    """
    too_long = {}
    for name in names:
        length = len(command.argument_file([_words(encryption, name, source, tree)]))
        if length > _MOST_BYTES_A_SHELL:
            too_long[name] = f"{length} bytes"
    if too_long:
        raise ValueError(
            f"The encrypt command is too long for these files, over {_MOST_BYTES_A_SHELL} bytes: {reasons(too_long)}. "
            "Let it name ${input} and ${output} once each, and call a script if they are needed more often."
        )


def loop(words: int) -> str:
    """Return the script that runs groups of ``words`` arguments, the first of each being its number.

    It prints ``+ number`` for a command that succeeded; for one that failed ``! number status first``, with the number
    of the loop's first group, and stops. At its end come the last bytes of all that the commands printed, each line
    behind ``- first``, where ``= number`` stands before what a command printed. The file named by ``$0`` tells the
    other loops to stop.
    """
    argv = " ".join(f'"${{{position}}}"' for position in range(2, words + 1))
    return f"""
    exec 3>&1
    first=$1
    ended=$({{
      {{
        while [ $# -gt 0 ] && [ ! -e "$0" ]; do
          printf '\\n= %s\\n' "$1"
          if (exec {argv} </dev/null 2>&1 3>&- 4>&-); then echo "+ $1" >&3
          else echo "! $1 $? $first" >&3; : > "$0"; break
          fi
          shift {words}
        done
        echo; echo yes >&4
      }} | tail -c {_MOST_PRINTED} | sed "s/^/- $first /" >&3
    }} 4>&1 2>/dev/null)
    [ "$ended" ] || kill -KILL $$
    [ ! -e "$0" ] || exit 255"""


def _words(encryption: EncryptCommand, name: str, source: str, tree: str) -> list[str]:
    """Return the command that encrypts the file ``name`` of ``source`` into ``tree``."""
    words = encryption.arguments(readable(os.path.join(source, name)), readable(os.path.join(tree, name)))
    return [argument(word) for word in words]


def _run(
    names: Sequence[str],
    commands: Mapping[str, Sequence[str]],
    space: Workspace,
    listed: str,
    account: Account,
    done: Callable[[str], None],
) -> None:
    """Run the commands of the files ``names``, several at once, until one fails."""
    groups = [(str(index), *commands[name]) for index, name in enumerate(names)]
    path = space.write(listed, command.argument_file(groups))
    words = len(groups[0])
    longest = max(len(command.argument_file([group])) for group in groups)
    files = max(1, min(_MOST_FILES_A_SHELL, len(groups) // (8 * command.cores()), _MOST_BYTES_A_SHELL // longest))
    failure, said = "", b""
    printed = command.Output()

    def is_progress(line: bytes) -> bool:
        nonlocal failure, said
        if line.startswith(b"+ "):
            done(names[int(line[2:])])
        elif line.startswith(b"! ") and not failure:
            index, status, first = line[2:].split()
            failure = f"Encrypting {readable(names[int(index)])!r} as {account.user} failed: exit code {int(status)}"
            said = b"- %s " % first
        elif said and line.startswith(said):
            if _BEGINS.fullmatch(line, len(said)):
                printed.clear()
            else:
                printed.write(line.removeprefix(said))
        return line.startswith((b"+ ", b"! ", b"- "))

    xargs = command.parallel(path, words * files)
    shell = ["/bin/sh", "-c", loop(words), os.path.join(space.path, "failed")]
    try:
        command.run(account.user, [*xargs, *shell], f"Encrypting as {account.user}", is_progress)
    except OSError:
        if not failure:
            raise
    if failure:
        raise OSError(f"{failure}; it printed: {printed.text}")


def _results(outputs: Mapping[str, str], sizes: Mapping[str, int], root: str) -> dict[str, int]:
    """Return the sizes of the encrypted files, once each is there and nothing else is."""
    results = {}
    wrong = {}
    for output, name in outputs.items():
        try:
            status = os.lstat(output)
        except FileNotFoundError:
            wrong[name] = "not made"
            continue
        if not stat.S_ISREG(status.st_mode):
            wrong[name] = "not a regular file"
        elif sizes[name] and not status.st_size:
            wrong[name] = "empty"
        else:
            results[name] = status.st_size
    for directory, folders, files in os.walk(root):
        links = [folder for folder in folders if os.path.islink(os.path.join(directory, folder))]
        beside = {os.path.join(directory, name) for name in files + links} - outputs.keys()
        wrong |= {os.path.relpath(path, root): "made beside the encrypted files" for path in beside}
    if wrong:
        raise OSError(f"The encrypt command succeeded, but its output is wrong: {reasons(wrong)}")
    return results
