"""``aws`` itself: whether the backup user can run it, and its version, told beside its first call."""

import os
import re
import shlex
from collections.abc import Iterable, Iterator, Sequence

from amazons3cfg import Finding
from amazons3cfg.text.names import children_named
from CedarBackup3.util import resolveCommand

from amazons3action.command import aws_variables
from amazons3action.preflight.site import Site
from amazons3action.preflight.troubles import AWS, AWS_VERSION
from amazons3action.s3 import AWS_COMMAND, aws

_VERSION = re.compile(r"aws-cli/(\d+)\.(\d+)\S*")
_OLDEST = {1: 36, 2: 9}
"""The oldest minor version of each major one that the action is tried with."""
_ASIDE = "version of aws: "
# A start of aws takes about a second, which a second core has free.
_BESIDE = f""""$0" --version 2>&1 | sed 's/^/{_ASIDE}/' & "$@"; status=$?; wait; exit $status"""


def run_telling_version(site: Site, argv: Sequence[str], doing: str) -> list[str]:
    """Run ``argv`` as ``Site.run`` does, and at the same time let ``aws`` print its version, for ``check_version``."""
    return site.run(["/bin/sh", "-c", _BESIDE, *resolveCommand(AWS_COMMAND), *argv], doing, aside=_ASIDE)


def impatient(argv: Sequence[str]) -> list[str]:
    """Return the command that calls ``aws`` as a run does, but soon gives up an endpoint that does not answer.

    What the environment says of attempts stays.
    """
    fewer = [] if "AWS_MAX_ATTEMPTS" in aws_variables() else ["env", "AWS_MAX_ATTEMPTS=2"]
    return [*fewer, *aws(argv)]


def check_version(site: Site, printed: Iterable[str]) -> Iterator[Finding]:
    """Yield that the version among the lines that ``aws`` printed is older than those that were tried."""
    found = _VERSION.search("\n".join(printed))
    if found and int(found[2]) < _OLDEST.get(int(found[1]), 0):
        tried = " and ".join(f"{major}.{minor}" for major, minor in _OLDEST.items())
        yield site.trouble(AWS_VERSION, f"aws is {found[0]}; those from {tried} on are tried")


def check_aws(site: Site) -> Iterator[Finding]:
    """Yield why ``aws`` does not run at all, or is no AWS CLI."""
    try:
        printed = site.run([*resolveCommand(AWS_COMMAND), "--version"], "aws --version", at_least=1.0)
    except OSError as error:
        yield _at_override(site, site.trouble(AWS, str(error), _letting_run(site)))
        return
    if not _VERSION.search("\n".join(printed)):
        said = f"aws --version does not tell a version of the AWS CLI: {' | '.join(printed)[:200]!r}"
        yield _at_override(site, site.trouble(AWS, said))


def _letting_run(site: Site) -> str:
    """Return what lets the backup user run the ``aws`` that is there; nothing where none is."""
    [path] = resolveCommand(AWS_COMMAND)
    if not os.path.isfile(path) or site.account.can_enter(path):
        return ""
    closed = site.account.stopped_at(path) or path
    return f"the user {site.account.user} cannot run it: chmod a+rx {shlex.quote(closed)}"


def _at_override(site: Site, finding: Finding) -> Finding:
    """Return the finding at the path of the ``<override>`` that names ``aws``, where there is one."""
    for options in children_named(site.document.root, "options"):
        for override in children_named(options, "override"):
            names = [name.text for name in children_named(override, "command")]
            for path in children_named(override, "abs_path"):
                if names == AWS_COMMAND:
                    return site.document.place(finding, path)
    return finding
