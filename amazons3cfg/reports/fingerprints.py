"""Names for findings that stay the same while lines are added and removed elsewhere in the file."""

from collections import Counter
from hashlib import sha256

from amazons3cfg.reports import Result

# A line may be as long as the file.
_MOST = 1000


def fingerprints(result: Result) -> list[str]:
    """Return a name for each finding, unique among those of all files.

    It is made of the file, the rule, the element and the line's text; which of several that are alike it is
    counts only among those.
    """
    seen: Counter[bytes] = Counter()
    names = []
    for finding in result.findings:
        line = result.source.excerpt(finding.line, 1, _MOST)[0].strip() if result.source else ""
        parts = "\0".join((finding.code, finding.element or "", line)).encode("utf-8", "replace")
        key = result.location_bytes + b"\0" + parts
        names.append(sha256(b"%s\0%d" % (key, seen[key])).hexdigest())
        seen[key] += 1
    return names
