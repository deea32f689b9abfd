"""An untouched document gives back its bytes; an edit changes its element and nothing else."""

import re
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

import pytest
import strategies
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from amazons3cfg import AmazonS3Config, ConfigError, DocumentError, FieldError, LocalConfig
from amazons3cfg.editing import ConfigDocument
from amazons3cfg.model.amazons3 import FIELD_NAMES, FIELDS, FieldName

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"]
NAMES = list(FIELD_NAMES)

gaps = st.sampled_from(
    [
        "",
        "",
        "\n   ",
        "\r\n\t",
        "\r",
        "\n\n\n  ",
        "<!-- a <comment> & 'more' -->",
        "\n  <!-- c\nc -->\n  ",
        "<?pi a='1'?>",
    ]
)
texts = st.one_of(
    st.sampled_from(["b", "a<!-- c -->b", "<![CDATA[a<b&c]]>", "&#65;&amp;&lt;", "caf\u00e9", "a\r\nb", "${input}"]),
    st.text(st.characters(codec="iso-8859-1", exclude_categories=["Cc"]), min_size=1, max_size=8).map(escape),
)
attributes = st.sampled_from(["", "", "", ' a="1>2"', " b='x'", " "])


def field_element(name: str) -> st.SearchStrategy[str]:
    values = {
        "warn_midnite": st.sampled_from(["Y", "n", "<![CDATA[Y]]>"]),
        "s3_bucket": texts,
        "encrypt": texts,
        "full_size_limit": st.sampled_from(["2.50 GB", " 7 ", "1<!-- c -->0", "0"]),
        "incr_size_limit": st.sampled_from(["600 MB", "6e2MB"]),
    }[name]
    full = st.builds("<{0}{1}>{2}</{0} >".format, st.just(name), attributes, values)
    return full | st.builds("<{}{}/>".format, st.just(name), attributes)


children = st.sampled_from(strategies.FIELDS).flatmap(field_element) | st.just("<unknown>&lt;</unknown>")
other_sections = st.sampled_from(
    [
        "<options>\n    <x>1</x>\n  </options>",
        "<stage a='>'/>",
        "<peers><![CDATA[<amazons3>]]></peers>",
        "<x><amazons3/></x>",
    ]
)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    encoding = draw(st.sampled_from(ENCODINGS))

    def spread(elements: list[str]) -> str:
        return "".join(draw(gaps) + element for element in elements) + draw(gaps)

    section = f"<amazons3{draw(attributes)}>{spread(draw(st.lists(children, max_size=5)))}</amazons3>"
    sections = draw(st.lists(other_sections, max_size=3))
    if draw(st.integers(0, 9)):
        sections.insert(draw(st.integers(0, len(sections))), section)
    root = (
        f"<cb_config{draw(attributes)}>{spread(sections)}</cb_config>"
        if sections
        else draw(st.sampled_from(["<cb_config/>", "<cb_config></cb_config>", "<cb_config>\n</cb_config>"]))
    )
    text = draw(gaps).lstrip("\r\n\t ") + root + draw(gaps)
    declared = encoding.removesuffix("-sig")
    if declared != "utf-8" or draw(st.booleans()):
        text = f"<?xml version='1.0' encoding='{declared}'?>{draw(st.sampled_from(['', chr(10)]))}{text}"
    return text.encode(encoding)


def values_of(document: ConfigDocument) -> dict[str, Any]:
    return {name: document.get(name) for name in NAMES}


new_values = st.one_of(
    st.tuples(st.just("warnMidnite"), st.booleans()),
    st.tuples(st.sampled_from(["s3Bucket", "encryptCommand"]), st.none() | strategies.text),
    st.tuples(
        st.sampled_from(["fullBackupSizeLimit", "incrementalBackupSizeLimit"]),
        st.none() | st.sampled_from(["0", "7.50", 2**30]),
    ),
)


@settings(max_examples=3000)
@given(documents())
def test_an_untouched_document_gives_back_its_bytes(data: bytes) -> None:
    assert bytes(ConfigDocument(data)) == data


