"""How the action words what it says: its logger, names that can hold anything, and progress."""

import logging
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from CedarBackup3.util import displayBytes

from amazons3action.names import printable, readable

logger = logging.getLogger("CedarBackup3.log.extend.amazons3action")

_SHOWN = 10
_PROGRESS_SECONDS = 30.0


def _escape(record: logging.LogRecord) -> bool:
    record.msg, record.args = printable(record.getMessage()), None
    return True


logger.addFilter(_escape)


@contextmanager
def legible() -> Iterator[None]:
    """Let errors be what the locale can print: in place of others, Cedar Backup prints a traceback."""
    try:
        yield
    except (ValueError, OSError) as error:
        text = printable(str(error))
        if text == str(error):
            raise
        raise (OSError if isinstance(error, OSError) else ValueError)(text) from error


def listed(names: Collection[str]) -> str:
    """Return the first ten names in order, quoted with all that is not printable escaped, and how many more."""
    first = [repr(name) for name in sorted(names)[:_SHOWN]]
    return ", ".join(first + _rest(names))


def reasons(problems: Mapping[str, str]) -> str:
    """Return the first ten file names of ``problems``, quoted as by ``listed``, with their reasons."""
    texts = sorted((readable(name), reason) for name, reason in problems.items())
    first = [f"{text!r}: {reason}" for text, reason in texts[:_SHOWN]]
    return "; ".join(first + _rest(problems))


def _rest(names: Collection[str]) -> list[str]:
    return [f"and {len(names) - _SHOWN} more"] if len(names) > _SHOWN else []


class Progress:
    """Logs how far a phase is: at its start, at most every 30 seconds, and at its end."""

    def __init__(self, phase: str, files: int, size: int) -> None:
        """Start ``phase`` (for instance ``"Uploading"``) over so many files of ``size`` bytes in all."""
        self._phase = phase
        self._all = files
        self._total = displayBytes(size)
        self._files = 0
        self._bytes = 0
        self._logged = time.monotonic()
        logger.info("%s %d files, %s.", phase, files, self._total)

    def done(self, size: int) -> None:
        """Count one more file, of ``size`` bytes, as done."""
        self._files += 1
        self._bytes += size
        if time.monotonic() - self._logged >= _PROGRESS_SECONDS:
            self._logged = time.monotonic()
            done = displayBytes(self._bytes)
            logger.info("%s: %d of %d files, %s of %s.", self._phase, self._files, self._all, done, self._total)

    def finish(self) -> None:
        """Log the end of the phase."""
        logger.info("%s %d files, %s: done.", self._phase, self._all, self._total)
