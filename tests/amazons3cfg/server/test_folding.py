from amazons3cfg.server.folding import folds
from amazons3cfg.server.opened import OpenText

TEXT = "<!-- a\n b -->\n<cb_config>\n  <amazons3>\n    <s3_bucket>x</s3_bucket>\n  </amazons3>\n</cb_config>\n"


def test_elements_and_comments_that_span_lines_are_folded() -> None:
    places = [TEXT[fold.start : fold.end].split("\n")[0] for fold in folds(OpenText("file:///x", 1, TEXT))]
    assert places == ["<!-- a", "<cb_config>", "  <amazons3>".strip()]


def test_what_is_not_closed_is_not_folded() -> None:
    found = folds(OpenText("file:///x", 1, TEXT.replace("</amazons3>", "")))
    assert [TEXT[fold.start : fold.start + 10] for fold in found] == ["<!-- a\n b ", "<cb_config"]
