"""What ``check --fix`` and ``check --diff`` do with a file."""

import errno
from pathlib import Path

from attrs import define

from amazons3cfg.checks.settings import Options
from amazons3cfg.cli.examining import Outcome, found
from amazons3cfg.cli.files import Input
from amazons3cfg.cli.writing import difference, repeated
from amazons3cfg.editing.fixing import encode_changed, fix
from amazons3cfg.findings import ConfigError, DocumentError
from amazons3cfg.reports import Result
from amazons3cfg.text.saving import save
from amazons3cfg.text.source import decode


@define(frozen=True, slots=True)
class Fixing:
    """How to mend, by the options."""

    unsafe: bool
    """Whether to make the fixes that guess, too."""
    diff: bool
    """Whether to write nothing but tell what would be changed."""
    options: Options
    """Which findings count; the others are left alone."""

    def mend(self, file: Input, data: bytes) -> Outcome:
        """Mend ``file``, which holds ``data``; what could not be mended is told with the reason."""
        texts = iter([data])  # it is read again only if somebody else saved: a pipe can be read once

        def attempt() -> Outcome:
            text = next(texts, None)
            return self._mend(file, Path(file.name).read_bytes() if text is None else text)

        try:
            return repeated(attempt)
        except DocumentError as error:
            reason = error.findings[0].sentence
        except OSError as error:
            reason = error.strerror or str(error)
        return Outcome(found(file, data), self._piped(file, data), f"it was not fixed: {reason}")

    def _mend(self, file: Input, old: bytes) -> Outcome:
        try:
            source = decode(old, file.path)
        except ConfigError:
            return Outcome(found(file, old), self._piped(file, old))
        if file.is_data:
            note = "it was checked, and not fixed: fixes are for XML only"
            return Outcome(found(file, old), self._piped(file, old), note=note)
        fixed = fix(source, unsafe=self.unsafe, wanted=self.options.settings(file.name).wants)
        new = encode_changed(old, source, fixed.source) if fixed.applied else old
        left = list(fixed.remaining)
        result = Result(file.path, left, fixed.source if left else None, name=file.name, fixed=len(fixed.applied))
        if self.diff:
            return Outcome(result, difference(file.name, old, new))
        if file.data is None and new != old:
            if not Path(file.name).is_file():
                raise OSError(errno.EINVAL, "it is a pipe or the like; use - for standard input")
            save(Path(file.name), new, expected=old, overwrite=False, backup=None)
        return Outcome(result, self._piped(file, new))

    def _piped(self, file: Input, data: bytes) -> bytes:
        """Return what of ``data`` goes to standard output: all if it came from standard input."""
        return b"" if file.data is None or self.diff else data
