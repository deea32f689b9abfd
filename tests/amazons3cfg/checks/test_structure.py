"""The shape of the document, where it is more than one rule's simplest case."""

import pytest
from documents import GOOD, OPTIONS, codes, document, findings


def test_a_default_namespace_is_found_once_where_it_begins() -> None:
    found = findings(document(("<cb_config>", '<cb_config xmlns="urn:x">')))
    assert {finding.code for finding in found} == {"A208"}
    assert [finding.element for finding in found] == ["cb_config"]
    inner = document(("<s3_bucket>", '<s3_bucket xmlns="urn:x">'))
    assert [(finding.code, finding.element) for finding in findings(inner)] == [("A208", "s3_bucket")]


def test_a_root_with_a_prefix_is_not_the_root_that_cedar_backup_reads() -> None:
    assert codes('<p:cb_config xmlns:p="urn:x"/>') == ["A104"]


def test_the_attributes_that_point_an_editor_to_the_schema_are_allowed() -> None:
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="amazons3.xsd"'
    assert codes(document(("<amazons3>", f"<amazons3 {xsi}>"))) == []


def test_comments_instructions_and_cdata_change_nothing() -> None:
    text = document(
        ("<warn_midnite>Y", "<!-- stray --><?stray text?><warn_midnite><!-- N -->Y"),
        ("example-bucket", "<![CDATA[example]]>-<!-- x -->bucket"),
    )
    assert codes(text) == []


def test_the_caret_of_a_value_that_is_not_plain_text_covers_all_of_it() -> None:
    (found,) = findings(document(("${input}", "${input} &gt; x")))
    assert (found.code, found.line) == ("A325", 16)
    assert found.length == len("gpg -c -o ${output} ${input} &gt; x")


def test_the_caret_of_a_value_over_several_lines_ends_with_the_first() -> None:
    for value, length in (("/a\n/b", 2), ("/a\r/b", 2), ("/a\u2028/b", 5)):
        (found,) = findings(document(("example-bucket/staging", value)))
        assert (found.code, found.length) == ("A312", length)


def test_repeats_are_counted_for_each_field_and_all_extra_sections_found() -> None:
    text = document(("</amazons3>", "<encrypt/><encrypt/></amazons3><amazons3/><amazons3/>"))
    assert codes(text) == ["A212", "A212", "A202", "A202"]


def test_a_quantity_is_told_as_it_was_written() -> None:
    (found,) = findings(document(("600 MB", "2.501 GB")))
    assert found.message == "the incremental limit, 2.501 GB, is above the full one, 2.5 GB"
    assert codes(document(("600 MB", "2.5 GB"))) == []


def test_good_has_no_findings_in_any_order_of_its_sections() -> None:
    assert codes(document((f"{OPTIONS}\n", ""), ("</cb_config>", f"{OPTIONS}</cb_config>"))) == []
    assert codes(GOOD.replace("\n", "\r\n")) == []


@pytest.mark.parametrize(
    "stray",
    ["x<a/>", "<a/>x", "<a>1</a>x", "<a>1</a>\u00a0", "<![CDATA[x]]>", "x<!-- c -->", "<!-- c -->x", "<a>1 > 2</a> x"],
)
def test_stray_text_is_found_wherever_it_stands_in_a_section(stray: str) -> None:
    text = document(("</amazons3>", f"{stray}</amazons3>"))
    assert "A207" in codes(text)


def test_text_in_place_of_all_elements_of_a_section_is_found() -> None:
    assert codes(document(("<reference/>", "<reference>x</reference>"))) == ["A214"]
