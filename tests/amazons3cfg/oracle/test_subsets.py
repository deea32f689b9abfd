"""Parts of complete documents, in any combination: both take them, or both refuse them."""

import re
from copy import deepcopy

from documents import findings
from hypothesis import event, given, settings
from hypothesis import strategies as st
from lxml import etree

from oracle.complete import OFFICIAL, variants
from oracle.exceptions import EXCEPTIONS
from oracle.original import verdict

_SECTIONS: dict[str, list[etree._Element]] = {}
for _root, _changed in variants().values():
    for _section in _root:
        if _changed in (None, _section.tag):
            _SECTIONS.setdefault(str(_section.tag), []).append(_section)


@st.composite
def _subsets(draw: st.DrawFn) -> str:
    """Return a document of some sections, each in one of its forms, without a few of their elements."""
    root = etree.Element("cb_config")
    left_out = draw(st.sets(st.sampled_from(sorted(_SECTIONS)), max_size=6))
    for section, forms in _SECTIONS.items():
        if section not in left_out:
            root.append(deepcopy(draw(st.sampled_from(forms))))
    for action in root.findall("extensions/action"):
        name = action.findtext("name")
        # Mostly without the action of a section that is not there.
        if name in left_out and name in OFFICIAL and draw(st.integers(0, 9)):
            _remove(action)
    for _ in range(draw(st.integers(0, 3))):
        elements = [each for each in root.iter() if each is not root]
        if elements:
            _remove(draw(st.sampled_from(elements)))
    return etree.tostring(root, encoding="unicode")


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


@settings(max_examples=500)
@given(_subsets())
def test_both_take_the_parts_of_a_complete_document_or_both_refuse_them(text: str) -> None:
    original = verdict(etree.fromstring(text))
    event(original.outcome)
    errors = [each for each in findings(text) if each.severity == "error"]
    if original.outcome == "taken":
        assert [each for each in errors if not any(re.fullmatch(row.codes, each.code) for row in EXCEPTIONS)] == []
    elif original.outcome == "refused":
        assert errors, original.why
