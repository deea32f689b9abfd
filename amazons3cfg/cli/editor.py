"""The editor of a person."""

import os
import shlex
import signal
import subprocess
from pathlib import Path

from amazons3cfg.cli.failure import CouldNotRun

_DEFAULT = "vi"
_TAKE_A_LINE = {
    *("vi", "vim", "nvim", "view", "vim.tiny", "vim.basic", "nano", "pico", "emacs", "emacsclient"),
    *("joe", "jed", "mg", "ne", "micro", "kak", "editor", "sensible-editor"),
}
"""Those that open a file at a line for ``+LINE``."""


def open_editor(path: Path, line: int = 0) -> None:
    """Have a person edit the file at ``path``, at ``line`` from 1 where the editor can and that is known.

    Raises:
        CouldNotRun: The editor cannot be started, or ends with an error.

    """
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or _DEFAULT
    try:
        command = shlex.split(chosen)
    except ValueError as error:
        raise CouldNotRun(f"the editor {chosen!r} is no command: {error}") from None
    if line and Path(command[0]).name in _TAKE_A_LINE:
        command.append(f"+{line}")
    try:
        editor = subprocess.Popen([*command, str(path)])  # noqa: S603 - it is the person's own
    except OSError as error:
        raise CouldNotRun(f"the editor {chosen!r} does not start: {error.strerror}; set VISUAL or EDITOR") from None
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to both, and it is the editor's
    try:
        status = editor.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    if status:
        raise CouldNotRun(f"the editor {chosen!r} ended with {status}; nothing was saved")
