"""A rule in words, with the lines of its examples that matter."""

from difflib import SequenceMatcher
from textwrap import dedent

from amazons3cfg.rules.base import BASE
from amazons3cfg.rules.catalogue import Reader, Rule
from amazons3cfg.rules.example import Assignment, Example

READERS: dict[Reader, str] = {
    "any": "",
    "ours": "It is about our action, and not looked for where the original's is named.",
    "original": "It is looked for only where the original's action is named.",
}
"""What is said of the action that a rule is about."""


def markdown(rule: Rule) -> str:
    """Return what ``rule`` finds and why, with what fails and what passes, without looking what is said of it."""
    parts = [f"{rule.summary} {rule.why}", READERS[rule.reader]]
    if rule.example:
        fails, passes = excerpts(rule.example)
        fence = f"```{'python' if isinstance(rule.example, Assignment) else 'xml'}"
        parts += [f"Fails:\n\n{fence}\n{fails}```", f"Passes:\n\n{fence}\n{passes}```"]
    return "\n\n".join(filter(None, parts))


def excerpts(example: Example | Assignment) -> tuple[str, str]:
    """Return what matters of the document or expression that fails, and of the one that passes."""
    if isinstance(example, Assignment):
        return f"{example.fails}\n", f"{example.passes}\n"
    fails, passes = example.fails, example.passes
    return _excerpt(fails, passes, BASE), _excerpt(passes, fails, BASE)


def _excerpt(text: str, *others: str) -> str:
    """Return the lines of ``text`` in which it differs from one of the others, with those next to them."""
    lines, shown = text.splitlines(), set[int]()
    for other in others:
        for kind, start, end, _, _ in SequenceMatcher(None, lines, other.splitlines(), autojunk=False).get_opcodes():
            if kind != "equal":
                shown.update(range(start - 1, end + 1))
    found = ""
    for number, line in enumerate(lines):
        if number in shown and line.strip():
            found += "...\n" * bool(found and number - 1 not in shown) + line + "\n"
    return dedent(found)
