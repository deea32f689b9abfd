"""What is told of a plain text holds: its parsers agree, and it has nothing that need not be looked for."""

from xml.dom.minidom import parseString

import pytest
from documents import GOOD
from hypothesis import assume, given
from hypothesis import strategies as st

from amazons3cfg.text.plain import is_plain
from amazons3cfg.text.source import Source
from amazons3cfg.text.tree import parse

_PLAIN = st.sampled_from(
    [
        "",
        " ",
        "\n  ",
        "<a/>",
        "<b>text é ]</b>",
        "<b> &lt;a> 2&gt;&amp;1 </b>",
        "<c></c>",
        "<d> </d>",
        "<!-- <a> - -->",
        "\r\n",
    ]
)
_OTHER = st.sampled_from(["x", "<a />", "<a b='c'/>", "<![CDATA[x]]>", "<?p?>", "&lt;", "&#10;", "<é/>", ">", "<a:b/>"])
_elements = st.recursive(
    _PLAIN | _PLAIN | _OTHER,
    lambda inner: st.lists(inner, max_size=4).map(lambda parts: f"<e>{''.join(parts)}</e>"),
    max_leaves=12,
)
_prologs = st.sampled_from(
    ["", '<?xml version="1.0"?>\n', "<?xml version='1.0' encoding='utf-8'?><!-- <e> -->", "<?p?>"]
)


def _document(prolog: str, parts: list[str], end: str) -> str:
    content = "".join(parts)
    declaration = " xmlns:a='u'" if "<a:b" in content else ""
    return f"{prolog}<e{declaration}>{content}</e>{end}"


_documents = st.builds(
    _document, _prologs, st.lists(_elements, max_size=4), st.sampled_from(["", "\n", "<!-- x -->\n", "<?p?>"])
)


@given(_documents)
def test_a_plain_text_has_text_only_where_no_elements_are_and_is_read_alike_by_all(text: str) -> None:
    assume(is_plain(text))
    nodes = parseString(text.encode()).getElementsByTagName("*")
    for element, node in zip(parse(Source(text)).root.iter(), nodes, strict=True):
        assert not element.attrib
        assert element.tag == node.tagName
        assert not (element.tail or "").strip()
        if len(element):
            assert not (element.text or "").strip()
        else:
            assert (element.text or "") == "".join(child.data for child in node.childNodes if child.nodeType == 3)
            assert not (element.text or "").strip() or len(node.childNodes) == 1


@pytest.mark.parametrize(
    "other",
    [
        "x",
        "<a />",
        "<a b='c'/>",
        "<![CDATA[x]]>",
        "<?p?>",
        "&lt;",
        ">",
        "<é/>",
        "<a:b/>",
        "<b>&#120;</b>",
        "<b>x<!-- c --></b>",
    ],
)
def test_what_is_written_otherwise_is_not_plain(other: str) -> None:
    assert is_plain(GOOD)
    assert not is_plain(GOOD.replace("<stage>", f"<stage>{other}"))


def test_a_big_text_is_plain_to_its_last_tag() -> None:
    many = "<b>x</b>\n" * 5000
    assert is_plain(f"<a>{many}</a>\n")
    assert not is_plain(f"<a>{many}</a b='c'>\n")
