"""Verifies that S3 has what was sent: keys, sizes, and content as far as ETags prove it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from amazons3action.etag import PART_SIZE, etag_of, is_md5, parts
from amazons3action.messages import listed, logger
from amazons3action.plan import Listed, Target, compare
from amazons3action.s3 import Client


def verify(
    client: Client, target: Target, paths: Mapping[str, str], sizes: Mapping[str, int], etags: Mapping[str, str]
) -> list[str]:
    """List the target and compare it with the files that were sent, given by key.

    ``paths`` are the local files, ``sizes`` their bytes and ``etags`` what S3 usually makes of them.
    Returns the keys of other objects, which the day's backup does not have.

    Raises:
        OSError: an object is missing, or its size or content is not that of the file.
    """
    logger.info("Verifying %d files in %s.", len(sizes), target.uri)
    listing = client.listing(target)
    difference = compare(sizes, listing)
    if difference.missing or difference.wrong_size:
        raise OSError(
            f"Verifying {target.uri} failed: "
            f"missing: {listed(difference.missing) or 'none'}; wrong size: {listed(difference.wrong_size) or 'none'}."
        )
    differing = sorted(key for key in sizes if listing[key].etag != etags.get(key))
    by_size = _explain(client, target, differing, paths, listing) if differing else []
    logger.info(
        "Verified %d files in %s: keys and sizes of all, content of %d.",
        len(sizes),
        target.uri,
        len(sizes) - len(by_size),
    )
    return difference.extra


def _explain(
    client: Client, target: Target, keys: Sequence[str], paths: Mapping[str, str], listing: Mapping[str, Listed]
) -> list[str]:
    """Return those of ``keys`` whose content cannot be compared; their ETags are not the usual ones.

    That is so if the server's ETags are no MD5s, which their form tells, or an empty object's; if a key service
    encrypts the bucket, which the first object tells of for all; or if ``aws`` is configured for parts of another
    size, which S3 is asked for until it is known.

    Raises:
        OSError: the content of an object differs.
    """
    # All empty files are the same, so if the ETag of one is another, those of all are no MD5s.
    by_empty = any(not listing[key].size for key in keys)
    unknown = [key for key in keys if by_empty or not is_md5(listing[key].etag)]
    if unknown:
        logger.warning(
            "In %s the ETags of %d objects are no MD5s, as those of S3 Express, of some other servers, and where a key "
            "service encrypts: their sizes are verified, and not their content. They are: %s",
            target.uri,
            len(unknown),
            listed(unknown),
        )
    wrong = []
    opaque = set(unknown)
    known = {PART_SIZE}
    details: dict[str, Any] | None = None
    for key in (key for key in keys if key not in opaque):
        proven = _proven(paths[key], listing[key], known)
        if proven:
            continue
        if details is None or (parts(listing[key].etag) or 1) > 1:
            details = _details(client, target, key)
        if _has_other_etags(details):
            logger.info("%s is encrypted with a key service: its ETags prove no content.", target.uri)
            unknown = list(keys)
            break
        told = int(details.get("ContentLength", 0)) or 1
        proven_now = _proven(paths[key], listing[key], {told})
        if proven_now:
            known.add(told)
        elif False in (proven, proven_now):
            wrong.append(key)
        else:
            unknown.append(key)
    if wrong:
        raise OSError(f"Verifying {target.uri} failed: the content differs, by its ETag, of {listed(wrong)}.")
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
        possible = [size for size in part_sizes if -(-found.size // size) == count]
    return any(etag_of(path, found.size, size) == found.etag for size in possible) if possible else None


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
