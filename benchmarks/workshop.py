"""Where measuring happens: the sizes, a folder, the real parts of the action."""

import os
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

# The test bed stands beside the tests that it was made for.
sys.path.insert(0, str(Path(__file__).parent.parent / "action"))

if TYPE_CHECKING:
    from testbed.bed import Bed


@dataclass(frozen=True)
class Scale:
    """How much is measured. The lines' names tell the full sizes."""

    rounds: int = 101
    """Of what takes microseconds."""
    process_rounds: int = 15
    """Of what takes a process."""
    long_rounds: int = 3
    """Of what takes seconds."""
    turn_seconds: float = 0.002
    """How long work of microseconds is repeated in its turn; short, so that few turns are interrupted."""
    keystrokes: int = 500
    memory_keystrokes: int = 10_000
    document_bytes: int = 1_000_000
    checked_files: int = 1000
    staged_files: int = 100_000
    large_files: int = 50
    small_files: int = 3000
    million_files: int = 1_000_000


TINY = Scale(1, 1, 1, 0.0, 3, 3, 2000, 2, 20, 2, 4, 40)
"""To see that everything runs."""


class Workshop:
    """A scale, a folder for files, and the real parts of the action, which are started when first used."""

    def __init__(self, scale: Scale) -> None:
        """Make the folder on entering; remove it and end all parts on leaving."""
        self.scale = scale
        self._exits = ExitStack()

    def __enter__(self) -> Self:
        self.folder = Path(self._exits.enter_context(tempfile.TemporaryDirectory(prefix="amazons3-bench-")))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._exits.close()

    @cached_property
    def bed(self) -> "Bed":
        """An S3 server and a backup user; needs root."""
        from testbed.bed import real_bed  # only the action's lines need it

        return self._exits.enter_context(real_bed())

    @cached_property
    def signing_bed(self) -> "Bed":
        """The same with a server that verifies signatures: rclone and restic know no other."""
        from testbed.bed import real_bed

        return self._exits.enter_context(real_bed(identities=True))

    @cached_property
    def environment(self) -> dict[str, str]:
        """For fresh processes, which find compiled bytecode from their second run on, the original's and ours alike."""
        return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
