from hypothesis import given
from hypothesis import strategies as st

from amazons3cfg.text.lines import Lines, Units, length

# What other programs take for the end of a line, and what takes one to four bytes and one or two units.
texts = st.text(st.sampled_from("ab\n\r\t\f\v\x1c\x85\u2028\u2029é漢\U0001f600\ud800\udc00"), max_size=40)
units = st.sampled_from(("utf-8", "utf-16", "utf-32"))
SIZES = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


def reference(text: str, offset: int, unit: Units) -> tuple[int, int]:
    before = text[:offset]
    # The place between the two characters of a line end is on the line that they end.
    if text[offset - 1 : offset + 1] == "\r\n":
        before, at = text[: offset - 1], 1
    else:
        at = 0
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    codec = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[unit]
    return len(lines) - 1, len(lines[-1].encode(codec, "surrogatepass")) // SIZES[unit] + at


@given(texts, units, st.data())
def test_a_place_is_counted_as_the_encoding_counts_it(text: str, unit: Units, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert Lines(text).position(offset, unit) == reference(text, offset, unit)


@given(texts, units, st.data())
def test_a_place_leads_back_to_its_offset(text: str, unit: Units, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    line, column = Lines(text).position(offset, unit)
    inside_line_end = text[max(offset - 1, 0) : offset + 1] == "\r\n"
    assert Lines(text).offset(line, column, unit) == offset - inside_line_end


@given(texts, units, st.integers(0, 100), st.integers(0, 2**31 - 1))
def test_a_place_that_is_not_there_is_the_end_of_its_line_or_of_the_text(
    text: str, unit: Units, line: int, column: int
) -> None:
    offset = Lines(text).offset(line, column, unit)
    assert 0 <= offset <= len(text)
    if column > 200:
        assert text[offset : offset + 1] in ("", "\n", "\r")


def test_the_middle_of_a_character_is_its_start() -> None:
    assert Lines("a\U0001f600b").offset(0, 2, "utf-16") == 1
    assert [Lines("é漢").offset(0, column, "utf-8") for column in range(6)] == [0, 0, 1, 1, 1, 2]


def test_only_line_feeds_and_carriage_returns_end_lines() -> None:
    text = "a\u2028b\x85c\fd\re\r\nf\ng"
    assert Lines(text).position(text.index("g"), "utf-16") == (3, 0)
    assert Lines(text).position(text.index("d"), "utf-16") == (0, 6)


def test_the_length_of_half_a_surrogate_pair_is_that_of_its_units() -> None:
    assert (length("\ud800", "utf-8"), length("\ud800", "utf-16"), length("\ud800", "utf-32")) == (3, 1, 1)
