"""Whether the action runs after stage: by index, and by the dependencies that the configuration declares."""

from collections.abc import Iterable

import pytest
from documents import GOOD, codes, document, findings

from amazons3cfg.rules.base import ACTION

# name, run_after, run_before
Depends = tuple[str, str, str]


def in_dependency_mode(actions: Iterable[Depends]) -> str:
    """Return a document whose extension actions declare dependencies; the one named ours runs this action."""
    text = "".join(
        f"<action><name>{name}</name><module>{'amazons3action' if name == 'ours' else 'other'}</module>"
        f"<function>executeAction</function><depends><run_after>{after}</run_after>"
        f"<run_before>{before}</run_before></depends></action>\n"
        for name, after, before in actions
    )
    return document((ACTION, f"<order_mode>dependency</order_mode>{text}"))


@pytest.mark.parametrize(
    "actions",
    [
        [("ours", "stage", "")],
        [("ours", "store", "")],
        [("ours", "purge", "")],
        [("ours", "stage", "purge")],
        [("ours", "collect, stage", "")],
        [("ours", "collect,stage,", "")],
        [("ours", "", ""), ("other", "stage", "ours")],
        [("other", "stage", ""), ("ours", "other", "")],
        [("ours", "b", ""), ("a", "stage", ""), ("b", "a", "")],
        [("ours", "c", ""), ("a", "stage", "b"), ("c", "b", ""), ("b", "", "")],
    ],
)
def test_what_comes_after_stage_by_any_chain_is_in_order(actions: list[Depends]) -> None:
    assert codes(in_dependency_mode(actions)) == []


@pytest.mark.parametrize(
    "actions",
    [
        [("ours", "", "")],
        [("ours", "collect", "")],
        [("ours", "", "purge")],
        [("ours", "other", ""), ("other", "collect", "")],
        [("ours", "", ""), ("other", "ours", ""), ("third", "stage", "")],
    ],
)
def test_what_no_chain_brings_after_stage_is_found(actions: list[Depends]) -> None:
    (found,) = findings(in_dependency_mode(actions))
    assert (found.code, found.element) == ("A406", "depends")


@pytest.mark.parametrize(
    ("actions", "codes_found"),
    [
        ([("ours", "", ""), ("other", "stage", "x, ours")], ["A412"]),
        ([("ours", "other, stage", "")], ["A412"]),
        ([("ours", "all, stage", "")], ["A412"]),
        ([("ours", "a", ""), ("a", "ours, stage", "")], ["A413", "A413"]),
        ([("ours", "stage", "stage")], ["A413"]),
        ([("ours", "ours", "")], ["A413"]),
        ([("ours", "a", ""), ("a", "b", ""), ("b", "a", "")], ["A406", "A413", "A413"]),
    ],
)
def test_what_keeps_cback3_from_starting_is_found(actions: list[Depends], codes_found: list[str]) -> None:
    assert codes(in_dependency_mode(actions)) == codes_found


def test_the_index_does_not_count_in_dependency_mode() -> None:
    text = in_dependency_mode([("ours", "stage", "")])
    assert codes(document(("</depends>", "</depends><index>1</index>"), base=text)) == []


@pytest.mark.parametrize("mode", ["index", "", "Dependency"])
def test_the_index_counts_in_any_other_mode(mode: str) -> None:
    changes = ("<extensions>", f"<extensions><order_mode>{mode}</order_mode>"), (">201<", ">99<")
    assert "A406" in codes(document(*changes))


@pytest.mark.parametrize("index", ["0", "99", "199", " 200 "])
def test_an_index_up_to_that_of_stage_is_too_early(index: str) -> None:
    (found,) = findings(document((">201<", f">{index}<")))
    assert (found.code, found.message) == ("A406", f"index {int(index)} does not come after stage, which has 200")


@pytest.mark.parametrize("index", ["201", " 299\n", "100000"])
def test_an_index_above_that_of_stage_is_in_order(index: str) -> None:
    assert codes(document((">201<", f">{index}<"))) == []


@pytest.mark.parametrize("index", ["20l", "201.5", "0x1F4", "two hundred", "-5"])
def test_an_index_that_is_no_whole_number_is_told_as_it_was_written(index: str) -> None:
    (found,) = findings(document((">201<", f">{index}<")))
    message = "-5 is less than 0" if index == "-5" else f"{index!r} is not a whole number"
    assert (found.code, found.message) == ("A405", message)


@pytest.mark.parametrize("module", ["amazons3action", "CedarBackup3.extend.amazons3"])
def test_our_action_and_the_original_are_known(module: str) -> None:
    assert codes(document(("amazons3action", module))) == []


@pytest.mark.parametrize("module", ["mine.sysinfo", "amazons3actions"])
def test_another_module_is_not_our_action(module: str) -> None:
    assert codes(document(("amazons3action", module))) == ["A403"]


def test_every_action_that_uses_the_section_is_checked() -> None:
    second = ACTION.replace(">amazons3<", ">again<").replace("201", "7")
    assert codes(document((ACTION, ACTION + second))) == ["A407", "A406"]


def test_actions_outside_the_first_extensions_section_do_not_count() -> None:
    moved = document((ACTION, ""), ("</extensions>", f"</extensions><extensions>{ACTION}</extensions>"))
    assert codes(moved) == ["A403", "A202"]


def test_without_a_section_only_what_every_configuration_needs_is_missed() -> None:
    assert codes("<cb_config/>") == ["A401", "A505", "A508"]
    assert "A401" not in codes(GOOD)


@pytest.mark.parametrize("module", ["amazonS3action", "CedarBackup3.extend.amazonS3", "amazons3.action"])
def test_a_misspelt_module_is_shown_where_it_stands(module: str) -> None:
    (found,) = findings(document(("amazons3action", module)))
    line = GOOD.splitlines().index("         <module>amazons3action</module>") + 1
    assert (found.code, found.line, found.column, found.length) == ("A403", line, 18, len(module))
    assert found.hint == "write <module>amazons3action</module>"


def test_without_any_action_like_ours_the_whole_document_is_shown() -> None:
    text = document(("<name>amazons3<", "<name>other<"), ("amazons3action", "other.module"))
    (found,) = findings(text)
    assert (found.code, found.line, found.column) == ("A403", 2, 1)
