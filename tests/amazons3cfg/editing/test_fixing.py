"""Fixes mend what they are for and nothing else, and making them again changes nothing."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

import pytest
from attrs import evolve
from documents import GOOD, document, unmarked
from hypothesis import given
from hypothesis import strategies as st
from rule_cases import CASES

from amazons3cfg.checks import check
from amazons3cfg.editing.fixing import apart, edits_of, encode_changed, fix, is_fixable
from amazons3cfg.findings import ConfigError, DocumentError, Edit, Finding, Fix
from amazons3cfg.rules import RULES
from amazons3cfg.rules.example import Example
from amazons3cfg.text.edits import apply
from amazons3cfg.text.source import Source, decode, encode

BUCKET = ("example-bucket/staging", "s3://example-bucket//staging/")
HIDING = {"A102", "A409"}
"""Rules of what keeps the rest from being looked at: once it is mended, more may be found."""


def wrong_documents() -> Iterator[tuple[str, Source]]:
    """Yield the code of each rule and a document that it fails, as far as it can be decoded."""
    texts = [
        *(
            (rule.code, rule.example.fails, rule.example.encoding)
            for rule in RULES.values()
            if isinstance(rule.example, Example)
        ),
        *((case.code, unmarked(case.wrong_text())[0], case.encoding) for case in CASES),
    ]
    for code, text, encoding in texts:
        with suppress(ConfigError):
            yield code, decode(text.encode(encoding), "cback.conf")


WRONG = list(wrong_documents())
FIXABLE = [(source, finding) for _, source in WRONG for finding in check(source) if is_fixable(finding, unsafe=True)]


def test_there_are_fixes_in_every_family_but_that_of_what_is_missing() -> None:
    assert {finding.code[:2] for _, finding in FIXABLE} == {"A1", "A2", "A3", "A4", "A6"}


@pytest.mark.parametrize(
    ("source", "finding"), [pytest.param(*each, id=f"{each[1].code}-{each[1].hint}") for each in FIXABLE]
)
def test_a_fix_removes_its_finding_and_adds_none(source: Source, finding: Finding) -> None:
    mended = evolve(source, text=apply(source.text, edits_of([finding])))
    before, after = (Counter(found.code for found in check(each)) for each in (source, mended))
    assert after[finding.code] == before[finding.code] - 1
    if finding.code not in HIDING:
        assert after == before - Counter([finding.code])
        assert fix(mended, unsafe=True).applied == ()


@pytest.mark.parametrize("source", [source for _, source in WRONG], ids=[code for code, _ in WRONG])
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_mending_again_changes_nothing(source: Source, unsafe: bool) -> None:
    once = fix(source, unsafe=unsafe)
    again = fix(once.source, unsafe=unsafe)
    assert (again.source, again.applied, again.remaining) == (once.source, (), once.remaining)


def test_what_guesses_is_left_unless_it_is_asked_for() -> None:
    source = Source(document((">Y<", ">yes<"), ("<s3_bucket>", "<s3_buket>"), ("</s3_bucket>", "</s3_buket>")))
    safe = fix(source)
    assert ([found.code for found in safe.applied], [found.code for found in safe.remaining]) == (["A302"], ["A203"])
    assert safe.source.text == source.text.replace(">yes<", ">Y<")
    assert fix(source, unsafe=True).source.text == GOOD


def test_what_is_not_wanted_is_left() -> None:
    source = Source(document((">Y<", ">yes<"), BUCKET))
    fixed = fix(source, wanted=lambda finding: finding.code != "A302")
    assert fixed.source.text == document((">Y<", ">yes<"))


def test_fixes_that_overlap_wait_for_the_next_round() -> None:
    fixed = fix(Source(document(BUCKET)))
    assert fixed.source.text == GOOD
    assert fixed.remaining == ()


def test_a_malformed_document_is_mended_place_by_place() -> None:
    wrong = document(("<starting_day>", "<!-- a --><starting_day>"), ("/w<", "/w&x&nbsp;&y<"))
    fixed = fix(Source(wrong))
    assert "/w&amp;x&#160;&amp;y<" in fixed.source.text
    assert [found.code for found in fixed.applied] == ["A102"] * 3


PIECES = [
    "",
    "&",
    "<",
    ">",
    "</a>",
    "<a>",
    " ",
    "\x01",
    "]]>",
    "x",
    "<peer>",
    "yes",
    ",",
    '"',
    "<!--",
    "-->",
    "\r",
    "<![CDATA[a]]>",
]
changes = st.tuples(st.integers(0, len(GOOD)), st.integers(0, 8), st.sampled_from(PIECES))


@given(st.lists(changes, min_size=1, max_size=4))
def test_whatever_a_text_is_mending_it_comes_to_an_end(made: list[tuple[int, int, str]]) -> None:
    text = GOOD
    for place, length, piece in made:
        text = text[:place] + piece + text[place + length :]
    fixed = fix(Source(text), unsafe=True)
    assert list(fixed.remaining) == check(fixed.source)
    assert fix(fixed.source, unsafe=True).source == fixed.source


def found(*edits: tuple[int, int, str]) -> Finding:
    return Finding("A999", "m", fix=Fix("t", tuple(Edit(*edit) for edit in edits)))


def test_fixes_that_undo_each_other_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"one": [found((0, 3, "two"))], "two": [found((0, 3, "one"))]}
    monkeypatch.setattr("amazons3cfg.editing.fixing.check", lambda source: texts[source.text])
    assert fix(Source("one")).source.text == "two"


edits = st.tuples(st.integers(0, 30), st.integers(0, 4)).map(lambda place: (place[0], sum(place), "x"))


def do_not_overlap(fix: list[tuple[int, int, str]]) -> bool:
    return all(first[1] <= second[0] for first, second in pairwise(sorted(fix)))


@given(st.lists(st.lists(edits, min_size=1, max_size=3).filter(do_not_overlap)))
def test_what_is_made_in_one_round_does_not_touch(fixes: list[list[tuple[int, int, str]]]) -> None:
    wanted = [found(*each) for each in fixes]
    chosen: list[Finding] = []
    for each in wanted:  # as simply as can be
        if not any(
            mine.start <= other.end and other.start <= mine.end
            for mine in edits_of([each])
            for other in edits_of(chosen)
        ):
            chosen.append(each)
    assert apart(wanted) == chosen


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "latin-1", "utf-32"])
def test_all_other_bytes_stay_in_any_encoding(encoding: str) -> None:
    declared = (
        '?xml version="1.0"',
        f'?xml version="1.0" encoding="{encoding}"' if encoding == "latin-1" else '?xml version="1.0"',
    )
    text = document(declared, (">Y<", ">yes<"), ("   <options>", "\r\n<!-- caf\xe9 -->\r   <options>"))
    data = text.encode(encoding)
    source = decode(data)
    assert encode_changed(data, source, fix(source).source) == text.replace(">yes<", ">Y<").encode(encoding)


def test_bytes_that_would_change_besides_are_refused() -> None:
    data = (
        '<?xml version="1.0" encoding="iso-2022-jp"?><cb_config><!-- \x1b(B\x1b$B$"\x1b(B\x1b(B --></cb_config>'.encode(
            "ascii"
        )
    )
    source = decode(data, "x.conf")
    assert encode(source) != data
    with pytest.raises(DocumentError, match=r"x.conf.*cannot be changed without changing other bytes; save"):
        encode_changed(data, source, source)


@pytest.mark.parametrize("aside", ["<!-- mine -->", "<?mine yes?>"])
@pytest.mark.parametrize("source", [source for _, source in WRONG], ids=[code for code, _ in WRONG])
def test_no_safe_fix_loses_a_comment_in_a_value(source: Source, aside: str) -> None:
    ends = [found.start() for found in re.finditer(r"(?<=[^>\s])</", source.text)]
    text = apply(source.text, (Edit(end, end, aside) for end in ends))
    assert fix(evolve(source, text=text)).source.text.count(aside) == len(ends)


def test_a_message_about_a_value_of_thousands_of_characters_is_short() -> None:
    for name, value in (
        ("retain_days", "9" * 5000),
        ("full_size_limit", "9" * 5000 + " xb"),
        ("warn_midnite", "y" * 5000),
    ):
        text = re.sub(rf"<{name}>[^<]*<", f"<{name}>{value}<", GOOD)
        for found in check(text):
            assert len(found.message) + len(found.hint) < 1500


def test_two_entries_in_one_are_not_made_one_by_a_guess() -> None:
    text = document(
        ("</index>\n", "</index>\n<name>x</name><module>y</module><function>z</function><index>7</index>\n")
    )
    mended = fix(Source(text), unsafe=True).source.text
    assert all(f">{value}<" in mended for value in "xyz7")
