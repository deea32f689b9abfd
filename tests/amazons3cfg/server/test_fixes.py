from pathlib import Path

from amazons3cfg.editing.fixing import fix
from amazons3cfg.server.fixes import fix_all, fixable_at
from amazons3cfg.server.opened import OpenText
from amazons3cfg.text.edits import apply
from amazons3cfg.text.source import decode

BAD = (Path(__file__).parents[3] / "samples" / "bad.conf").read_text("utf-8")
URI = "file:///cback.conf"


def codes_at(marked: str, length: int = 0) -> list[str]:
    """Return the codes of what can be fixed from the bar on."""
    start = marked.index("|")
    return [found.code for found in fixable_at(OpenText(URI, 1, marked.replace("|", "")), start, start + length)]


def test_fixes_are_offered_where_their_finding_is() -> None:
    assert codes_at(BAD.replace(">yes<", ">|yes<")) == ["A302"]
    assert codes_at(BAD.replace(">yes<", ">yes|<")) == ["A302"]
    assert codes_at(BAD.replace("</warn", "</|warn")) == []
    assert codes_at(BAD.replace("<full", "|<full"), 1) == ["A203"]


def test_a_fix_that_is_only_to_be_shown_is_not_offered() -> None:
    text = BAD.replace("      <backup_group>backup</backup_group>\n", "")
    shown = [found for found in OpenText(URI, 1, text).findings if found.fix and found.fix.applicability == "display"]
    assert shown
    assert not [found for found in fixable_at(OpenText(URI, 1, text), 0, len(text)) if found in shown]


def test_all_safe_fixes_are_made_by_an_edit_each() -> None:
    edits = fix_all(OpenText(URI, 1, BAD))
    assert apply(BAD, edits) == fix(decode(BAD)).source.text != BAD
    assert len(edits) > 1
    assert max(edit.end - edit.start for edit in edits) < 40


def test_what_is_found_after_a_fix_is_fixed_too_by_one_edit() -> None:
    text = BAD.replace("${output}", "a & b & ${output}")
    (edit,) = fix_all(OpenText(URI, 1, text))
    mended = apply(text, [edit])
    assert "a &amp; b &amp; " in mended
    assert "<warn_midnite>Y<" in mended
    assert mended.startswith(text[: edit.start])


def test_nothing_is_to_be_done_where_nothing_is_safe_to_fix() -> None:
    assert fix_all(OpenText(URI, 1, "<cb_config/>")) == []
    assert fix_all(OpenText(URI, 1, "<project>&</project>")) == []
