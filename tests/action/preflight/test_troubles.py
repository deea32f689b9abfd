"""The description of what a preflight can find."""

import re

import pytest
from amazons3action.preflight import CATALOGUE
from amazons3action.preflight.troubles import TROUBLES, Trouble
from amazons3cfg.rules import RULES


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=lambda trouble: trouble.code)
def test_a_trouble_says_what_is_wrong_and_what_to_do(trouble: Trouble) -> None:
    assert re.fullmatch("P[1-5][0-9][0-9]", trouble.code)
    assert re.fullmatch("[a-z]+(-[a-z]+)*", trouble.name)
    assert trouble.summary.endswith(".")
    assert trouble.hint
    assert not trouble.hint.endswith(".")
    assert trouble.page.endswith(f"#{trouble.code.lower()}")
    assert trouble.finding("message").hint == trouble.hint
    assert trouble.finding("message", "another").hint == "another"


def test_codes_come_in_order_and_names_once_among_all_that_can_be_found() -> None:
    assert list(TROUBLES) == sorted(TROUBLES)
    assert len(CATALOGUE) == len(RULES) + len(TROUBLES)
    assert len({rule.name for rule in CATALOGUE.values()}) == len(CATALOGUE)
