"""Encrypts all files with one start of ``su``, on all cores."""

import os
import re
import stat
from collections.abc import Iterable, Mapping, Sequence

from amazons3cfg import EncryptCommand

from amazons3action import command
from amazons3action.account import Account
from amazons3action.messages import Progress, reasons
from amazons3action.names import argument, readable
from amazons3action.plan import trees
from amazons3action.workspace import Workspace

_MOST_FILES_A_SHELL = 64
# xargs allows 128 KiB for the arguments of one start.
_MOST_BYTES_A_SHELL = 100_000
_MOST_PRINTED = 4000
_BEGINS = re.compile(b"= [0-9]+")


def encrypt(
    encryption: EncryptCommand,
    sizes: Mapping[str, int],
    places: Mapping[str, str],
    source: str,
    space: Workspace,
    account: Account,
) -> dict[str, int]:
    """Encrypt files from the directory ``source`` to their ``places`` in the workspace, as the backup user.

    ``sizes`` names the files with their bytes; empty ones are made empty. Hands the workspace over.
    Returns the sizes of the results.

    Raises:
        OSError: not enough room, a command failed (the others are stopped), or it did not make its output.
        ValueError: the command is too long with a file's name; nothing was run.
    """
    _check_room(sizes, space.path)
    space.parents(places.values())
    for name, size in sizes.items():
        if not size:
            space.write(places[name], b"")
    space.hand_over(account)
    # Large files first, so that all cores end at about the same time.
    filled = sorted((name for name, size in sizes.items() if size), key=lambda name: -sizes[name])
    outputs = {os.path.join(space.path, place): name for name, place in places.items()}
    commands = {
        name: [argument(word) for word in encryption.arguments(readable(os.path.join(source, name)), readable(output))]
        for output, name in outputs.items()
    }
    _check_lengths(commands)
    progress = Progress("Encrypting", {name: sizes[name] for name in filled})
    # The smallest alone: gpg started twice at once by a user who never ran it fails, as both set up its home.
    for turn, names in enumerate((filled[-1:], filled[:-1])):
        if names:
            _run(names, commands, space, f"commands.{turn}", account, progress)
    progress.finish()
    return _results(outputs, sizes, [os.path.join(space.path, tree) for tree in trees(places)])


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


def _run(
    names: Sequence[str],
    commands: Mapping[str, Sequence[str]],
    space: Workspace,
    listed: str,
    account: Account,
    progress: Progress,
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
            progress.done(names[int(line[2:])])
        elif line.startswith(b"! ") and not failure:
            index, status, first = line[2:].split()
            failure = f"Encrypting {readable(names[int(index)])!r} failed: exit code {int(status)}"
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
        command.run(account.user, [*xargs, *shell], "Encrypting", is_progress)
    except OSError:
        if not failure:
            raise
    if failure:
        raise OSError(f"{failure}; it printed: {printed.text}")


def _check_lengths(commands: Mapping[str, Sequence[str]]) -> None:
    """Check that each command, with the file's name as often as it has it, is no longer than one start takes."""
    lengths = {name: len(command.argument_file([words])) for name, words in commands.items()}
    too_long = {name: f"{length} bytes" for name, length in lengths.items() if length > _MOST_BYTES_A_SHELL}
    if too_long:
        raise ValueError(
            f"The encrypt command is too long for these files, over {_MOST_BYTES_A_SHELL} bytes: {reasons(too_long)}. "
            "Let it name ${input} and ${output} once each, and call a script if they are needed more often."
        )


def _check_room(sizes: Mapping[str, int], directory: str) -> None:
    """Compare what is free with what is needed: whole blocks, and one more a file for what encryption adds."""
    free = os.statvfs(directory)
    block = free.f_frsize
    needed = sum((-(-size // block) + 1) * block for size in sizes.values())
    available = free.f_bavail * block
    if needed > available:
        raise OSError(
            f"Encrypting needs about {needed} bytes below {os.path.dirname(directory)}, and {available} are free."
        )
    entries = len(sizes) + len({os.path.dirname(name) for name in sizes})
    if free.f_files and entries > free.f_favail:
        raise OSError(
            f"Encrypting needs {entries} files and directories below {os.path.dirname(directory)}, "
            f"and there is room for {free.f_favail}."
        )


def _results(outputs: Mapping[str, str], sizes: Mapping[str, int], roots: Iterable[str]) -> dict[str, int]:
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
    for root in roots:
        for directory, folders, files in os.walk(root):
            links = [folder for folder in folders if os.path.islink(os.path.join(directory, folder))]
            beside = {os.path.join(directory, name) for name in files + links} - outputs.keys()
            wrong |= {os.path.relpath(path, root): "made beside the encrypted files" for path in beside}
    if wrong:
        raise OSError(f"The encrypt command succeeded, but its output is wrong: {reasons(wrong)}")
    return results
