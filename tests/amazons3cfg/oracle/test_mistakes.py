"""One mistake in a complete document: what the original refuses is an error, and what it acts on is none."""

import pytest
from documents import findings
from lxml import etree

from oracle.complete import variants
from oracle.judging import Judged, judge
from oracle.mistakes import all_mistakes
from oracle.original import refusal, refusal_of_the_whole, verdict

# A prime, so that each kind of mistake and each element has its turn; `make oracle` takes all.
STEP = 37
PARTS = 4


@pytest.fixture(scope="module", params=range(PARTS))
def judged(request: pytest.FixtureRequest) -> list[Judged]:
    chosen = (
        mistake for number, mistake in enumerate(all_mistakes()) if number % (STEP * PARTS) == STEP * request.param
    )
    return [judge(mistake) for mistake in chosen]


@pytest.mark.parametrize("name", variants())
def test_both_take_the_document_that_has_no_mistake(name: str) -> None:
    root, _ = variants()[name]
    assert verdict(root).outcome == "taken"
    errors = [each for each in findings(etree.tostring(root, encoding="unicode")) if each.severity == "error"]
    assert errors == []


def test_what_the_original_refuses_is_an_error(judged: list[Judged]) -> None:
    assert "\n".join(str(each) for each in judged if each.is_gap) == ""


def test_what_the_original_acts_on_is_no_error(judged: list[Judged]) -> None:
    assert "\n".join(str(each) for each in judged if each.is_false_alarm) == ""


def test_what_the_original_passes_over_is_told(judged: list[Judged]) -> None:
    assert "\n".join(str(each) for each in judged if each.is_silent) == ""


def test_every_misspelt_name_is_noticed(judged: list[Judged]) -> None:
    assert "\n".join(str(each) for each in judged if not each.noticed) == ""


def test_the_original_says_of_the_parts_what_it_says_of_the_whole() -> None:
    # The verdicts are asked for part by part, which is why they are fast.
    for number, mistake in enumerate(all_mistakes()):
        if number % 700 == 0:
            assert bool(refusal_of_the_whole(mistake.root)) == bool(refusal(mistake.root)), str(mistake)
