from amazons3cfg.server.completion import Proposal, completion
from amazons3cfg.server.opened import OpenText

SECTION = "<cb_config>\n  <amazons3>{}</amazons3>\n</cb_config>\n"


def proposals(marked: str) -> list[Proposal]:
    offset = marked.index("|")
    return completion(OpenText("file:///x", 1, marked.replace("|", "")), offset)


def written(marked: str, label: str) -> str:
    """Return the text after the proposal of that label was taken."""
    text = marked.replace("|", "")
    (chosen,) = (each for each in proposals(marked) if each.label == label)
    return text[: chosen.start] + chosen.text + text[chosen.end :]


def labels(marked: str) -> list[str]:
    return [each.label for each in proposals(marked)]


def test_elements_that_are_missing_come_first_and_required_ones_before() -> None:
    found = labels(SECTION.format("<encrypt>x</encrypt><|"))
    assert found[0] == "s3_bucket"
    assert found.index("warn_midnite") < found.index("encrypt")


def test_an_element_is_completed_whole_and_the_cursor_is_in_it() -> None:
    marked = SECTION.format("\n    <s3|\n    <encrypt>x</encrypt>\n")
    assert written(marked, "s3_bucket") == SECTION.format("\n    <s3_bucket></s3_bucket>\n    <encrypt>x</encrypt>\n")
    (chosen,) = (each for each in proposals(marked) if each.label == "s3_bucket")
    assert chosen.caret is not None
    assert chosen.text[: chosen.caret] == "s3_bucket>"


def test_the_name_alone_is_completed_where_the_rest_of_the_tag_is_there() -> None:
    assert written(SECTION.format("<s3|>x</s3>"), "s3_bucket") == SECTION.format("<s3_bucket>x</s3>")
    assert written(SECTION.format("<|s3>x</s3>"), "s3_bucket") == SECTION.format("<s3_bucket>x</s3>")


def test_elements_are_completed_where_no_tag_was_begun() -> None:
    assert written(SECTION.format("\n    |\n  "), "encrypt") == SECTION.format("\n    <encrypt></encrypt>\n  ")
    assert written(SECTION.format("\n    enc|\n  "), "encrypt") == SECTION.format("\n    <encrypt></encrypt>\n  ")


def test_sections_are_completed_under_the_root() -> None:
    assert "amazons3" in labels("<cb_config>\n  <|\n</cb_config>")
    assert written("<cb_config><|</cb_config>", "amazons3") == "<cb_config><amazons3>\n\t\n</amazons3></cb_config>"


def test_allowed_values_replace_what_is_there() -> None:
    marked = SECTION.format("<warn_midnite>ye|s</warn_midnite>")
    assert labels(marked)[:1] == ["Y"]
    assert written(marked, "N") == SECTION.format("<warn_midnite>N</warn_midnite>")
    assert written(SECTION.format("<warn_midnite>|"), "Y") == SECTION.format("<warn_midnite>Y")


def test_the_end_tag_of_the_innermost_open_element_is_completed() -> None:
    assert written("<cb_config><amazons3><s3_bucket>a</|", "/s3_bucket").endswith("a</s3_bucket>")
    assert written(SECTION.format("<s3_bucket>a</|>"), "/s3_bucket") == SECTION.format("<s3_bucket>a</s3_bucket>")
    assert written(SECTION.format("<s3_bucket>a|"), "/s3_bucket") == SECTION.format("<s3_bucket>a</s3_bucket>")
    assert written(SECTION.format("<s3_bucket>a<|"), "/s3_bucket") == SECTION.format("<s3_bucket>a</s3_bucket>")


def test_an_end_tag_that_is_there_is_not_proposed_again() -> None:
    assert "/s3_bucket" not in labels(SECTION.format("<s3_bucket>a|</s3_bucket>"))


def test_nothing_is_proposed_in_comments_and_in_files_of_others() -> None:
    assert labels(SECTION.format("<!-- <| -->")) == []
    assert labels("<project><amazons3><|</amazons3></project>") == []
    assert labels("<|") == []
