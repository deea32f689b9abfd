"""What our check passes without a finding is valid to both schemas."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

from described import POOL
from documents import codes
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from amazons3cfg.schemas.files import load_schema, schema_path

FULL = etree.parse(Path(__file__).parents[3] / "samples" / "full.conf").getroot()
PLACES = [FULL.getroottree().getpath(element) for element in FULL.iterdescendants(etree.Element)]
DOCUMENT = load_schema("document")
EDITORS = etree.XMLSchema(etree.parse(schema_path("editors")))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _empty(element: etree._Element) -> None:
    element[:] = []
    element.text = None


def _rename(element: etree._Element) -> None:
    element.tag = f"{etree.QName(element).localname}x"


def _add_text_behind(element: etree._Element) -> None:
    element.tail = "text"


MISTAKES: dict[str, Callable[[etree._Element], object]] = {
    "remove": _remove,
    "empty": _empty,
    "repeat": lambda element: element.addnext(deepcopy(element)),
    "add an empty one": lambda element: element.addnext(etree.Element(element.tag)),
    "rename": _rename,
    "add an attribute": lambda element: element.set("x", "y"),
    "add text behind it": _add_text_behind,
    "add a child": lambda element: etree.SubElement(element, "x"),
}


def changed(place: str, change: str) -> str:
    """Return the full sample with one change, which is a mistake by its name or else the text of the element."""
    root = deepcopy(FULL)
    element = root.getroottree().xpath(place)[0]
    if change in MISTAKES:
        MISTAKES[change](element)
    else:
        _empty(element)
        element.text = change
    return etree.tostring(root, encoding="unicode")


@settings(max_examples=1000)
@given(st.sampled_from(PLACES), st.sampled_from([*MISTAKES, *POOL]))
@example("/cb_config/purge/dir[2]", "remove")
@example("/cb_config/purge/dir[2]", "repeat")
@example("/cb_config/store/drive_speed", "empty")
def test_a_file_that_passes_without_a_finding_is_valid_to_both_schemas(place: str, change: str) -> None:
    document = changed(place, change)
    if not codes(document):
        assert [str(error) for error in DOCUMENT.iter_errors(document)] == []
        EDITORS.assertValid(etree.fromstring(document))
