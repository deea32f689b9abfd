from amazons3cfg.server.descriptions import explain
from amazons3cfg.server.hover import hover
from amazons3cfg.server.opened import OpenText

SECTION = "<cb_config><amazons3>{}</amazons3></cb_config>"


def shown(marked: str) -> tuple[str, str] | None:
    """Return what is explained at the bar, and the text that it is about."""
    text = marked.replace("|", "")
    found = hover(OpenText("file:///x", 1, text), marked.index("|"))
    return found and (found.element.name, text[found.start : found.end])


def test_an_element_is_explained_on_its_tags_and_on_its_value() -> None:
    assert shown(SECTION.format("<warn_mid|nite>Y</warn_midnite>")) == ("warn_midnite", "warn_midnite")
    assert shown(SECTION.format("<warn_midnite>Y</warn_|midnite>")) == ("warn_midnite", "warn_midnite")
    assert shown(SECTION.format("<warn_midnite>|Y</warn_midnite>")) == ("warn_midnite", "Y")
    assert shown("<cb_config><ama|zons3/></cb_config>") == ("amazons3", "amazons3")


def test_an_element_is_explained_while_another_is_being_typed() -> None:
    assert shown(SECTION.format("<s3_\n<warn_mid|nite>Y</warn_midnite>")) == ("warn_midnite", "warn_midnite")


def test_nothing_is_explained_elsewhere() -> None:
    assert shown(SECTION.format("<!-- <warn_mid|nite> -->")) is None
    assert shown(SECTION.format("<unkn|own/>")) is None
    assert shown(SECTION.format(" | ")) is None
    assert shown("<other><amazons3><warn_mid|nite>Y</warn_midnite></amazons3></other>") is None


def test_an_explanation_has_help_values_default_and_example() -> None:
    found = hover(OpenText("file:///x", 1, SECTION.format("<warn_midnite>Y</warn_midnite>")), 25)
    assert found is not None
    text = explain(found.element)
    for part in ("Whether to log a warning", "Allowed: Y or N", "Default: `N`", "Example: `Y`"):
        assert part in text
