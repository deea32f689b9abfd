"""The encrypt command's ``${input}`` and ``${output}`` where they are misspelt, or written as elsewhere."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from amazons3cfg.findings import Edit, Finding, Fix
from amazons3cfg.rules.encrypt import ENCRYPT_NO_INPUT, ENCRYPT_NO_OUTPUT
from amazons3cfg.rules.suggestions import closest

RULES = {"input": ENCRYPT_NO_INPUT, "output": ENCRYPT_NO_OUTPUT}
"""The rule that the absence of each breaks."""
# ${ouput}, $(output), $output, ${output without its end, {output}, %{output}, %output% and <output>
_LIKE = re.compile(r"(?<![\\$])(?:\$\(\s*(\w+)\s*\)|[$%]?\{\s*(\w+)\s*\}|\$\{?(\w+)\}?|%(\w+)%|<(\w+)>)")


class Misspelt(NamedTuple):
    """What is said of a placeholder that is not there as it should be, and where in the command it stands."""

    finding: Finding
    spans: list[tuple[int, int]]


def misspelt(command: str, absent: Collection[str]) -> Iterator[Misspelt]:
    """Yield those of the ``absent`` names that are there in another form."""
    found: dict[str, list[re.Match[str]]] = {}
    for each in _LIKE.finditer(command):
        in_script = command.count("'", 0, each.start()) % 2 and not each[0].startswith("${")
        name = closest(each[each.lastindex or 0].lower(), RULES)
        if name in absent and name is not None and not in_script:  # in a script it is for the shell
            found.setdefault(name, []).append(each)
    for name, places in found.items():
        meant, first = f"${{{name}}}", places[0]
        fix = Fix(f"write {meant} for {first[0]}", tuple(Edit(*each.span(), meant) for each in places), "unsafe")
        message = f"the encrypt command lacks {meant}; {first[0]} is not replaced"
        yield Misspelt(RULES[name].finding(message, fix=fix), [each.span() for each in places])
