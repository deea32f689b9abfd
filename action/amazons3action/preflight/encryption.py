"""The encrypt command, tried as the backup user on a small file."""

import os
from collections.abc import Iterator

from amazons3cfg import ConfigError, EncryptCommand, Finding

from amazons3action.messages import listed
from amazons3action.names import argument, readable
from amazons3action.preflight.site import MORE_TIME, Site
from amazons3action.preflight.troubles import ENCRYPT_FAILS, ENCRYPT_OUTPUT, ENCRYPT_PLAIN
from amazons3action.workspace import Workspace

_SENTENCE = b"Cedar Backup tries the encrypt command on this small file. "
CONTENT = _SENTENCE * 20
"""Long enough for a sentence to stand in what only compresses or copies a part."""
INPUT, OUTPUT = "trial/plain file", "result/plain file"
"""Where it stands in the workspace, and where its encrypted form is expected."""


def check_encryption(site: Site, space: Workspace) -> Iterator[Finding]:
    """Yield what is wrong with the command, after it ran on a file in the workspace."""
    encryption = command_of(site)
    if encryption is None:
        return
    source, output = (readable(os.path.join(space.path, name)) for name in (INPUT, OUTPUT))
    try:
        words = [argument(word) for word in encryption.arguments(source, output)]
        site.run(words, f"the encrypt command as {site.account.user}")
    except TimeoutError as error:
        yield site.trouble(ENCRYPT_FAILS, str(error), MORE_TIME)
        return
    except OSError as error:
        yield site.trouble(ENCRYPT_FAILS, str(error))
        return
    beside = set(os.listdir(os.path.join(space.path, os.path.dirname(OUTPUT)))) - {os.path.basename(OUTPUT)}
    if beside:
        said = f"the encrypt command makes something beside or in place of its output: {listed(beside)}"
        yield site.trouble(ENCRYPT_OUTPUT, said)
        return
    try:
        made = space.read(OUTPUT)
    except OSError as error:
        said = "makes no output" if isinstance(error, FileNotFoundError) else f"makes a wrong output: {error}"
        yield site.trouble(ENCRYPT_OUTPUT, f"the encrypt command succeeds, but {said}")
        return
    if not made:
        yield site.trouble(ENCRYPT_OUTPUT, "the encrypt command succeeds, but its output is empty")
    elif _SENTENCE.strip() in made:
        same = "is its input" if made == CONTENT else "holds its input"
        yield site.trouble(ENCRYPT_PLAIN, f"the output of the encrypt command {same}")


def command_of(site: Site) -> EncryptCommand | None:
    """Return the command; None where there is none, or it is refused, which the check has told."""
    text = site.settings.encryptCommand if site.settings else None
    try:
        return EncryptCommand.parse(text) if text else None
    except ConfigError:
        return None
