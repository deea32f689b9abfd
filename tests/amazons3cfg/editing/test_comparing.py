"""What two configurations differ in, section by section."""

import re
from pathlib import Path

import pytest
from documents import GOOD, document

from amazons3cfg.editing.comparing import Difference, differences
from amazons3cfg.model.configuration import Configuration, read_configuration
from amazons3cfg.sections import CB_CONFIG
from amazons3cfg.text.source import decode
from amazons3cfg.text.tree import parse

FULL = (Path(__file__).parents[3] / "samples" / "full.conf").read_text("utf-8")
COLLECT = "<collect><collect_dir>/c</collect_dir><collect_mode>daily</collect_mode>{}</collect><purge>"


def read(text: str) -> Configuration:
    return read_configuration(parse(decode(text)))


def told(old: str, new: str) -> list[Difference]:
    return list(differences(read(old), read(new)))


def collect(*inside: str) -> str:
    return document(("<purge>", COLLECT.format("".join(inside))))


@pytest.mark.parametrize("text", [GOOD, FULL], ids=["good", "full"])
def test_a_document_is_the_same_as_itself(text: str) -> None:
    assert told(text, text) == []


@pytest.mark.parametrize("section", [section.name for section in CB_CONFIG.children])
def test_each_section_that_is_not_in_both_is_told(section: str) -> None:
    text = re.sub(rf"^   <{section}>.*?^   </{section}>", "", FULL, flags=re.DOTALL | re.MULTILINE)
    gone = told(FULL, text)
    assert {each.path.partition("/")[0] for each in gone} == {section}
    assert [(each.path, each.new, each.old) for each in gone] == [tuple(each)[:3] for each in told(text, FULL)]


def test_layout_order_and_spelling_do_not_count() -> None:
    dirs = [f"<dir><abs_path>/{name}</abs_path><dereference>Y</dereference></dir>" for name in "ab"]
    assert told(collect(*dirs), collect(*reversed(dirs)).replace(">Y</deref", ">y</deref").replace("><", ">\n<")) == []


def test_one_of_several_goes_by_what_tells_it_from_the_others() -> None:
    one, two = (f"<dir><abs_path>/{name}</abs_path><link_depth>2</link_depth></dir>" for name in "ab")
    assert told(collect(one), collect(two, one)) == [
        Difference("collect/dir[abs_path=/b]/abs_path", (), ("/b",)),
        Difference("collect/dir[abs_path=/b]/link_depth", (), ("2",)),
    ]
    assert told(collect(one, one), collect(one)) == [
        Difference("collect/dir[2]/abs_path", ("/a",), ()),
        Difference("collect/dir[2]/link_depth", ("2",), ()),
    ]


def test_of_texts_that_may_be_repeated_only_those_of_one_side_are_told() -> None:
    def excluding(*names: str) -> str:
        return collect("<exclude>", *(f"<pattern>{name}</pattern>" for name in names), "</exclude>")

    assert told(excluding("a", "b"), excluding("c", "a")) == [Difference("collect/exclude/pattern", ("b",), ("c",))]


def test_what_is_written_is_the_same_as_what_is_inherited_or_the_default() -> None:
    path = "<dir><abs_path>/a</abs_path>{}</dir>"
    plain = collect(path.format(""))
    assert told(plain, collect(path.format("<collect_mode>daily</collect_mode><link_depth>0</link_depth>"))) == []
    assert told(plain, collect(path.format("<collect_mode>weekly</collect_mode>"))) == [
        Difference("collect/dir[abs_path=/a]/collect_mode", ("daily",), ("weekly",))
    ]


def test_a_change_that_others_inherit_is_told_once() -> None:
    path = "<dir><abs_path>/a</abs_path></dir>"
    assert told(collect(path), collect(path).replace(">daily<", ">weekly<")) == [
        Difference("collect/collect_mode", ("daily",), ("weekly",))
    ]
    assert told(GOOD, document((">/c<", ">/d<"))) == [Difference("peers/peer[name=web]/collect_dir", ("/c",), ("/d",))]


def test_a_text_that_stands_for_no_value_is_compared_as_it_is() -> None:
    assert told(GOOD, document((">monday<", ">mon<"))) == [Difference("options/starting_day", ("monday",), ("mon",))]


@pytest.mark.parametrize(
    ("mine", "same"), [("<a b='1'>x</a>", True), ("<a b='2'>x</a>", False), ("<a b='1'>y</a>", False), ("", False)]
)
def test_a_section_that_is_not_known_is_compared_as_xml_but_for_its_layout(mine: str, same: bool) -> None:
    old = document(("</cb_config>", '<mine>\n   <a b="1">x</a>\n</mine></cb_config>'))
    new = document(("</cb_config>", f"<mine>{mine}</mine></cb_config>"))
    assert told(old, new) == ([] if same else [Difference("mine")])


def test_what_is_secret_is_marked() -> None:
    def password(text: str) -> str:
        section = f"<mysql><user>u</user><password>{text}</password><all>Y</all></mysql>"
        return document(("</cb_config>", f"{section}</cb_config>"))

    assert told(password("a"), password("b")) == [Difference("mysql/password", ("a",), ("b",), is_secret=True)]
