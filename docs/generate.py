"""Write the pages that are made from the code, into this folder or a given one."""

import sys
from pathlib import Path
from textwrap import fill
from xml.sax.saxutils import escape

from amazons3action.preflight.troubles import TROUBLES

from amazons3cfg.checks.explanation import FIXES, explain
from amazons3cfg.model.amazons3 import FIELDS
from amazons3cfg.rules import RULES, Rule
from amazons3cfg.rules.base import BASE
from amazons3cfg.rules.catalogue import FAMILIES
from amazons3cfg.rules.document import UNREADABLE
from amazons3cfg.rules.excerpts import READERS
from amazons3cfg.sections import SECTIONS, Element, Section, When
from amazons3cfg.sections.amazons3 import AMAZONS3

ATTRIBUTES = {element.name: name for name, element in FIELDS.items()}

RULES_HEAD = f"""\
# Rules

What `amazons3cfg check` finds; `amazons3cfg rule A302` explains a rule in the terminal. A code is stable: it is never
used again for something else. `--select` and `--ignore` take codes and families, such as `A4`. Errors make the exit
code 1; warnings do so with `--strict` only.

A finding also tells its place (file, line, column), the element, and what to write instead. Where the right text is
known it has a fix, which is one of these:

{"".join(f"- {words}{chr(10)}" for words in FIXES.values())}
The column "Fix" is about the example of the rule; other findings of the same rule may have none.

A301 and A304 never come from an XML document, which has neither types nor such characters; they are raised where a
program assigns such a value, or JSON, YAML or TOML holds one.
"""
BASE_HEAD = f"""
## The document of the examples

Each rule has an example that fails and one that passes. They are this document, in which nothing is found, with
changes; shown are the lines that differ, and those beside them:

```xml
{BASE}```
"""
UNREADABLE_EXAMPLE = """\
The exit code is 2, and `--ignore` does not take this one. The report as text leaves it to standard error:

```console
$ amazons3cfg check missing.conf
missing.conf: error[A100]: No such file or directory
```
"""
SYSTEM_EXAMPLE = """\
It is about the machine, so no document shows it. `amazons3cfg check --system` looks for it.
"""
TROUBLES_HEAD = """\
# Codes of the preflight

What [a preflight](preflight.md) finds, beside the [rules](rules.md) for the file itself. A code is stable: it is never
used again for something else. Errors make the exit code 1; warnings do so with `--strict` only.

"""
ELEMENTS_HEAD = """\
# Elements

Each section stands directly under `<cb_config>` in `cback.conf`. Sections and elements come in any order, each at most
once where nothing else is said. An element that is empty means the same as one that is absent. Nothing has attributes,
and nothing is in a namespace. The file `samples/full.conf` uses every section.

"""


def main(folder: Path) -> None:
    """Write the pages into ``folder``."""
    (folder / "rules.md").write_text(rules_page(), "utf-8")
    (folder / "elements.md").write_text(elements_page(), "utf-8")
    (folder / "preflight_codes.md").write_text(troubles_page(), "utf-8")


def rules_page() -> str:
    """Return the page of all rules, each with what it finds, an example that fails and one that passes."""
    tables = "".join(f"\n## {family}: {about}\n\n{_table(family)}" for family, about in FAMILIES.items())
    return RULES_HEAD + tables + BASE_HEAD + "".join(map(_rule, RULES.values()))


def _table(family: str) -> str:
    rows = ["| Code | Name | Severity | Finds | Fix |", "| ---- | ---- | -------- | ----- | --- |"]
    for rule in RULES.values():
        if rule.family == family:
            explained = explain(rule)
            fix = explained.fix.partition(",")[0] if explained else ""
            link = f"[{rule.code}](#{rule.code.lower()})"
            rows.append(f"| {link} | {rule.name} | {rule.severity} | {rule.summary} | {fix or '-'} |")
    return "\n".join(rows) + "\n"


def _rule(rule: Rule) -> str:
    told = " ".join(filter(None, (f"{rule.name} ({rule.severity}): {rule.summary}", rule.why, READERS[rule.reader])))
    return f"\n## {rule.code}\n\n{_filled(told)}\n\n{_example(rule)}"


def _filled(text: str) -> str:
    """Return a paragraph in lines that are no longer than those of the other pages."""
    return fill(text, 120, break_long_words=False, break_on_hyphens=False)