@settings(max_examples=5000)
@given(documents(), new_values)
def test_setting_a_field_changes_that_value_and_no_byte_outside_its_element(
    data: bytes, change: tuple[FieldName, Any]
) -> None:
    document = ConfigDocument(data)
    before, places = values_of(document), document.places()
    name, value = change
    document.set(name, value)
    again = ConfigDocument(bytes(document))
    expected = AmazonS3Config(**before)
    setattr(expected, name, value)
    assert values_of(again) == {each: getattr(expected, each) for each in NAMES}
    old, new = ConfigDocument(data).text, document.text
    if name in places:
        assert without(name, new) == without(name, old)
    else:
        assert_one_piece_was_inserted(old, new)


@settings(max_examples=2000)
@given(documents(), st.sampled_from(NAMES))
def test_removing_a_field_takes_its_elements_and_nothing_but_white_space(data: bytes, name: FieldName) -> None:
    document = ConfigDocument(data)
    before = values_of(document)
    document.remove(name)
    again = ConfigDocument(bytes(document))
    assert name not in again.places()
    assert values_of(again) == {**before, name: getattr(AmazonS3Config(), name)}
    assert_other_content_stays(data, bytes(document))


@settings(max_examples=2000)
@given(documents(), st.none() | st.builds(AmazonS3Config, st.booleans(), strategies.text, st.none() | strategies.text))
def test_assigning_the_section_reads_back_and_leaves_the_others(data: bytes, config: AmazonS3Config | None) -> None:
    document = ConfigDocument(data)
    document.section = config
    assert LocalConfig(xmlData=bytes(document), validate=False).amazons3 == config
    assert_other_content_stays(data, bytes(document))


def without(name: FieldName, text: str) -> str:
    """Return ``text`` without the elements of that field."""
    element = FIELDS[name].name
    tag = rf"""<{element}(?:"[^"]*"|'[^']*'|[^>"'/])*"""
    return re.sub(rf"{tag}(?:/>|>.*?</{element}\s*>)", "", text, flags=re.DOTALL)


