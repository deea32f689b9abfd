from hypothesis import given
from hypothesis import strategies as st

from amazons3cfg.text.cursor import cursor
from amazons3cfg.text.outline import outline, root_name
from amazons3cfg.text.spans import all_spans

TAGS = ["<a>", "</a>", "<b>", "</b>", "<c/>", "<", ">", "</"]
pieces = st.sampled_from([*TAGS, "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", '"', "x", "\n"])
malformed = st.lists(pieces, max_size=30).map("".join)


def paths(text: str) -> list[str]:
    return ["/".join(node.path) for node in outline(text).walk()]


def around(marked: str) -> tuple[str, str, str] | None:
    """Return what is at the bar in the text: the place, the element around it, and the word."""
    offset = marked.index("|")
    text = marked.replace("|", "")
    at = cursor(text, outline(text), offset)
    return None if at is None else (at.place, at.parent.name if at.parent else "", text[at.start : at.end])


def test_the_outline_of_a_good_text_has_the_spans_of_its_elements() -> None:
    text = "<a><!-- <x> --><b k='>'>1</b><c/><![CDATA[<y>]]><b>2<d></d></b></a>"
    nodes = list(outline(text).walk())
    assert [(node.start, node.content, node.content_end, node.end) for node in nodes] == all_spans(text)
    assert [node.name for node in nodes] == ["a", "b", "c", "b", "d"]


def test_what_is_being_typed_hides_nothing_else() -> None:
    assert paths("<r><s>\n<a_ \n<b>1</b></s><t/></r>") == ["r", "r/s", "r/s/b", "r/t"]
    assert paths("<r><s>\n</\n<b>1</b></s><t/></r>") == ["r", "r/s", "r/s/b", "r/t"]
    assert paths("<r><s>\n<\n<b>1</b></s><t/></r>") == ["r", "r/s", "r/s/b", "r/t"]
    assert paths('<r><s a="1>\n<b>1</b></s><t/></r>') == ["r", "r/b", "r/t"]


def test_an_end_tag_whose_name_is_being_edited_closes_what_it_closed() -> None:
    assert paths("<r><full>1</ful><b/></r>") == ["r", "r/full", "r/b"]
    assert paths("<r><full>1</full></full><b/></r>") == ["r", "r/full", "r/b"]


def test_a_missing_end_tag_ends_with_its_parent() -> None:
    text = "<r><a><b>1</a><c/></r>"
    assert paths(text) == ["r", "r/a", "r/a/b", "r/c"]
    open_ = next(node for node in outline(text).walk() if node.name == "b")
    assert (open_.content_end, open_.closed) == (text.index("</a>"), False)


@given(malformed)
def test_any_text_has_an_outline_whose_elements_are_in_their_parents(text: str) -> None:
    for node in outline(text).walk():
        assert node.start < node.content <= node.content_end <= node.end <= len(text)
        if node.parent:
            assert node.parent.content <= node.start
            assert node.end <= node.parent.content_end


@given(malformed, st.data())
def test_any_place_has_a_word_around_it_or_is_passed_over(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    at = cursor(text, outline(text), offset)
    if at:
        assert at.start <= offset <= at.end
        assert "\n" not in text[at.start : at.end]


def test_the_cursor_knows_the_name_and_the_parent() -> None:
    assert around("<r><s><na|me>x</name></s></r>") == ("start tag", "s", "name")
    assert around("<r><s><na|\n</s></r>") == ("start tag", "s", "na")
    assert around("<r><s><|</s></r>") == ("start tag", "s", "")
    assert around("<r><s><name>x</na|me></s></r>") == ("end tag", "name", "name")
    assert around("<r><s><name>x</|\n</s></r>") == ("end tag", "name", "")
    assert around("<r><s><name>\n  so | me \n</name></s></r>") == ("text", "name", "so  me")
    assert around("<r><c/>|</r>") == ("text", "r", "")
    assert around("|<r/>") == ("text", "", "")


def test_nothing_is_at_the_cursor_where_no_element_can_be() -> None:
    assert around("<r><!-- <na| --></r>") is None
    assert around("<r><!-- <na|") is None
    assert around("<r><![CDATA[|]]></r>") is None
    assert around("<?xml |?><r/>") is None
    assert around('<r a="|"/>') is None
    assert around("<!|") is None
    assert around("<r><!-- x -->|</r>") == ("text", "r", "")


def test_the_root_is_found_in_any_text() -> None:
    assert root_name('\ufeff<?xml version="1.0"?>\n<!-- <x> -->\n<cb_config') == "cb_config"
    assert root_name("<!DOCTYPE cb_config [<!ENTITY a 'b'>]><cb_config/>") == "cb_config"
    assert root_name("<cb_configs/>") == "cb_configs"
    assert root_name("") is None
    assert root_name("text") is None
