"""Names and texts between the locale's encoding and UTF-8."""

import os
import re
import sys

import pytest
from amazons3action.messages import legible, listed, logger, reasons
from amazons3action.names import argument, printable, readable
from hypothesis import given
from hypothesis import strategies as st


@given(st.binary())
def test_a_name_is_the_same_name_after_it_was_read(name: bytes) -> None:
    assert argument(readable(os.fsdecode(name))) == os.fsdecode(name)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_name_reads_as_the_text_that_it_was_made_from(text: str) -> None:
    assert readable(os.fsdecode(text.encode())) == text
    assert os.fsencode(argument(text)) == text.encode()


def test_a_name_reads_as_utf8_whatever_the_locale_took_it_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsencode", lambda name: name.encode("latin-1"))
    assert readable("caf\u00c3\u00a9") == "caf\u00e9"


@given(st.text())
def test_what_can_be_printed_is_printed_as_it_is_and_nothing_else_is(text: str) -> None:
    printed = printable(text)
    assert all(each.isprintable() or each == "\n" for each in printed)
    assert printed == "".join(
        each if each.isprintable() or each == "\n" else each.encode("unicode_escape").decode() for each in text
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("a\rb", r"a\rb"),
        ("\u202etxt", r"\u202etxt"),
        ("\x9b1m", r"\x9b1m"),
        ("\udcff", r"\udcff"),
    ],
)
def test_nothing_that_steers_a_terminal_is_logged_or_raised(
    text: str, shown: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(OSError, match=re.escape(shown)), legible():
        raise OSError(text)
    logger.warning("%s", text)
    assert caplog.messages == [shown]


@pytest.fixture
def ascii_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")


@pytest.mark.usefixtures("ascii_only")
@pytest.mark.parametrize(("raised", "kind"), [(FileNotFoundError, OSError), (UnicodeError, ValueError)])
def test_an_error_is_escaped_where_it_cannot_be_printed(
    raised: type[Exception], kind: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(kind, match=r"^no caf\\xe9$"), legible():
        raise raised("no caf\u00e9")
    logger.warning("no %s", "caf\u00e9")
    assert caplog.messages == ["no caf\\xe9"]


def test_an_error_that_can_be_printed_is_left_alone() -> None:
    error = FileNotFoundError(2, "no caf\u00e9")
    with pytest.raises(FileNotFoundError) as caught, legible():
        raise error
    assert caught.value is error


def test_of_many_names_the_first_ten_are_told() -> None:
    names = [f"n{number:02}" for number in range(12)]
    assert listed(names) == ", ".join(map(repr, names[:10])) + ", and 2 more"
    assert reasons(dict.fromkeys(names, "no")) == "; ".join(f"{name!r}: no" for name in names[:10]) + "; and 2 more"