def troubles_page() -> str:
    """Return the page of all that a preflight finds, each with what would happen at night, and what to do."""
    rows = ["| Code | Name | Severity | Finds |", "| ---- | ---- | -------- | ----- |"]
    sections = []
    for trouble in TROUBLES.values():
        link = f"[{trouble.code}](#{trouble.code.lower()})"
        rows.append(f"| {link} | {trouble.name} | {trouble.severity} | {trouble.summary} |")
        sections.append(
            f"\n## {trouble.code}\n\n"
            f"{_filled(f'{trouble.name} ({trouble.severity}): {trouble.summary} {trouble.why}')}\n\n"
            f"{_filled(f'What to do: {trouble.hint}.')}\n"
        )
    return TROUBLES_HEAD + "\n".join(rows) + "\n" + "".join(sections)


def _example(rule: Rule) -> str:
    explained = explain(rule)
    if explained is None:
        return UNREADABLE_EXAMPLE if rule is UNREADABLE else SYSTEM_EXAMPLE
    saved = f", saved as {explained.encoding}" if explained.encoding != "utf-8" else ""
    found, language = explained.finding, explained.language
    return (
        f"{'Fails' if rule.severity == 'error' else 'Gives a warning'}{saved}:\n\n"
        f"```{language}\n{explained.fails}```\n\n"
        f"```text\n{rule.severity}[{rule.code}]: {found.message}\nhint: {found.hint}\n```\n\n"
        f"Fix: {explained.fix or 'none'}.\n\n"
        f"Passes{saved}:\n\n```{language}\n{explained.passes}```\n"
    )


def elements_page() -> str:
    """Return the reference of all elements, from the descriptions of the sections."""
    rows = ["| Section | Of | What it is for |", "| ------- | -- | -------------- |"]
    for section in SECTIONS.values():
        owner = f"`{section.module}`" if section.module else "Cedar Backup"
        rows.append(f"| [`{section.name}`](#{section.name}) | {owner} | {section.help} |")
    return ELEMENTS_HEAD + "\n".join(rows) + "\n" + "".join(map(_section, SECTIONS.values()))


def _section(section: Section) -> str:
    notes = [section.help]
    if section.module:
        needed = " and ".join(f"[`{name}`](#{name})" for name in section.needs)
        notes.append(f"Its action, of `{section.module}`, belongs {section.order}, and needs {needed}.")
    rows = ["| Element | Kind | If absent |", "| ------- | ---- | --------- |"]
    below = list(section.walk())[1:]
    for path, element in below:
        name = path.removeprefix(f"{section.name}/")
        kind = element.kind.name if element.kind else "elements"
        rows.append(
            f"| [`{name}`](#{_anchor(path)}) | {kind}{', any number' * element.repeated} | {_absent(element)} |"
        )
    table = "\n".join(rows)
    return f"\n## {section.name}\n\n{_filled(' '.join(notes))}\n\n{table}\n" + "".join(
        _element(*each) for each in below
    )


def _anchor(path: str) -> str:
    """Return the anchor that forges and Sphinx give to the heading of ``path``."""
    return path.replace("/", "")


def _absent(element: Element) -> str:
    if element.inherits:
        return f"[`{element.inherits}`](#{_anchor(element.inherits)})"
    if isinstance(element.required, When):
        values = " or ".join(f"`{value}`" for value in element.required.values)
        return f"an error if `{element.required.name}` is {values}"
    if element.required:
        return "an error"
    return f"`{element.default}`" if element.default else "nothing"


def _element(path: str, element: Element) -> str:
    notes = [f"{element.title}. {element.help}"]
    if element.name in ATTRIBUTES and path.startswith(AMAZONS3.name):
        notes.append(f"In Python it is `AmazonS3Config.{ATTRIBUTES[element.name]}`.")
    if element.repeated:
        notes.append("It may be there any number of times.")
    if element.read_when:
        notes.append(f"It is read only if `{element.read_when.name}` is `{element.read_when.values[0]}`.")
    if element.old_name:
        notes.append(f"An element `{element.old_name}` beside it is read in its place.")
    if element.wanted:
        notes.append("Cedar Backup takes it if this is missing, and then fails or does nothing.")
    for name, instead in element.unread.items():
        notes.append(f"An element `{name}` in it is not read: {instead}.")
    xml = f"<{element.name}>{escape(element.example)}</{element.name}>"
    example = f"{_filled(f'Write {element.allowed}:')}\n\n```xml\n{xml}\n```\n"
    return f"\n### {path}\n\n{_filled(' '.join(notes))}\n" + (f"\n{example}" if element.kind else "")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent)
