"""Each rule finds what it is for, in its place, and nothing is left when its hint is followed."""

import pytest
from documents import GOOD, codes, document, findings, unmarked
from rule_cases import ASSIGNMENTS, BUCKET, CASES, Case

from amazons3cfg import AmazonS3Config, FieldError
from amazons3cfg.rules import RULES, UNREADABLE


def evaluate(expression: str) -> None:
    eval(expression, {"AmazonS3Config": AmazonS3Config})


each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.wrong[-1][1].strip()[:30]}")


def test_every_rule_has_a_case() -> None:
    assert {case.code for case in CASES} | set(ASSIGNMENTS) == set(RULES) - {UNREADABLE.code}


def test_nothing_is_found_in_a_good_document() -> None:
    assert findings(GOOD) == []


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


@pytest.mark.parametrize("code", ASSIGNMENTS)
def test_a_value_that_no_document_holds_is_refused_on_assignment(code: str) -> None:
    case = ASSIGNMENTS[code]
    with pytest.raises(FieldError) as caught:
        evaluate(case.wrong)
    (found,) = caught.value.findings
    assert (found.code, found.severity, found.line) == (code, RULES[code].severity, 0)
    assert found.hint == case.hint
    assert found.field
    assert found.field in case.wrong
    evaluate(case.right)


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_text() -> None:
    text = document((">Y<", ">maybe<"), (BUCKET, "/a"), ("2.5 GB", "0"), ("600 MB", "much"), ("executeAction", "go"))
    found = findings(text)
    assert [finding.code for finding in found] == ["A404", "A302", "A312", "A331", "A303"]
    assert [finding.line for finding in found] == sorted(finding.line for finding in found)


def test_the_hint_about_a_wrong_root_is_the_only_one() -> None:
    assert codes("<config/>") == ["A104"]
