"""Every element is reached by its path, and an edit of one changes nothing else."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amazons3cfg.editing import ConfigDocument
from amazons3cfg.editing.paths import Step, parse_path
from amazons3cfg.findings import Edit, FieldError
from amazons3cfg.sections import CB_CONFIG
from amazons3cfg.text.edits import apply

SAMPLES = Path(__file__).parents[3] / "samples"
GOOD = (SAMPLES / "good.conf").read_text("utf-8")
FULL = (SAMPLES / "full.conf").read_text("utf-8")
LEAVES = [
    (path.partition("/")[2], element)
    for path, element in CB_CONFIG.walk()
    if element.kind and not element.repeated and path.count("/") == 2
]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("options/working_dir", "/opt/backup/tmp"),
        ("peers/peer/collect_dir", "/opt/backup/collect"),
        ("peers/peer[name=example]/type", "local"),
        ("peers/peer[1]/name", "example"),
        ("peers/peer[2]/name", ""),
        ("peers/peer[name='example']/type", "local"),
        ('peers/peer[name="example"]/type', "local"),
        ("peers/peer[name='a]/[b']/type", ""),
        ("/cb_config/options/working_dir", "/opt/backup/tmp"),
        ("cb_config/options/working_dir/", "/opt/backup/tmp"),
        ("amazons3/s3_bucket", "example.com-backup/staging"),
        ("store/source_dir", ""),
    ],
)
def test_an_element_is_read_by_its_path(path: str, value: str) -> None:
    assert ConfigDocument(GOOD).get_path(path) == value


def test_an_edit_by_path_replaces_the_text_only() -> None:
    document = ConfigDocument(GOOD)
    document.set_path("options/working_dir", "/var/tmp & more")
    assert document.text == GOOD.replace("/opt/backup/tmp", "/var/tmp &amp; more")
    document.text = GOOD
    assert document.text == GOOD


def test_what_is_missing_on_the_way_is_added_in_the_usual_order_and_layout() -> None:
    document = ConfigDocument(GOOD)
    document.set_path("peers/peer[name=web]/collect_dir", "/c")
    added = "      <peer>\n         <name>web</name>\n         <collect_dir>/c</collect_dir>\n      </peer>\n"
    assert document.text == GOOD.replace("   </peers>\n", f"{added}   </peers>\n")
    document.set_path("options/pre_action_hook/command", "/bin/true")
    hook = "      <pre_action_hook>\n         <command>/bin/true</command>\n      </pre_action_hook>\n"
    assert f"</rcp_command>\n{hook}   </options>" in document.text
    document.set_path("purge/dir/retain_days", "7")
    assert "<purge>\n      <dir>\n         <retain_days>7</retain_days>\n      </dir>\n   </purge>\n" in document.text


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("options/workingdir", "/x", "did you mean working_dir"),
        ("optoins/working_dir", "/x", "did you mean options"),
        ("options/working_dir", "x", "not an absolute path"),
        ("options/working_dir/x", "x", "no element 'x'"),
        ("peers/peer", "x", "holds elements, not text"),
        ("peers/peer[nam=web]/type", "local", "did you mean name"),
        ("peers/peer[3]/type", "local", "add it by peer"),
        ("options//x", "x", "no step of a path"),
        ("/options/working_dir", "/x", "/cb_config/options/working_dir"),
        ("/cb_config/", "x", "no step of a path"),
        ("options", "x", "name one of them: options/starting_day, options/working_dir"),
        ("peers/peer[name='web]/type", "local", "two quotes of one sort, or in none"),
        ("peers/peer[name=web']/type", "local", "two quotes of one sort, or in none"),
        ("peers/peer[name='web\"]/type", "local", "two quotes of one sort, or in none"),
        ("options/working_dir", 5, "5 is no text; write it as a str"),
        (5, "/x", "5 is no path; write a path such as options/working_dir"),
    ],
)
def test_a_path_or_value_that_cannot_be_is_refused_and_changes_nothing(path: Any, value: Any, words: str) -> None:
    document = ConfigDocument(GOOD)
    with pytest.raises(FieldError, match=words):
        document.set_path(path, value)
    assert document.text == GOOD


def test_an_element_in_quotes_is_added_without_them() -> None:
    document = ConfigDocument(GOOD)
    assert not document.has_path("peers/peer[name='o/n]e']")
    document.set_path("peers/peer[name='o/n]e']/type", "local")
    assert "<name>o/n]e</name>" in document.text
    assert document.has_path('/cb_config/peers/peer[name="o/n]e"]/')


@given(st.text(st.sampled_from("a'\"]/[=1 "), max_size=4))
def test_a_path_is_read_back_as_it_is_written(value: str) -> None:
    step = Step("peer", "name", value)
    if not ("'" in value and '"' in value):  # which cannot be written, as in XPath 1.0
        assert parse_path(f"peers/{step}/type").steps == (Step("peers"), step, Step("type"))


def test_one_of_several_has_to_be_named() -> None:
    document = ConfigDocument(GOOD)
    document.set_path("peers/peer[name=web]/type", "remote")
    with pytest.raises(FieldError, match=r"say which: peer\[name=...\]"):
        document.get_path("peers/peer/type")
    assert document.get_path("peers/peer[name=web]/type") == "remote"
    document.remove_path("peers/peer[name=web]")
    assert document.text == GOOD


@given(st.sampled_from(LEAVES))
def test_each_element_of_a_section_is_set_read_back_and_removed(leaf: tuple[str, object]) -> None:
    path, element = leaf
    example = element.example  # type: ignore[attr-defined]
    for text in (GOOD, FULL):
        document = ConfigDocument(text)
        old = document.get_path(path)
        edits = document.set_path(path, example)
        assert document.get_path(path) == example
        assert document.text == apply(text, edits)
        assert (edits == ()) == (old == example)
        document.remove_path(path)
        assert ConfigDocument(bytes(document)).get_path(path) == ""


def test_edits_are_ranges_of_the_text_before_them() -> None:
    document = ConfigDocument(GOOD)
    start = GOOD.index("/opt/backup/tmp")
    assert document.set_path("options/working_dir", "/w") == (Edit(start, start + len("/opt/backup/tmp"), "/w"),)


def test_a_document_tells_what_is_wrong_and_what_changed() -> None:
    document = ConfigDocument(GOOD, "cback.conf")
    assert (document.check(), document.diff()) == ([], "")
    document.set_path("extensions/action/index", "7")
    assert [finding.code for finding in document.check()] == ["A406"]
    assert "-         <index>201</index>\n+         <index>7</index>\n" in document.diff()


def test_a_document_mends_itself_and_leaves_all_else() -> None:
    document = ConfigDocument(GOOD.replace(">Y<", ">yes<").replace(">monday<", ">Monday<"))
    assert sorted(finding.code for finding in document.fix()) == ["A302", "A343"]
    assert (document.text, document.check()) == (GOOD, [])
    assert document.fix(unsafe=True) == ()


def test_a_place_is_told_in_every_unit() -> None:
    text = "<cb_config>\n\U0001f600é<amazons3><s3_bucket>b</s3_bucket></amazons3></cb_config>"
    document = ConfigDocument(text)
    start, end = document.places()["s3Bucket"].value_characters
    assert text[start:end] == "b"
    before = "\U0001f600é<amazons3><s3_bucket>"
    assert document.position(start, "utf-8") == (1, len(before.encode()))
    assert document.position(start) == (1, len(before.encode("utf-16-le")) // 2)
    assert document.position(start, "utf-32") == (1, len(before))
