"""The bucket, tried with a probe object of its own below the prefix: as a run uploads, lists and removes."""

import hashlib
import json
import os
import secrets
from collections.abc import Iterator

from amazons3cfg import Finding

from amazons3action.names import argument
from amazons3action.plan import Target, target
from amazons3action.preflight.aws import check_aws, check_version, impatient, run_telling_version
from amazons3action.preflight.site import MORE_TIME, Site
from amazons3action.preflight.troubles import NOT_LISTED, NOT_REMOVED, NOT_WRITTEN, OTHER_ETAG, UNREACHABLE
from amazons3action.workspace import Workspace

CONTENT = b"Written by a preflight of the Amazon S3 action, and removed at once.\n"
FOLDER = "probe"
"""The directory of the workspace that holds the probe alone."""
# Removing the probe has its own time, however much the others took: on a busy machine aws alone needs seconds to start.
_SECONDS_TO_REMOVE = 15.0


def probe_name() -> str:
    """Return a name for a probe that no other object has."""
    return f"cback.amazons3.preflight.{secrets.token_hex(8)}"


def check_bucket(site: Site, space: Workspace, name: str) -> Iterator[Finding]:
    """Yield what the backup user cannot do below the prefix; the probe is ``name``, and stands in the workspace."""
    place = _place(site)
    if place is None:
        return
    if site.read_only:
        try:
            printed = run_telling_version(site, _list(place, place.prefix), f"listing {place.uri}")
        except TimeoutError as error:
            yield site.trouble(UNREACHABLE, str(error), _more_time(site))
            return
        except OSError as error:
            yield from list(check_aws(site)) or [site.trouble(UNREACHABLE, str(error))]
            return
        yield from check_version(site, printed)
        return
    upload = ["s3", "cp", "--recursive", "--no-progress", f"{os.path.join(space.path, FOLDER)}/", argument(place.uri)]
    try:
        try:
            printed = run_telling_version(site, impatient(upload), f"writing {place.uri}{name}")
        except TimeoutError as error:
            yield site.trouble(UNREACHABLE, str(error), _more_time(site))
            return
        except OSError as error:
            yield from list(check_aws(site)) or [_not_written(site, place, error)]
            return
        yield from check_version(site, printed)
        yield from _check_listed(site, place, name)
    finally:
        removal = _remove(site, place, name)
    yield from removal


def _more_time(site: Site) -> str:
    return f"{MORE_TIME}; or the endpoint does not answer: see endpoint_url in ~/.aws/config of {site.account.user}"


def _not_written(site: Site, place: Target, error: OSError) -> Finding:
    """Return that the bucket is not reached at all, or else why nothing is written there."""
    try:
        site.run(_list(place, place.prefix), f"listing {place.uri}")
    except TimeoutError:
        pass
    except OSError as reason:
        return site.trouble(UNREACHABLE, str(reason))
    return site.trouble(NOT_WRITTEN, str(error))


def _check_listed(site: Site, place: Target, name: str) -> Iterator[Finding]:
    try:
        printed = site.run(_list(place, f"{place.prefix}{name}"), f"listing {place.uri}{name}")
    except TimeoutError as error:
        yield site.trouble(UNREACHABLE, str(error), _more_time(site))
        return
    except OSError as error:
        yield site.trouble(UNREACHABLE, str(error))
        return
    found = [(size, etag.strip('"')) for size, _, etag in map(_split, printed) if size.isdigit()]
    etag = hashlib.md5(CONTENT, usedforsecurity=False).hexdigest()
    if str(len(CONTENT)) not in [size for size, _ in found]:
        seen = f"with {found[0][0]} bytes in place of {len(CONTENT)}" if found else "not"
        yield site.trouble(NOT_LISTED, f"{place.uri}{name} was written, and is {seen} listed")
    elif etag not in [etag for _, etag in found]:
        yield site.trouble(OTHER_ETAG, f"the ETag of {place.uri}{name} is {found[0][1]!r}, and not {etag!r}")


def _remove(site: Site, place: Target, name: str) -> list[Finding]:
    request = json.dumps({"Objects": [{"Key": f"{place.prefix}{name}"}], "Quiet": True})
    argv = ["s3api", "delete-objects", argument(f"--bucket={place.bucket}"), argument(f"--delete={request}")]
    doing = f"removing {place.uri}{name}"
    try:
        printed = site.run(impatient([*argv, "--output", "json"]), doing, at_least=_SECONDS_TO_REMOVE)
    except OSError as error:
        return [site.trouble(NOT_REMOVED, str(error))]
    # A key that is not removed is told in the answer, with an exit code of 0.
    errors = " ".join(line.strip() for line in printed)
    return [site.trouble(NOT_REMOVED, f"{doing} failed: {errors}")] if '"Errors"' in errors else []


def _list(place: Target, prefix: str) -> list[str]:
    """Return the command that prints the size and the ETag of the first object whose key begins with ``prefix``."""
    argv = ["s3api", "list-objects-v2", argument(f"--bucket={place.bucket}"), argument(f"--prefix={prefix}")]
    return impatient([*argv, "--max-items=1", "--query", "Contents[].[Size,ETag]", "--output", "text"])


def _split(line: str) -> tuple[str, str, str]:
    return line.strip().partition("\t")


def _place(site: Site) -> Target | None:
    """Return the bucket and what all keys begin with, which may be nothing; None where the check has told."""
    if site.settings is None or not site.settings.s3Bucket:
        return None
    try:
        bucket, prefix = target(site.settings.s3Bucket, "day")
    except ValueError:
        return None
    return Target(bucket, prefix.removesuffix("day/"))
