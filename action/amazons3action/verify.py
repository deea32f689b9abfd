"""Verifies that S3 has what was sent: keys, sizes, and content as far as ETags prove it."""

from collections.abc import Mapping, Sequence
from typing import Any

from amazons3action.etag import etag_of, parts
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

    That is so if a key service encrypts the bucket, or ``aws`` is configured for parts of another size,
    both of which the first object tells of, for all.

    Raises:
        OSError: the content of an object differs.
    """
    wrong = []
    unknown = []
    details: dict[str, Any] | None = None
    for key in keys:
        etag = listing[key].etag
        count = parts(etag)
        if count is None and etag_of(paths[key], None) == etag:
            continue
        details = details or _details(client, target, key)
        if _has_other_etags(details):
            logger.info("%s is encrypted with a key service: its ETags prove no content.", target.uri)
            return list(keys)
        part_size = int(details.get("ContentLength", 0)) or 1
        if count and -(-listing[key].size // part_size) != count:
            unknown.append(key)
        elif count is None or etag_of(paths[key], part_size) != etag:
            wrong.append(key)
    if wrong:
        raise OSError(f"Verifying {target.uri} failed: the content differs, by its ETag, of {listed(wrong)}.")
    return unknown


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