def shared(left: str, right: str) -> int:
    """Return how many characters the two texts begin with alike."""
    return next(
        (place for place, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
    )


def assert_one_piece_was_inserted(old: str, new: str) -> None:
    """Check that ``new`` is ``old`` with one piece more, in place of the slash where a tag was opened."""
    start = shared(old, new)
    rest = min(len(old), len(new)) - start
    end = shared(old[::-1][:rest], new[::-1][:rest])
    assert old[start : len(old) - end].strip() in ("", "/", "/>")


def assert_other_content_stays(old: bytes, new: bytes) -> None:
    """Check that every other section is there as it was, to the byte, and every comment outside ours."""
    for piece in ("<options>\n    <x>1</x>\n  </options>", "<stage a='>'/>", "<x><amazons3/></x>"):
        for encoding in ("utf-8", "utf-16-le"):
            assert new.count(piece.encode(encoding)) == old.count(piece.encode(encoding))


@pytest.mark.parametrize("name", NAMES)
def test_saying_the_same_again_changes_nothing(name: FieldName) -> None:
    data = (
        b"<cb_config><amazons3><warn_midnite>y</warn_midnite><s3_bucket><![CDATA[b]]></s3_bucket>"
        b"<encrypt >e&#33;</encrypt>"
        b"<full_size_limit> 5KB </full_size_limit><incr_size_limit/></amazons3></cb_config>"
    )
    document = ConfigDocument(data)
    document.set(name, document.get(name))
    section = document.section
    document.section = section
    assert bytes(document) == data


def test_a_character_that_the_encoding_lacks_is_written_as_a_reference() -> None:
    declaration = b"<?xml version='1.0' encoding='iso-8859-1'?>"
    data = declaration + b"<cb_config><amazons3><s3_bucket>\xe9</s3_bucket></amazons3></cb_config>"
    document = ConfigDocument(data)
    document.set("s3Bucket", "\xe9\u20ac")
    assert b"<s3_bucket>\xe9&#8364;</s3_bucket>" in bytes(document)
    assert ConfigDocument(bytes(document)).get("s3Bucket") == "\xe9\u20ac"


def test_a_text_in_an_encoding_with_two_spellings_is_not_rewritten() -> None:
    data = b"<?xml version='1.0' encoding='iso-2022-jp'?><cb_config>\x1b(B</cb_config>"
    document = ConfigDocument(data)
    assert bytes(document) == data
    with pytest.raises(DocumentError, match="iso-2022-jp"):
        document.set("s3Bucket", "b")
    assert bytes(document) == data


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_removing_keeps_each_line_end_whole(line_end: str) -> None:
    lines = ["<cb_config>", " <amazons3>", "  <s3_bucket>b</s3_bucket>", "  <encrypt>x</encrypt>", " </amazons3>"]
    document = ConfigDocument(line_end.join([*lines, "</cb_config>"]))
    document.remove("encryptCommand")
    assert document.text == line_end.join([*lines[:3], *lines[4:], "</cb_config>"])
    document.section = None
    assert document.text == line_end.join(["<cb_config>", "</cb_config>"])


@pytest.mark.parametrize("between", ["", " ", "\n   ", "\n\n", "<!-- c -->"])
def test_all_elements_of_a_field_are_removed_at_once(between: str) -> None:
    encrypts = between.join(["<encrypt>a</encrypt>", "<encrypt/>", "<encrypt>b</encrypt>"])
    document = ConfigDocument(f"<cb_config><amazons3>\n   {encrypts}\n</amazons3></cb_config>")
    document.remove("encryptCommand")
    comments = f"   {between * 2}\n" if between.strip() else ""
    assert document.text == f"<cb_config><amazons3>\n{comments}</amazons3></cb_config>"


def test_a_str_has_the_bytes_that_it_declares() -> None:
    text = "<?xml version='1.0' encoding='{}'?><cb_config>\u00e9</cb_config>"
    for encoding in ("iso-8859-1", "utf-8", "utf-16", "utf-32"):
        document = ConfigDocument(text.format(encoding))
        assert bytes(document).decode(encoding) == document.text == text.format(encoding)
    with pytest.raises(DocumentError, match="cannot be written"):
        ConfigDocument(text.format("us-ascii"))
    with pytest.raises(DocumentError, match="not known"):
        ConfigDocument(text.format("nonsense"))


def test_a_refused_value_changes_nothing_and_can_be_replaced() -> None:
    data = b"<cb_config><amazons3><warn_midnite>maybe</warn_midnite></amazons3></cb_config>"
    document = ConfigDocument(data)
    with pytest.raises(FieldError, match="maybe"):
        document.get("warnMidnite")
    with pytest.raises(FieldError, match="maybe"):
        _ = document.section
    with pytest.raises(FieldError):
        document.set("s3Bucket", "")
    assert bytes(document) == data
    document.set("warnMidnite", False)
    assert bytes(document) == data.replace(b"maybe", b"N")


@pytest.mark.parametrize("data", [b"<config/>", b"<cb_config>", b"<!DOCTYPE cb_config><cb_config/>"])
def test_what_is_no_configuration_is_refused(data: bytes) -> None:
    with pytest.raises(ConfigError):
        ConfigDocument(data)


def test_places_tell_line_column_and_bytes() -> None:
    declaration = "<?xml version='1.0' encoding='utf-16'?>\r\n"
    text = declaration + "<cb_config>\r\n<amazons3> <encrypt>\u20ac</encrypt></amazons3></cb_config>"
    data = text.encode("utf-16")
    place = ConfigDocument(data).places()["encryptCommand"]
    assert (place.line, place.column) == (3, 12)
    assert data[place.start : place.end].decode("utf-16-le") == "<encrypt>\u20ac</encrypt>"
    assert data[place.value_start : place.value_end].decode("utf-16-le") == "\u20ac"
    assert ConfigDocument("<cb_config/>").places() == {}


@given(documents())
@settings(max_examples=300)
def test_places_are_those_of_the_elements(data: bytes) -> None:
    places = ConfigDocument(data).places()
    assume(places)
    for name, place in places.items():
        encoding = "utf-16-le" if data.startswith(b"\xff\xfe") else "iso-8859-1"
        assert data[place.start : place.end].decode(encoding).startswith(f"<{FIELDS[name].name}")
        assert place.start < place.value_start <= place.value_end <= place.end


@pytest.mark.parametrize(("value", "text"), [("N", "N"), ("n", "N"), (False, "N"), ("Y", "Y"), (True, "Y"), (None, "")])
def test_a_boolean_is_set_by_a_bool_or_by_its_text(value: object, text: str) -> None:
    for old in ("Y", "N"):
        document = ConfigDocument(f"<cb_config><amazons3><warn_midnite>{old}</warn_midnite></amazons3></cb_config>")
        document.set("warnMidnite", value)
        assert f"<warn_midnite>{text}</warn_midnite>" in document.text
    added = ConfigDocument("<cb_config/>")
    added.add_section({"warnMidnite": value})
    assert added.get("warnMidnite") is (text == "Y")


@pytest.mark.parametrize("value", ["no", "", "False", 0, 1, [], object()])
def test_what_is_neither_a_bool_nor_its_text_is_not_taken_by_its_truth(value: object) -> None:
    document = ConfigDocument("<cb_config><amazons3/></cb_config>")
    with pytest.raises(FieldError, match=r"warnMidnite: .* is not a boolean"):
        document.set("warnMidnite", value)
    with pytest.raises(FieldError, match=r"warnMidnite: .* is not a boolean"):
        ConfigDocument("<cb_config/>").add_section({"warnMidnite": value})
    assert document.text == "<cb_config><amazons3/></cb_config>"


@pytest.mark.parametrize("value", [5, "s3_bucket", LocalConfig()])
def test_what_is_no_section_is_not_assigned(value: Any) -> None:
    document = ConfigDocument("<cb_config/>")
    with pytest.raises(FieldError, match="is no AmazonS3Config; use None or an AmazonS3Config"):
        document.section = value
    assert document.text == "<cb_config/>"


def test_what_is_no_name_is_refused_as_the_name_of_a_field() -> None:
    name: Any = 5
    for use in (ConfigDocument.get, ConfigDocument.remove):
        with pytest.raises(FieldError, match="5 is not the name of a field; use one of warnMidnite"):
            use(ConfigDocument("<cb_config/>"), name)


@pytest.mark.parametrize(
    ("name", "meant"), [("s3bucket", "s3Bucket"), ("warn_midnite", "warnMidnite"), ("encrypt", "encryptCommand")]
)
def test_a_name_that_is_no_field_is_refused_with_the_one_that_is_meant(name: FieldName, meant: str) -> None:
    document = ConfigDocument("<cb_config><amazons3/></cb_config>")
    uses: list[Callable[[], object]] = [
        lambda: document.get(name),
        lambda: document.set(name, "x"),
        lambda: document.remove(name),
        lambda: ConfigDocument("<cb_config/>").add_section({name: "x"}),
    ]
    for use in uses:
        with pytest.raises(FieldError, match=f"'{name}' is not the name of a field; did you mean {meant}?"):
            use()


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        (["other"], "amazons3"),
        (["amazons3"], "amazons3action"),
        (["amazons3action", "amazons3"], "amazons3action2"),
        (["amazons3", "amazons3action", "amazons3action2"], "amazons3action3"),
    ],
)
def test_an_action_gets_a_name_that_no_other_extension_has(taken: list[str], name: FieldName) -> None:
    other = "<action><name>{}</name><module>mine</module><function>run</function><index>99</index></action>"
    document = ConfigDocument(f"<cb_config><extensions>{''.join(map(other.format, taken))}</extensions></cb_config>")
    document.add_action()
    assert f"<name>{name}</name><module>amazons3action</module>" in document.text
