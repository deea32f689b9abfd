"""Verifies that S3 has what was sent: keys, sizes, and content as far as ETags prove it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from amazons3action.etag import PART_SIZE, etag_of, is_md5, one_part, part_size, parts
from amazons3action.messages import listed, logger
from amazons3action.plan import Difference, Listed, Sent, Target
from amazons3action.s3 import Client


def stale_once_verified(
    client: Client, target: Target, sent: Mapping[str, Sent], path_of: Callable[[str], str] | None
) -> list[str]:
    """List the target and compare it with the files that were sent, given by key.

    ``path_of`` tells the path of a file that is still there for another look.
    Returns the keys of other objects, which the day's backup does not have.

    Raises:
        OSError: an object is missing, or its size or content is not that of the file.
    """
    logger.info("Verifying %d files in %s.", len(sent), target.uri)
    difference = Difference(sent)
    client.listing(target, difference.take)
    if difference.missing or difference.wrong_size:
        raise OSError(
            f"Verifying {target.uri} failed: "
            f"missing: {listed(difference.missing) or 'none'}; wrong size: {listed(difference.wrong_size) or 'none'}."
        )
    differing = difference.other_etag
    by_size = _explain(client, target, differing, sent, path_of) if differing else []
    logger.info(
        "Verified %d files in %s: keys and sizes of all, content of %d.",
        len(sent),
        target.uri,
        len(sent) - len(by_size),
    )
    return sorted(difference.extra)


def _explain(
    client: Client,
    target: Target,
    differing: Mapping[str, Listed],
    sent: Mapping[str, Sent],
    path_of: Callable[[str], str] | None,
) -> list[str]:
    """Return those of the ``differing`` objects whose content cannot be compared; their ETags are not the usual ones.

    That is so if the server's ETags are no MD5s, which their form tells, or an empty object's; if a key service
    encrypts the bucket, which the first object tells of for all; or if ``aws`` is configured for parts of another
    size, which S3 is asked for until it is known.

    Raises:
        OSError: the content of an object differs, or could not be read when it was sent.
    """
    # All empty files are the same, so if the ETag of one is another, those of all are no MD5s.
    by_empty = any(not found.size for found in differing.values())
    unknown = [key for key, found in differing.items() if by_empty or not is_md5(found.etag)]
    if unknown:
        logger.warning(
            "In %s the ETags of %d objects are no MD5s, as those of S3 Express, of some other servers, and where a key "
            "service encrypts: their sizes are verified, and not their content. They are: %s",
            target.uri,
            len(unknown),
            listed(unknown),
        )
    wrong, unread = [], []
    opaque = set(unknown)
    known = {PART_SIZE}
    details: dict[str, Any] | None = None
    for key in sorted(differing.keys() - opaque):
        found = differing[key]
        path = path_of(key) if path_of else None
        proven = _proven(path, found, known) if path else one_part(sent[key].etag) == found.etag or None
        if proven:
            continue
        if details is None or (parts(found.etag) or 1) > 1:
            details = _details(client, target, key)
        if _has_other_etags(details):
            logger.info("%s is encrypted with a key service: its ETags prove no content.", target.uri)
            unknown = list(differing)
            break
        if not (path or sent[key].etag):
            unread.append(key)
            continue
        told = int(details.get("ContentLength", 0)) or 1
        proven_now = _proven(path, found, {told}) if path else _disproved(sent[key], found, told)
        if proven_now:
            known.add(told)
        elif False in (proven, proven_now):
            wrong.append(key)
        else:
            unknown.append(key)
    if wrong:
        raise OSError(f"Verifying {target.uri} failed: the content differs, by its ETag, of {listed(wrong)}.")
    if unread:
        raise OSError(
            f"Verifying {target.uri} failed: what was sent could not be read for its checksum, so that its content is "
            f"not proven, of {listed(unread)}."
        )
    return unknown


def _proven(path: str, found: Listed, part_sizes: Iterable[int]) -> bool | None:
    """Tell whether an object has the content of a file; None if none of ``part_sizes`` gives its number of parts."""
    count = parts(found.etag)
    possible: list[int | None]
    if count is None:
        possible = [None]
    elif count == 1:
        possible = [found.size]
    else:
        adjusted = (part_size(found.size, size) for size in part_sizes)
        possible = [size for size in adjusted if -(-found.size // size) == count]
    return any(etag_of(path, found.size, size) == found.etag for size in possible) if possible else None


def _disproved(sent: Sent, found: Listed, told: int) -> bool | None:
    """Return False if an object was sent in the way that its expected ETag is for, in parts of ``told`` bytes if any.

    Otherwise None: the file is gone.
    """
    count, expected = parts(found.etag), parts(sent.etag)
    alike = count == expected and (count in (None, 1) or told == part_size(found.size, PART_SIZE))
    return False if alike else None


def _details(client: Client, target: Target, key: str) -> dict[str, Any]:
    try:
        return client.head(target, key)
    except OSError as error:
        raise OSError(
            f"Verifying {target.uri} failed: an ETag is not that of the file, and whether S3 encrypts with a key "
            f"service or got other parts is not known; the backup user needs s3:GetObject to find out. {error}"
        ) from None


def _has_other_etags(details: Mapping[str, Any]) -> bool:
    return str(details.get("ServerSideEncryption", "")).startswith("aws:kms") or "SSECustomerAlgorithm" in details
