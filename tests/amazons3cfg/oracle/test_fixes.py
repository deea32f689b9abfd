"""One mistake in a complete document, mended: nothing is worse, and what is left is told."""

import pytest
from lxml import etree

from amazons3cfg.checks import check
from amazons3cfg.editing.fixing import fix
from amazons3cfg.findings import Finding
from amazons3cfg.text.source import Source
from oracle.mistakes import Mistake, all_mistakes
from oracle.original import refusal

# A prime, so that each kind of mistake and each element has its turn.
STEP = 101
PARTS = 4


@pytest.fixture(scope="module", params=range(PARTS))
def mistakes(request: pytest.FixtureRequest) -> list[Mistake]:
    return [mistake for number, mistake in enumerate(all_mistakes()) if number % (STEP * PARTS) == STEP * request.param]


def badness(findings: list[Finding] | tuple[Finding, ...]) -> tuple[int, int]:
    """Return how bad a document is: its errors first, then its warnings."""
    errors = sum(found.severity == "error" for found in findings)
    return errors, len(findings) - errors


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_fixes_make_nothing_worse_and_what_is_left_is_told(mistakes: list[Mistake], unsafe: bool) -> None:
    wrong = []
    for mistake in mistakes:
        source = Source(mistake.text)
        before, fixed = check(source), fix(source, unsafe=unsafe)
        if not fixed.applied:
            assert fixed.source == source
            continue
        after = badness(fixed.remaining)
        if after > badness(before):
            wrong.append(f"worse: {mistake}")
        if not after[0] and refusal(etree.fromstring(fixed.source.text)):
            wrong.append(f"refused in silence: {mistake}")
        if fix(fixed.source, unsafe=unsafe).applied:
            wrong.append(f"not done: {mistake}")
    assert wrong == []
