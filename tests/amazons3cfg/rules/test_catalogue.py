"""The catalogue of rules."""

import pytest

from amazons3cfg.rules import RULES
from amazons3cfg.rules.catalogue import rule


def test_every_code_stands_for_one_rule() -> None:
    assert all(code == each.code for code, each in RULES.items())


@pytest.mark.parametrize(("code", "name"), [("A315", "new"), ("A999", "bucket-name")])
def test_a_second_rule_with_a_code_or_a_name_that_is_taken_is_an_error(code: str, name: str) -> None:
    with pytest.raises(ValueError, match=f"{code} {name}: A315 bucket-name is there already"):
        rule(code, name, "error", "x", "y", None)
    assert "A999" not in RULES
