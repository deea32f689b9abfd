"""A command line that Cedar Backup splits into words itself: at blanks, with double quotes around words."""

import re
from collections.abc import Iterator

from attrs import define

from amazons3cfg.findings import Finding
from amazons3cfg.kinds.text import Text
from amazons3cfg.rules.spelling import NO_SHELL

_SHELL = re.compile(r"[|;<>`&]+|\$[({A-Za-z_]\w*|'")


@define(frozen=True)
class CommandLine(Text):
    """A command with its arguments; no shell reads it, so neither variables nor pipes nor single quotes work."""

    name = "command line"
    words: str = "a command with its arguments"

    def remarks(self, text: str) -> Iterator[Finding]:  # noqa: D102
        yield from super().remarks(text)
        found = _SHELL.search(text)
        if found:
            message = f"{found[0]!r} means nothing special here, since no shell runs the command"
            yield NO_SHELL.finding(message, 'group words with ", and put what needs a shell into a script')
