"""``amazons3cfg rule``: what it tells of a rule, and which rules it lists."""

import pytest
from click.testing import CliRunner, Result

from amazons3cfg.cli import main
from amazons3cfg.rules import RULES
from amazons3cfg.rules.catalogue import FAMILIES


def rule(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rule", *arguments])


def test_a_rule_is_explained_by_its_example() -> None:
    result = rule("a302")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        result.stdout
        == """\
A302 boolean (error)

A boolean is not one of Y, y, N and n.
Cedar Backup refuses the whole section.

Bad:

    <amazons3>
       <warn_midnite>yes</warn_midnite>
       <s3_bucket>example-bucket/staging</s3_bucket>

    error[A302]: 'yes' is not a boolean
    hint: write Y

Good:

    <amazons3>
       <warn_midnite>Y</warn_midnite>
       <s3_bucket>example-bucket/staging</s3_bucket>

Fix: safe, since what is meant stays the same; --fix makes it
"""
    )


@pytest.mark.parametrize("code", RULES)
def test_each_rule_can_be_explained(code: str) -> None:
    result = rule(code)
    assert result.exit_code == 0
    told = RULES[code]
    assert result.stdout.startswith(f"{code} {told.name} ({told.severity})\n\n{told.summary}\n{told.why}\n")
    if told.example:
        assert f"{told.severity}[{code}]: " in result.stdout


def test_what_concerns_one_action_only_is_told() -> None:
    assert "only where the original's action is named" in rule("A320").stdout


@pytest.mark.parametrize(
    ("arguments", "families", "listed"),
    [([], list(FAMILIES), list(RULES)), (["A4"], ["A4"], [code for code in RULES if code.startswith("A4")])],
)
def test_rules_are_listed_by_family(arguments: list[str], families: list[str], listed: list[str]) -> None:
    lines = rule(*arguments).stdout.splitlines()
    assert [line.partition(":")[0] for line in lines if line and not line.startswith(" ")] == families
    assert [line.split()[0] for line in lines if line.startswith(" ")] == listed


def test_a_rule_is_found_by_its_name() -> None:
    assert rule("boolean").stdout == rule("A302").stdout


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("kind", "about that is A301 (type)"),
        ("Encrypt", "are about that: amazons3cfg rule | grep -i encrypt"),
        ("xyz", "'amazons3cfg rule' lists all"),
    ],
)
def test_a_word_that_is_no_rule_is_told_with_where_to_look(word: str, told: str) -> None:
    result = rule(word)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"there is no rule {word!r}; " in result.stderr
    assert told in result.stderr


def test_an_unknown_code_is_an_error() -> None:
    result = rule("A999")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no rule 'A999'; 'amazons3cfg rule' lists all" in result.stderr
