from typing import Any

import pytest

from amazons3cfg.findings import Edit, Finding, Fix
from amazons3cfg.server import fixes, opened
from amazons3cfg.server.opened import OpenText

TEXT = "<cb_config>one two</cb_config>"


def found(start: int, end: int, new: str, applicability: Any = "safe") -> Finding:
    return Finding("A999", "m", start=start, end=end, fix=Fix.of("t", start, end, new, applicability))


@pytest.fixture
def findings(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Finding]]:
    """Return the findings of each text, in place of those of the check."""
    of_texts: dict[str, list[Finding]] = {}
    for module in (opened, fixes):
        monkeypatch.setattr(module, "findings_of", lambda text: of_texts.get(text, []))
    return of_texts


def test_fixes_are_offered_where_their_finding_is(findings: dict[str, list[Finding]]) -> None:
    first, second, shown = found(11, 14, "1"), found(15, 18, "2", "unsafe"), found(11, 14, "", "display")
    findings[TEXT] = [first, second, shown, Finding("A998", "m", start=11, end=14)]
    text = OpenText("file:///x", 1, TEXT)
    assert fixes.fixable_at(text, 12, 12) == [first]
    assert fixes.fixable_at(text, 14, 15) == [first, second]
    assert fixes.fixable_at(text, 20, 30) == []


def test_all_safe_fixes_are_made_at_once(findings: dict[str, list[Finding]]) -> None:
    findings[TEXT] = [found(11, 14, "1"), found(15, 18, "2"), found(14, 15, "", "unsafe")]
    assert fixes.fix_all(OpenText("file:///x", 1, TEXT)) == (Edit(11, 14, "1"), Edit(15, 18, "2"))


def test_what_is_found_after_a_fix_is_fixed_too_by_one_edit(findings: dict[str, list[Finding]]) -> None:
    findings[TEXT] = [found(11, 18, "ones two"), found(12, 13, "")]
    findings[TEXT.replace("one", "ones")] = [found(11, 15, "1")]
    assert fixes.fix_all(OpenText("file:///x", 1, TEXT)) == (Edit(11, 14, "1"),)


def test_fixes_that_undo_each_other_come_to_an_end(findings: dict[str, list[Finding]]) -> None:
    other = TEXT.replace("one", "two")
    findings |= {TEXT: [found(11, 14, "two")], other: [found(11, 14, "one")]}
    assert len(fixes.fix_all(OpenText("file:///x", 1, TEXT))) <= 1
