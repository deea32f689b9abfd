"""Write the pages that are made from the code, into this folder or a given one."""

import sys
from difflib import SequenceMatcher
from pathlib import Path
from textwrap import dedent

from amazons3action.preflight.troubles import TROUBLES
from attrs import fields
from documents import GOOD, findings, unmarked
from rule_cases import ASSIGNMENTS, CASES

from amazons3cfg import AmazonS3Config, FieldError
from amazons3cfg.model.amazons3 import FIELDS
from amazons3cfg.model.reader import SECTION_ELEMENT
from amazons3cfg.model.writer import section_xml
from amazons3cfg.rules import RULES, UNREADABLE, Rule

RULES_HEAD = f"""\
# Rules

What `amazons3cfg check` finds. A code is stable: it is never used again for something else, so it can be given to
`--ignore`. Errors make the exit code 1; warnings do so with `--strict` only.

A finding also tells its place (file, line, column), the element, and what to write instead.

A301 and A304 never come from an XML document, which has neither types nor such characters; they are raised where a
program assigns such a value, or JSON, YAML or TOML holds one.

Each rule has an example that fails and one that passes. They are pieces of this document, which passes, and the tests
run them:

```xml
{GOOD}```

"""
UNREADABLE_EXAMPLE = """\
The exit code is 2, and `--ignore` does not take this one. The report as text leaves it to standard error:

```console
$ amazons3cfg check missing.conf
Error: missing.conf: No such file or directory
```
"""
TROUBLES_HEAD = """\
# Codes of the preflight

What [a preflight](preflight.md) finds, beside the [rules](rules.md) for the file itself. A code is stable: it is never
used again for something else. Errors make the exit code 1; warnings do so with `--strict` only.

"""
ELEMENTS_HEAD = """\
# Elements

The section `<{section}>` stands directly under `<cb_config>` in `cback.conf`. Its elements come in any order, each at
most once. An element that is empty means the same as one that is absent. Nothing has attributes, and nothing is in a
namespace. A whole section:

```xml
{example}```

{table}
"""


def main(folder: Path) -> None:
    """Write the pages into ``folder``."""
    (folder / "rules.md").write_text(rules_page(), "utf-8")
    (folder / "elements.md").write_text(elements_page(), "utf-8")
    (folder / "preflight_codes.md").write_text(troubles_page(), "utf-8")


def rules_page() -> str:
    """Return the page of all rules, each with what it finds, an example that fails and one that passes."""
    rows = ["| Code | Name | Severity | Finds |", "| ---- | ---- | -------- | ----- |"]
    for rule in RULES.values():
        link = f"[{rule.code}](#{rule.code.lower()})"
        rows.append(f"| {link} | {rule.name} | {rule.severity} | {rule.summary} |")
    sections = (
        f"\n## {rule.code}\n\n{rule.name} ({rule.severity}): {rule.summary}\n\n{_example(rule)}"
        for rule in RULES.values()
    )
    return RULES_HEAD + "\n".join(rows) + "\n" + "".join(sections)


def troubles_page() -> str:
    """Return the page of all that a preflight finds, each with what would happen at night, and what to do."""
    rows = ["| Code | Name | Severity | Finds |", "| ---- | ---- | -------- | ----- |"]
    sections = []
    for trouble in TROUBLES.values():
        link = f"[{trouble.code}](#{trouble.code.lower()})"
        rows.append(f"| {link} | {trouble.name} | {trouble.severity} | {trouble.summary} |")
        sections.append(
            f"\n## {trouble.code}\n\n{trouble.name} ({trouble.severity}): {trouble.summary} {trouble.why}\n\n"
            f"What to do: {trouble.hint}.\n"
        )
    return TROUBLES_HEAD + "\n".join(rows) + "\n" + "".join(sections)


def _example(rule: Rule) -> str:
    if rule is UNREADABLE:
        return UNREADABLE_EXAMPLE
    if rule.code in ASSIGNMENTS:
        values = ASSIGNMENTS[rule.code]
        return _both(rule, "python", f"{values.wrong}\n", f"{values.right}\n", *_refusal(values.wrong))
    case = next(case for case in CASES if case.code == rule.code)
    wrong, right = unmarked(case.wrong_text())[0], case.right_text()
    (found,) = findings(wrong.encode(case.encoding))
    saved = f", saved as {case.encoding}" if case.encoding != "utf-8" else ""
    excerpts = _excerpt(wrong, right, GOOD), _excerpt(right, wrong, GOOD)
    return _both(rule, "xml", *excerpts, found.message, found.hint, saved)


def _refusal(expression: str) -> tuple[str, str]:
    try:
        eval(expression, {"AmazonS3Config": AmazonS3Config})  # noqa: S307 - one of the cases
    except FieldError as error:
        return error.findings[0].message, error.findings[0].hint
    raise AssertionError(f"{expression} is not refused")


def _both(rule: Rule, language: str, wrong: str, right: str, message: str, hint: str, saved: str = "") -> str:
    verb = "Fails" if rule.severity == "error" else "Gives a warning"
    return (
        f"{verb}{saved}:\n\n```{language}\n{wrong}```\n\n"
        f"```text\n{rule.severity}[{rule.code}]: {message}\nhint: {hint}\n```\n\n"
        f"Passes{saved}:\n\n```{language}\n{right}```\n"
    )


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


def elements_page() -> str:
    """Return the reference of the section's elements, from the metadata of the model's fields."""
    example = AmazonS3Config(**{name: spec.values.read(spec.example) for name, spec in FIELDS.items()})
    rows = ["| Element | In Python | Kind | If absent |", "| ------- | --------- | ---- | --------- |"]
    sections = []
    for attribute in fields(AmazonS3Config):
        spec = FIELDS[attribute.name]
        absent = "an error" if spec.required else f"`{attribute.default}`"
        link = f"[`{spec.name}`](#{spec.name})"
        rows.append(f"| {link} | `{attribute.name}` | {spec.values.name} | {absent} |")
        sections.append(
            f"\n## {spec.name}\n\n{spec.title}. {spec.help}\n\n"
            f"Write {spec.allowed}:\n\n```xml\n<{spec.name}>{spec.example}</{spec.name}>\n```\n"
        )
    head = ELEMENTS_HEAD.format(section=SECTION_ELEMENT, example=section_xml(example, ""), table="\n".join(rows))
    return head.rstrip("\n") + "\n" + "".join(sections)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent)
