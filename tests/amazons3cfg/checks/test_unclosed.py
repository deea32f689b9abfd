"""A missing or misspelt end tag is mended where the element ends, and nowhere else."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from lxml import etree

from amazons3cfg.checks import check
from amazons3cfg.findings import Finding
from amazons3cfg.text.edits import apply

FULL = Path("samples/full.conf").read_text()
END_TAG = re.compile(r"</(\w+)>")
LAYOUTS = {
    "indented": FULL,
    "windows": FULL.replace("\n", "\r\n"),
    "flat": re.sub(r"(?m)^[ ]+", "", FULL),
    "one line": re.sub(r">\s+<", "><", FULL),
}


def elements(text: str) -> list[tuple[str, str]]:
    """Return all elements of ``text``, each with its path and the text in it."""
    root = etree.fromstring(text.encode())
    tree = root.getroottree()
    return [(tree.getpath(each), each.text or "") for each in root.iter() if isinstance(each.tag, str)]


def spread(text: str) -> list[tuple[str, str]]:
    """Return the same without the blanks around the texts, which are part of the layout."""
    return [(path, text.strip()) for path, text in elements(text)]


def without_end_tags(text: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each end tag, and ``text`` without the tag, and without its line if it is alone on it."""
    for found in END_TAG.finditer(text):
        yield found[1], text[: found.start()] + text[found.end() :]
    for found in re.finditer(r"(?m)^[ ]*</(\w+)>\r?\n", text):
        yield found[1], text[: found.start()] + text[found.end() :]


def mended(text: str) -> tuple[Finding, str]:
    """Return the one finding in ``text``, and the text with its fix made."""
    (finding,) = check(text)
    assert finding.code == "A102"
    return finding, apply(text, finding.fix.edits if finding.fix else ())


@pytest.mark.parametrize("layout", ["indented", "windows"])
def test_each_end_tag_that_is_missing_is_written_where_it_was(layout: str) -> None:
    text = LAYOUTS[layout]
    for name, wrong in without_end_tags(text):
        finding, right = mended(wrong)
        assert f"<{name}>" in finding.message
        assert spread(right) == spread(text), finding


@pytest.mark.parametrize("layout", ["flat", "one line"])
def test_where_nothing_is_indented_each_is_written_where_it_was_or_not_at_all(layout: str) -> None:
    text = LAYOUTS[layout]
    done = 0
    for _, wrong in without_end_tags(text):
        finding, right = mended(wrong)
        assert right == wrong if finding.fix is None else spread(right) == spread(text)
        done += finding.fix is not None
    assert done > 0.9 * len(END_TAG.findall(text))


@pytest.mark.parametrize("layout", ["indented", "one line"])
@pytest.mark.parametrize(
    "misspelt",
    [
        lambda name: name[:-1],
        lambda name: name[0] + name[2] + name[1] + name[3:],
        lambda name: name.upper(),
        lambda name: name + "s",
        lambda name: f" {name}",
    ],
    ids=["cut", "turned", "upper", "other", "blank"],
)
def test_each_misspelt_end_tag_is_written_right(layout: str, misspelt: Callable[[str], str]) -> None:
    text = LAYOUTS[layout]
    for found in islice(END_TAG.finditer(text), None, None, 3):
        other = misspelt(found[1])
        if other != found[1]:
            assert mended(f"{text[: found.start(1)]}{other}{text[found.end(1) :]}")[1] == text, found


@pytest.mark.parametrize("wrong", ["<{}>", "<{}/>", "/{}>", "</{}", "{}>", "<//{}>"])
def test_each_end_tag_that_lost_a_sign_is_written_right_or_left_alone(wrong: str) -> None:
    done, ends = 0, list(islice(END_TAG.finditer(FULL), None, None, 2))
    for found in ends:
        text = FULL[: found.start()] + wrong.format(found[1]) + FULL[found.end() :]
        finding, right = mended(text)
        assert right in (text, FULL), finding
        done += right == FULL
    assert done == len(ends)


def test_an_end_tag_that_closes_nothing_is_not_renamed() -> None:
    for wrong in (FULL.replace("   <options>\n", ""), FULL.replace("   </options>", "   </options>\n   </options>")):
        finding, right = mended(wrong)
        assert (finding.fix, right) == (None, wrong)


def test_an_end_tag_is_not_renamed_where_sections_stand_in_between() -> None:
    wrong = FULL.replace("   </purge>\n", "").replace("   <postgresql>\n", "")
    finding, right = mended(wrong)
    assert (finding.fix, right) == (None, wrong)
