"""The report for people: the caret stands under what is wrong, whatever stands before it."""

import re

import click
import pytest
from documents import document, findings, unmarked

from amazons3cfg.findings import Finding
from amazons3cfg.reports import Result
from amazons3cfg.reports.text import render
from amazons3cfg.rules.document import UNREADABLE
from amazons3cfg.text.source import Source


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
        ("\u202e", "^" * len(r"\u202e")),
    ],
)
def test_there_is_a_caret_for_each_column_that_the_value_takes(value: str, carets: str) -> None:
    _, line, under, *_ = report(document((">Y<", f">{value}<")))
    shown = value if value.isprintable() else r"\u202e"
    assert under == "     |".ljust(line.index(shown)) + carets


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
        ("\u202e", " " * len(r"\u202e")),
        ("\xa0", " " * len(r"\xa0")),
    ],
)
def test_the_caret_stands_under_its_character_behind_tabs_and_wide_text(before: str, lead: str) -> None:
    text, place = unmarked(
        document(("      <warn_midnite>Y<", f"<!--{before}--><warn_midnite>«yes»<")),
    )
    (found,) = findings(text)
    assert (found.line, found.column) == place[:2]
    lines = report(text)
    assert lines[2] == "     | " + "    " + lead + "   " + " " * len("<warn_midnite>") + "^^^"


def test_the_carets_end_with_the_line() -> None:
    text = document((">Y<", ">maybe\nnot<"))
    lines = report(text)
    assert lines[2].endswith(" ^^^^^")


def test_control_characters_never_reach_the_terminal() -> None:
    text = "<cb_config>\x1b[2J\x9b</cb_config>"
    output = "\n".join(report(text))
    assert r"<cb_config>\x1b[2J\x9b</cb_config>" in output
    assert "\x1b" not in output


def test_what_would_change_how_a_line_is_read_is_escaped_wherever_it_stands() -> None:
    strange = "a\n\u202e\u2066\u200f\x85\ud800b"
    finding = Finding("A102", strange, strange, path=strange, line=1, column=1, length=1)
    lines = [click.unstyle(line) for line in render([Result(strange, [finding], Source(strange))])]
    escaped = r"a\n\u202e\u2066\u200f\x85\ud800b"
    assert (lines[0], lines[3]) == (f"{escaped}:1:1: error[A102]: {escaped}", f"     = hint: {escaped}")
    assert all(line.isprintable() for line in lines)


def test_what_could_not_be_read_is_left_to_standard_error() -> None:
    unread = Result("missing.conf", [UNREADABLE.finding("No such file or directory")])
    assert list(render([unread])) == []
    (line,) = render([unread, Result("good.conf", [])])
    assert click.unstyle(line) == "0 errors, 0 warnings in 1 file"


def test_a_finding_without_a_source_has_no_line_under_it() -> None:
    found = findings(b"\xff")
    lines = list(render([Result("cback.conf", found)]))
    assert [click.unstyle(line).split(":")[0] for line in lines] == [
        "cback.conf",
        "     = hint",
        "1 error, 0 warnings in 1 file",
    ]


def test_a_finding_without_a_hint_ends_with_its_carets() -> None:
    finding = Finding("A102", "too much", path="cback.conf", line=1, column=2, length=1)
    lines = [click.unstyle(line) for line in render([Result("cback.conf", [finding], Source("<a>"))])]
    assert lines[2:] == ["     |  ^", "1 error, 0 warnings in 1 file"]


def test_errors_and_warnings_have_their_own_colours() -> None:
    text = document((">Y<", ">maybe<"), ("600 MB", "3 GB"))
    output = "\n".join(render([Result("cback.conf", findings(text), Source(text))]))
    assert click.style("error[A302]", fg="red", bold=True) in output
    assert click.style("warning[A332]", fg="yellow", bold=True) in output


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        (((">Y<", ">yes<"),), ["fix: <warn_midnite>Y</warn_midnite>"]),
        (
            (("full_size_limit>2.5 GB</full_", "full_size_limt>2.5 GB</full_"),),
            ["guess: <full_size_limt>2.5 GB</full_size_limt>"],
        ),
        (
            (("<s3_bucket>", "<s3_buket>\n"), ("</s3_bucket>", "\n</s3_buket>")),
            ["guess: <s3_bucket>", "guess: </s3_bucket>"],
        ),
        (
            (("600 MB", "3 GB"),),
            ["guess: <full_size_limit>3 GB</full_size_limit>", "guess: <incr_size_limit>2.5 GB</incr_size_limit>"],
        ),
        (
            (
                (
                    "<starting_day>monday</starting_day><working_dir>/w</working_dir>",
                    "\n<starting_day>monday</starting_day>\n",
                ),
            ),
            ["example: <working_dir>/opt/backup/tmp</working_dir>"],
        ),
        ((("</warn_midnite>", "</warn_midnite>\n<warn_midnite>Y</warn_midnite>"),), []),
    ],
)
def test_the_line_is_shown_as_it_would_be(changes: tuple[tuple[str, str], ...], shown: list[str]) -> None:
    lines = [line.removeprefix("     = ") for line in report(document(*changes))]
    assert [line for line in lines if re.match("fix:|guess:|example:", line)] == shown


def test_of_a_long_line_the_part_with_the_fix_is_shown() -> None:
    text = document((">Y<", f"><!--{'a' * 5000}-->yes<!--{'b' * 5000}--><"))
    (fix,) = (line[7:] for line in report(text) if line.startswith("     = fix:"))
    assert "a-->Y<!--b" in fix
    assert len(fix) < 250
    text = document(("      <warn_midnite>Y<", f"<!--{'a' * 5000}--><warn_midnite>yes<"))
    (fix,) = (line[7:] for line in report(text) if line.startswith("     = fix:"))
    assert "--><warn_midnite>Y</warn_midnite>" in fix
    assert len(fix) < 250
