"""The report for people: the caret stands under what is wrong, whatever stands before it."""

import click
import pytest
from documents import document, findings, unmarked

from amazons3cfg.findings import Finding
from amazons3cfg.reports import Result
from amazons3cfg.reports.text import render
from amazons3cfg.source import Source


def report(text: str) -> list[str]:
    """Return the lines of the report on ``text``, without colours."""
    return [click.unstyle(line) for line in render([Result("cback.conf", findings(text), Source(text))])]


@pytest.mark.parametrize(
    ("value", "carets"),
    [
        ("no", "^^"),
        ("<!-- plain -->no", "^" * 16),
        ("ä", "^"),
        ("中文", "^^^^"),
        ("\U0001f600", "^^"),
        ("e\u0301", "^"),
        ("\u200d", "^"),
    ],
)
def test_there_is_a_caret_for_each_column_that_the_value_takes(value: str, carets: str) -> None:
    _, line, under, *_ = report(document((">Y<", f">{value}<")))
    assert under == " " * line.index(value) + carets


@pytest.mark.parametrize(
    ("before", "lead"),
    [
        ("abc", "   "),
        ("\t", "\t"),
        ("\t \t", "\t \t"),
        ("é", " "),
        ("中", "  "),
        ("\uff21", "  "),
        ("e\u0301", " "),
        ("\U0001f600x", "   "),
    ],
)
def test_the_caret_stands_under_its_character_behind_tabs_and_wide_text(before: str, lead: str) -> None:
    text, place = unmarked(
        document(("      <warn_midnite>Y<", f"<!--{before}--><warn_midnite>«yes»<")),
    )
    (found,) = findings(text)
    assert (found.line, found.column) == place[:2]
    lines = report(text)
    assert lines[2] == "    " + "    " + lead + "   " + " " * len("<warn_midnite>") + "^^^"


def test_the_carets_end_with_the_line() -> None:
    text = document((">Y<", ">maybe\nnot<"))
    lines = report(text)
    assert lines[2].endswith(" ^^^^^")


def test_control_characters_never_reach_the_terminal() -> None:
    text = "<cb_config>\x1b[2J\x9b</cb_config>"
    output = "\n".join(report(text))
    assert "<cb_config>\ufffd[2J\ufffd</cb_config>" in output
    assert "\x1b" not in output


def test_a_finding_without_a_source_has_no_line_under_it() -> None:
    found = findings(b"\xff")
    lines = list(render([Result("cback.conf", found)]))
    assert [click.unstyle(line).split(":")[0] for line in lines] == [
        "cback.conf",
        "    hint",
        "1 error, 0 warnings in 1 file",
    ]


def test_a_finding_without_a_hint_ends_with_its_carets() -> None:
    finding = Finding("A102", "too much", path="cback.conf", line=1, column=2, length=1)
    lines = [click.unstyle(line) for line in render([Result("cback.conf", [finding], Source("<a>"))])]
    assert lines[2:] == ["     ^", "1 error, 0 warnings in 1 file"]


def test_errors_and_warnings_have_their_own_colours() -> None:
    text = document((">Y<", ">maybe<"), ("600 MB", "3 GB"))
    output = "\n".join(render([Result("cback.conf", findings(text), Source(text))]))
    assert click.style("error[A302]", fg="red", bold=True) in output
    assert click.style("warning[A332]", fg="yellow", bold=True) in output
