"""The working and the staging directory."""

import os
import shlex
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from amazons3cfg import Finding

from amazons3action.locks import lock
from amazons3action.preflight.site import Site
from amazons3action.preflight.troubles import LEFTOVERS, STAGING_DIR, WORKING_DIR
from amazons3action.workspace import PREFIX, Workspace, workspace


def check_staging_dir(site: Site) -> Iterator[Finding]:
    """Yield whether the staging directory is missing or closed to the backup user."""
    path = site.staging_dir
    if not os.path.isdir(path):
        yield site.trouble(STAGING_DIR, _missing(path), _opening(site, path))
    elif not site.account.can_enter(path):
        yield site.trouble(
            STAGING_DIR, f"the backup user {site.account.user} cannot enter {path}", _opening(site, path)
        )


def check_leftovers(site: Site) -> Iterator[Finding]:
    """Yield the workspaces of other runs: those that go on, those that were killed, and those of strangers."""
    try:
        names = [name for name in os.listdir(site.working_dir) if name.startswith(PREFIX)]
    except OSError:
        return  # the working directory's own probe tells
    owners = (os.geteuid(), site.account.uid)
    for name in sorted(names):
        path = os.path.join(site.working_dir, name)
        try:
            with _opened(path) as fd:
                owner, ours = os.fstat(fd).st_uid, lock(fd)
        except OSError as error:
            yield site.trouble(LEFTOVERS, f"{path} cannot be looked at: {error.strerror}", "look at it, and remove it")
            continue
        if owner not in owners:
            said = f"{path} is of user {owner}, so that no run removes it"
            yield site.trouble(LEFTOVERS, said, "look at it, and remove it")
        elif ours:
            yield site.trouble(LEFTOVERS, f"{path} was left by a run that was killed")
        else:
            yield site.trouble(LEFTOVERS, f"{path} belongs to a run that goes on")


@contextmanager
def small_workspace(
    site: Site, files: Mapping[str, bytes], outputs: Iterable[str]
) -> Iterator[tuple[Workspace | None, list[Finding]]]:
    """Make a workspace as a run does, with small ``files`` and the directories of ``outputs``.

    Yields it, or None and why there is none.
    """
    made = False
    try:
        if not os.path.isdir(site.working_dir):
            raise OSError(_missing(site.working_dir))
        with workspace(site.working_dir, site.account, remove_dead=False) as space:
            space.parents([*files, *outputs])
            for name, content in files.items():
                space.write(name, content)
            space.hand_over(site.account)
            made = True
            yield space, []
    except (OSError, ValueError) as error:
        if made:
            raise
        yield None, [site.trouble(WORKING_DIR, str(error), _opening(site, site.working_dir))]


def _missing(path: str) -> str:
    return f"{path} is no directory" if os.path.lexists(path) else f"{path} is not there"


def _opening(site: Site, path: str) -> str:
    """Return what lets the backup user enter the directory at ``path``; nothing where that user can."""
    user, group, quoted = map(shlex.quote, (site.account.user, str(site.config.options.backupGroup), path))
    if not os.path.lexists(path):
        return f"create it: install -d -o {user} -g {group} {quoted}"
    if not os.path.isdir(path):
        return "name a directory"
    closed = site.account.stopped_at(path)
    if closed == path:
        return f"let that user have it: chown {user}:{group} {quoted} && chmod u+rwx {quoted}"
    return f"let that user through: chmod a+x {shlex.quote(closed)}" if closed else ""


@contextmanager
def _opened(path: str) -> Iterator[int]:
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield fd
    finally:
        os.close(fd)
