"""A rule explained by its example: what fails, what is said of it, and what passes."""

from difflib import SequenceMatcher
from textwrap import dedent

from attrs import define

from amazons3cfg.checks import check
from amazons3cfg.findings import ConfigError, Finding
from amazons3cfg.model.amazons3 import AmazonS3Config
from amazons3cfg.rules.catalogue import Reader, Rule
from amazons3cfg.rules.example import BASE, Assignment, Example
from amazons3cfg.text.source import decode

FIXES = {
    "safe": "safe, since what is meant stays the same; --fix makes it",
    "unsafe": "unsafe, since it guesses what is meant; --fix --unsafe-fixes makes it",
    "display": "only shown, since a person has to fill it in",
}
"""What is said of a fix, by how safe it is."""

READERS: dict[Reader, str] = {
    "any": "",
    "ours": "It is about our action, and not looked for where the original's is named.",
    "original": "It is looked for only where the original's action is named.",
}
"""What is said of the action that a rule is about."""


@define(frozen=True, slots=True)
class Explanation:
    """What is shown of an example."""

    fails: str
    """The lines that matter of the document that fails, or an expression in Python."""
    passes: str
    finding: Finding
    """What is found in the one that fails."""
    encoding: str
    """What the documents are saved in."""
    language: str
    """``xml`` or ``python``."""

    @property
    def fix(self) -> str:
        """How safe the fix of the finding is; empty if it has none."""
        return FIXES[self.finding.fix.applicability] if self.finding.fix else ""


def explain(rule: Rule) -> Explanation | None:
    """Return the example of ``rule`` with what is found in it; None for a rule without an example."""
    example = rule.example
    if example is None:
        return None
    (finding,) = _refused(example) if isinstance(example, Assignment) else _found(example)
    if isinstance(example, Assignment):
        return Explanation(f"{example.fails}\n", f"{example.passes}\n", finding, "utf-8", "python")
    fails, passes = example.fails, example.passes
    excerpts = _excerpt(fails, passes, BASE), _excerpt(passes, fails, BASE)
    return Explanation(*excerpts, finding, example.encoding, "xml")


def _found(example: Example) -> list[Finding]:
    try:
        return check(decode(example.fails.encode(example.encoding)))
    except ConfigError as error:
        return list(error.findings)


def _refused(example: Assignment) -> tuple[Finding, ...]:
    try:
        AmazonS3Config(**{example.field: example.wrong})  # type: ignore[arg-type]
    except ConfigError as error:
        return error.findings
    raise ValueError(f"{example.fails} is not refused")


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
