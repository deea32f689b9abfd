"""The encrypt command's output: whether the command makes the very file that the action looks for."""

import re

from amazons3cfg.findings import Finding, Fix
from amazons3cfg.rules.encrypt import ENCRYPT_SUFFIX

# What else may stand behind it, as in CREATE:${output},trunc, is no part of a file's name.
_OUTPUT = re.compile(r"(?<!\\)\$\{output\}['\"]?([\w./+~-]*)")


def suffixed(command: str) -> tuple[Finding, int] | None:
    """Return what is wrong, and at which offset, if each ``${output}`` is only the beginning of a file's name.

    One that stands alone is enough: the others may be temporary files.
    """
    found = list(_OUTPUT.finditer(command))
    if not found or not all(use[1] for use in found):
        return None
    suffix, (start, end) = found[0][1], found[0].span(1)
    message = f"the command makes ${{output}}{suffix}, and the action looks for ${{output}}"
    # Other programs may read what the objects have been called so far.
    fix = Fix.of(f"leave out {suffix}; objects are named as the staged files are", start, end, "", "unsafe")
    return ENCRYPT_SUFFIX.finding(message, fix=fix), start
