"""Each rule finds what it is for, in its place, and nothing is left when its hint is followed."""

import pytest
from documents import GOOD, Place, codes, document, findings, unmarked
from rule_cases import BUCKET, CASES, Case

from amazons3cfg import AmazonS3Config, FieldError
from amazons3cfg.rules import RULES, Rule
from amazons3cfg.rules.base import BASE
from amazons3cfg.rules.catalogue import FAMILIES
from amazons3cfg.rules.document import UNREADABLE
from amazons3cfg.rules.example import Assignment, Example

EXAMPLES = [(rule, rule.example) for rule in RULES.values() if isinstance(rule.example, Example)]
ASSIGNMENTS = [(rule, rule.example) for rule in RULES.values() if isinstance(rule.example, Assignment)]

each_example = pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[rule.code for rule, _ in EXAMPLES])
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.wrong[-1][1].strip()[:30]}")


def test_every_rule_has_an_example() -> None:
    without = {rule.code for rule in RULES.values() if rule.example is None}
    assert without == {UNREADABLE.code, *(code for code in RULES if code.startswith("A7"))}  # not about a document


def test_every_rule_is_of_a_family_that_is_explained() -> None:
    assert {rule.family for rule in RULES.values()} == set(FAMILIES)


@pytest.mark.parametrize("text", [GOOD, BASE], ids=["short", "examples"])
def test_nothing_is_found_in_a_good_document(text: str) -> None:
    assert findings(text) == []


@each_example
def test_the_example_that_fails_gives_that_finding_at_its_mark(rule: Rule, example: Example) -> None:
    text, (start, end) = example.fails, example.place
    (found,) = findings(text.encode(example.encoding))
    assert (found.code, found.severity) == (rule.code, rule.severity)
    line = text[:start].count("\n") + 1
    assert (found.line, found.column, found.length) == Place(line, start - text.rfind("\n", 0, start), end - start)
    assert found.message
    assert found.hint
    if found.element:
        assert f"<{found.element}" in text[:end] or f":{found.element}" in text[start:end]


@each_example
def test_in_the_example_that_passes_nothing_is_found(rule: Rule, example: Example) -> None:
    assert findings(example.passes.encode(example.encoding)) == []


@pytest.mark.parametrize(("rule", "example"), ASSIGNMENTS, ids=[rule.code for rule, _ in ASSIGNMENTS])
def test_a_value_that_no_document_holds_is_refused_on_assignment(rule: Rule, example: Assignment) -> None:
    config = AmazonS3Config()
    with pytest.raises(FieldError) as caught:
        setattr(config, example.field, example.wrong)
    (found,) = caught.value.findings
    assert (found.code, found.severity, found.line, found.field) == (rule.code, rule.severity, 0, example.field)
    assert found.hint
    setattr(config, example.field, example.right)
    assert getattr(config, example.field) == example.right


@each_case
def test_a_rule_finds_what_is_wrong_in_its_place(case: Case) -> None:
    text, place = unmarked(case.wrong_text())
    (found,) = findings(text.encode(case.encoding))
    assert (found.code, found.severity) == (case.code, RULES[case.code].severity)
    assert (found.line, found.column, found.length) == place
    assert (found.element, found.path) == (case.element, "cback.conf")
    assert found.message


@each_case
def test_following_the_hint_removes_the_finding(case: Case) -> None:
    text, _ = unmarked(case.wrong_text())
    (found,) = findings(text.encode(case.encoding))
    assert found.hint == case.hint
    assert findings(case.right_text().encode(case.encoding)) == []


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_text() -> None:
    text = document((">Y<", ">maybe<"), (BUCKET, "/a"), ("2.5 GB", "0"), ("600 MB", "much"), ("executeAction", "go"))
    found = findings(text)
    assert [finding.code for finding in found] == ["A404", "A302", "A312", "A331", "A303"]
    assert [finding.line for finding in found] == sorted(finding.line for finding in found)


def test_the_hint_about_a_wrong_root_is_the_only_one() -> None:
    assert codes("<config/>") == ["A104"]
