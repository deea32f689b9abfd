"""The descriptions say of each element what the installed original does with it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from described import POOL, elements, refusal, whole_document, written
from lxml import etree
from oracle.exceptions import EXCEPTIONS

from amazons3cfg.findings import FieldError
from amazons3cfg.kinds.command_line import CommandLine
from amazons3cfg.kinds.names import ActionName, PythonName
from amazons3cfg.kinds.numbers import Number
from amazons3cfg.kinds.regex import Regex
from amazons3cfg.kinds.size import Size
from amazons3cfg.kinds.text import Text
from amazons3cfg.sections import CB_CONFIG, SECTIONS, STANDARD, Element, When

ELEMENTS = dict(elements())
OPTIONAL = [
    path
    for path, element in ELEMENTS.items()
    if not element.required and not getattr(ELEMENTS.get(path.rpartition("/")[0]), "exclusive", False)
]
TEXTS = {path: element for path, element in ELEMENTS.items() if element.kind}
DEVIATIONS = Path(__file__).parents[3] / "docs" / "deviations.md"
MARK = "a1b2c3"


def read_by_us(element: Element, text: str) -> bool:
    assert element.kind
    try:
        element.kind.read(text)
    except FieldError:
        return False
    return True


# What we refuse though the original reads it: each is a row of the last table of docs/deviations.md.
DELIBERATE: dict[str, Callable[[Element, str], bool]] = {
    "a line end behind the name of an action, module or function": lambda element, text: (
        isinstance(element.kind, ActionName | PythonName) and text.endswith("\n")
    ),
    "a number that is none, is not finite, or not in ASCII digits and blanks": lambda element, text: (
        isinstance(element.kind, Number | Size) and bool(re.search("nan|inf|1e400|_|[^ -~\n]", text))
    ),
    "a pattern that begins with flags, such as `(?i)`": lambda element, text: (
        isinstance(element.kind, Regex) and text.startswith("(?i)")
    ),
    "a peer whose type is neither local nor remote": lambda element, text: element.name == "type",
}


def test_the_table_of_what_the_check_refuses_has_these_and_the_mistakes_in_whole_files() -> None:
    table = DEVIATIONS.read_text("utf-8").split("## ")[3]
    rows = [line.strip("| ").split(" | ")[0] for line in table.splitlines() if line.startswith("| ")][2:]
    assert set(rows) == {*DELIBERATE, *(each.row for each in EXCEPTIONS)}


@pytest.mark.parametrize("path", TEXTS)
def test_a_kind_reads_what_the_original_reads(path: str) -> None:
    element = TEXTS[path]
    parent, _, _ = path.rpartition("/")
    for text in POOL:
        without = [f"{parent}/{element.old_name}"]  # which would be read instead
        document = whole_document({path: text}, without, sections=[path.partition("/")[0]])
        accepted = not refusal(document, validate=False)
        ours = read_by_us(element, text)
        deliberate = any(holds(element, text) for holds in DELIBERATE.values())
        assert ours == accepted or (accepted and deliberate), repr(text)


@pytest.mark.parametrize("path", [path for path, element in TEXTS.items() if type(element.kind) in (Text, CommandLine)])
def test_what_an_element_says_is_read_by_the_original(path: str) -> None:
    section = path.partition("/")[0]
    assert MARK in written(whole_document({path: MARK}, sections=[section]))


def test_the_original_takes_a_document_of_all_examples() -> None:
    assert refusal(whole_document()) == ""
    for section in SECTIONS.values():
        for group in section.one_of if section.exclusive else ():
            for name in group:
                path = f"{section.name}/{name}"
                assert refusal(whole_document({path: ELEMENTS[path].example})) == ""


def given(when: When, path: str) -> dict[str, str]:
    """Return the texts by which ``when`` holds for the element at ``path``."""
    place = when.name if "/" in when.name else f"{path.rpartition('/')[0]}/{when.name}"
    return {place: when.values[0]} if when.values else {}


@pytest.mark.parametrize("path", [path for path, element in ELEMENTS.items() if element.required])
def test_the_original_requires_what_is_described_as_required(path: str) -> None:
    element = ELEMENTS[path]
    texts = given(element.required, path) if isinstance(element.required, When) else {}
    assert refusal(whole_document(texts)) == ""
    if path.endswith("/type"):  # the whole peer is passed over
        assert "<peer>" not in written(whole_document(without=[path], sections=[path.partition("/")[0]]))
        return
    here = [path, f"{path.rpartition('/')[0]}/{element.old_name}"]
    assert refusal(whole_document(texts, without=[*here, element.inherits]))
    if element.inherits:
        assert refusal(whole_document(texts, without=here)) == ""


@pytest.mark.parametrize("path", OPTIONAL)
def test_the_original_takes_the_absence_of_the_rest(path: str) -> None:
    dereferenced = {"collect/dir/dereference": "N"} if path == "collect/dir/link_depth" else {}
    assert refusal(whole_document(dereferenced, without=[path])) == ""


@pytest.mark.parametrize(
    ("path", "group"),
    [(path, group) for path, element in {"": CB_CONFIG, **ELEMENTS}.items() for group in element.one_of],
)
def test_the_original_requires_one_of_a_group(path: str, group: tuple[str, ...]) -> None:
    paths = [f"{path}/{name}".lstrip("/") for name in group]
    assert refusal(whole_document(without=paths))
    for kept in paths:
        texts = {kept: ELEMENTS[kept].example} if ELEMENTS[kept].kind else {}
        assert refusal(whole_document(texts, without=[each for each in paths if each != kept])) == ""
    if path and ELEMENTS[path].exclusive:
        both = "".join(f"<{name}>{ELEMENTS[f'{path}/{name}'].example}</{name}>" for name in group)
        assert refusal(whole_document(without=paths, extra={path: both}))


@pytest.mark.parametrize(
    ("path", "pair"), [(path, pair) for path, element in ELEMENTS.items() for pair in element.refused]
)
def test_the_original_refuses_what_does_not_go_together(path: str, pair: tuple[When, When]) -> None:
    for first in pair[0].values:
        for second in pair[1].values or ("",):
            texts = {f"{path}/{pair[0].name}": first}
            if second:
                texts[f"{path}/{pair[1].name}"] = second
            assert refusal(whole_document(texts))


@pytest.mark.parametrize("path", [path for path, element in ELEMENTS.items() if element.repeated])
def test_the_original_takes_a_repeated_element_twice(path: str) -> None:
    element = ELEMENTS[path]
    document = whole_document()
    start = document.index(f"<{element.name}>", document.index(f"<{path.partition('/')[0]}>"))
    end = document.index(f"</{element.name}>", start) + len(element.name) + 3
    one = document[start:end]
    twice = document[:start] + one + document[start:]
    assert bool(refusal(twice)) == bool(element.unique)
    if element.unique:
        example = ELEMENTS[f"{path}/{element.unique}"].example
        assert refusal(document[:start] + one.replace(example, "other") + document[start:]) == ""


@pytest.mark.parametrize(
    ("path", "name"), [(path, name) for path, element in ELEMENTS.items() for name in element.unread]
)
def test_the_original_does_not_read_what_is_described_as_unread(path: str, name: str) -> None:
    section = path.partition("/")[0]
    for content in (MARK, f"<mode>{MARK}</mode>", f"<abs_path>/{MARK}</abs_path><rel_path>{MARK}</rel_path>"):
        document = whole_document(sections=[section], extra={path: f"<{name}>{content}</{name}>"})
        assert refusal(document, validate=False) == ""
        assert MARK not in written(document)


def test_the_contents_are_in_the_order_of_the_writer() -> None:
    names = [child.tag for child in etree.fromstring(written(whole_document(sections=STANDARD)).encode())]
    assert names == list(STANDARD)


@pytest.mark.parametrize("path", ELEMENTS)
def test_every_element_is_explained(path: str) -> None:
    element = ELEMENTS[path]
    assert element.help.endswith(".")
    assert bool(element.kind) != bool(element.children)
    assert element.kind is None or element.example
    for text in filter(None, (element.default, element.example)):
        assert read_by_us(element, text)
        assert element.kind
        assert not list(element.kind.remarks(text))
