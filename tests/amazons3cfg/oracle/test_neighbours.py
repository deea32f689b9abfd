"""Several mistakes at once, and small documents of known names: what the original refuses is an error."""

from collections import defaultdict
from functools import partial
from xml.sax.saxutils import escape

from documents import findings
from hypothesis import event, given, settings
from hypothesis import strategies as st
from lxml import etree

from oracle.complete import variants
from oracle.mistakes import VALUES, mistakes_at
from oracle.original import verdict

_DOCUMENTS = variants()


@st.composite
def _with_mistakes(draw: st.DrawFn) -> etree._Element:
    root = _DOCUMENTS[draw(st.sampled_from(sorted(_DOCUMENTS)))][0]
    for _ in range(draw(st.integers(2, 3))):
        possible = list(mistakes_at("", root, draw(st.sampled_from(list(root.iter())))))
        if possible:  # not where the last mistake has left a text that no element holds
            root = draw(st.sampled_from(possible)).root
    return root


def _known() -> dict[str, dict[str, set[str]]]:
    """Return the names below each path of the complete documents, each with the texts that stand there."""
    known: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for root, _ in _DOCUMENTS.values():
        for element in root.iter():
            parents = [str(each.tag) for each in element.iterancestors()]
            texts = known["/".join(reversed(parents))][str(element.tag)]
            if not len(element):
                texts.add(element.text or "")
    return known


_KNOWN = _known()
_OPTIONS = etree.tostring(_DOCUMENTS["minimal options"][0].findall("options")[0], encoding="unicode")


def _trees(path: str) -> st.SearchStrategy[str]:
    """Return elements with any text, or any known elements, below a path of known names."""
    name = path.rpartition("/")[2]
    children = _KNOWN.get(path)
    if children is None:
        parent = path.rpartition("/")[0]
        good = st.sampled_from(sorted(_KNOWN[parent][name]))
        texts = good | good | good | good | st.sampled_from(VALUES) | st.just("")
        return texts.map(lambda text: f"<{name}>{escape(text)}</{name}>")
    below = st.sampled_from(sorted(children)).flatmap(lambda child: _trees(f"{path}/{child}"))
    each = st.tuples(*(_trees(f"{path}/{child}") | st.just("") for child in sorted(children))).map("".join)
    content = each | st.lists(below, max_size=4).map("".join)
    return content.map(lambda text: f"<{name}>{text}</{name}>")


_sections = st.sampled_from(sorted(_KNOWN["cb_config"])).flatmap(lambda name: _trees(f"cb_config/{name}"))
_small = st.builds(
    lambda start, parts: f"<cb_config>{start}{''.join(parts)}</cb_config>",
    st.sampled_from([f"{_OPTIONS}<purge/>", f"{_OPTIONS}<purge/>", ""]),
    st.lists(_sections, max_size=3),
)


@settings(max_examples=600)
@given(_with_mistakes().map(partial(etree.tostring, encoding="unicode")) | _small)
def test_what_the_original_refuses_is_an_error(text: str) -> None:
    refusal = verdict(etree.fromstring(text))
    event(refusal.outcome)
    if refusal.outcome == "refused":
        assert any(each.severity == "error" for each in findings(text)), refusal.why
