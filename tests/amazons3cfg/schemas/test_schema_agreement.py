"""The schemas and the model say the same of a document, apart from what docs/deviations.md lists."""

from pathlib import Path
from typing import Any

import pytest
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from amazons3cfg import AmazonS3Config, ByteQuantity, ConfigError, LocalConfig
from amazons3cfg.checks import check
from amazons3cfg.model.amazons3 import FIELDS
from amazons3cfg.schemas.files import load_schema, schema_path
from amazons3cfg.text.source import decode

# The rules that are about what a schema can say: everything but the meaning of values and other sections.
SCHEMA_CODES = {"A104", "A202", "A203", "A204", "A205", "A206", "A207", "A208", "A212", "A302", "A303", "A305", "A306"}
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'

DEVIATIONS = Path(__file__).parents[3] / "docs" / "deviations.md"
DOCUMENT_SCHEMA = load_schema("document")
SECTION_SCHEMA = load_schema("section")
LIBXML2_SCHEMA = etree.XMLSchema(etree.parse(schema_path("section")))

odd_fields = st.sampled_from(
    [
        "<s3_bucket>a<!-- c -->b</s3_bucket>",
        "<s3_bucket><![CDATA[a<b]]></s3_bucket>",
        "<s3_bucket><![CDATA[ a]]></s3_bucket>",
        "<s3_bucket>a<b/>c</s3_bucket>",
        "<encrypt><?pi x?></encrypt>",
        '<s3_bucket x="1">b</s3_bucket>',
        '<s3_bucket xmlns="u">b</s3_bucket>',
        '<p:s3_bucket xmlns:p="u">b</p:s3_bucket>',
        f'<s3_bucket {XSI} xsi:noNamespaceSchemaLocation="x.xsd">b</s3_bucket>',
        f'<encrypt {XSI} xsi:nil="true"/>',
        "<full_size_limit>\u00a05</full_size_limit>",
        "<full_size_limit>\u0665</full_size_limit>",
        "<full_size_limit>nan</full_size_limit>",
        "<full_size_limit>1_000</full_size_limit>",
        "<S3_bucket>b</S3_bucket>",
        "<unknown/>",
        "stray",
        "<!-- comment -->",
        "\n   ",
    ]
)
odd_sections = st.sampled_from(
    [
        "<other/>",
        "<x>t<amazons3/></x>",
        '<x xmlns="u"/>',
        '<amazons3 xmlns="u"/>',
        "<!-- c -->",
        "\n ",
        "stray",
        "<amazons3 a='1'/>",
    ]
)
good_sections = st.just("<s3_bucket>b</s3_bucket>")


def wrong(document: str) -> set[str]:
    """Return the codes of what a schema can say that the checks find."""
    return SCHEMA_CODES & {finding.code for finding in check(decode(document))}


@settings(max_examples=4000)
@given(strategies.documents(strategies.field_elements | odd_fields | good_sections, odd_sections))
def test_the_document_schema_accepts_what_the_checks_accept(document: str) -> None:
    assert DOCUMENT_SCHEMA.is_valid(document) == (not wrong(document))


@settings(max_examples=4000)
@given(
    st.permutations(strategies.FIELDS).flatmap(
        lambda names: st.tuples(*(strategies.elements(name, strategies.VALUES[name]) for name in names))
    )
)
def test_fields_in_any_order_are_judged_alike_by_both_engines_and_the_model(fields: tuple[str, ...]) -> None:
    section = f"<amazons3>{''.join(fields)}</amazons3>"
    try:
        LocalConfig(xmlData=f"<cb_config>{section}</cb_config>")
        accepted = True
    except ConfigError:
        accepted = False
    assert SECTION_SCHEMA.is_valid(section) == accepted
    assert LIBXML2_SCHEMA.validate(etree.fromstring(section)) == accepted


@settings(max_examples=2000)
@given(
    st.booleans(),
    strategies.text,
    st.none() | strategies.text,
    st.none() | strategies.number_texts | strategies.numbers | strategies.quantity_arguments,
)
def test_what_validates_is_written_valid_and_reads_back_equal(
    warn: bool, bucket: str, encrypt: str | None, limit: Any
) -> None:
    quantity = ByteQuantity(*limit) if isinstance(limit, tuple) else limit
    local = LocalConfig()
    local.amazons3 = AmazonS3Config(warn, bucket, encrypt, quantity, quantity)
    written = local.toXml()
    assert LocalConfig(xmlData=written, validate=False) == local
    try:
        local.validate()
        validates = True
    except ConfigError:
        validates = False
    assert DOCUMENT_SCHEMA.is_valid(written) == validates


# Each row of the second table of docs/deviations.md: the code of the check, and what stands in the section.
TOLERATED = {
    "an unknown element": ("A203", "<s3_bucket>b</s3_bucket><unknown/>"),
    "a repeated element": ("A204", "<s3_bucket/><s3_bucket>b</s3_bucket><s3_bucket>c</s3_bucket>"),
    "an attribute": ("A206", '<s3_bucket x="1">b</s3_bucket>'),
    "stray text": ("A207", "stray<s3_bucket>b</s3_bucket>"),
    "a default namespace": ("A208", '<s3_bucket xmlns="u">b</s3_bucket>'),
    "a second section": ("A202", "<s3_bucket>b</s3_bucket></amazons3><amazons3><s3_bucket>c</s3_bucket>"),
}
ANOTHER_ROOT = ("another root element", "A104")


@pytest.mark.parametrize(("code", "children"), TOLERATED.values(), ids=TOLERATED)
def test_the_model_reads_what_the_original_reads_though_the_schema_refuses_it(code: str, children: str) -> None:
    document = f"<cb_config><amazons3>{children}</amazons3></cb_config>"
    section = LocalConfig(xmlData=document).amazons3
    assert section is not None
    assert section.s3Bucket == "b"
    assert not DOCUMENT_SCHEMA.is_valid(document)
    assert wrong(document) - {"A212"} == {code}  # an empty one is redundant besides


def test_a_no_break_space_between_elements_is_text_to_the_check_and_to_libxml2() -> None:
    section = "<amazons3><s3_bucket>b</s3_bucket>\u00a0</amazons3>"
    assert wrong(f"<cb_config>{section}</cb_config>") == {"A207"}
    assert not LIBXML2_SCHEMA.validate(etree.fromstring(section))


def test_another_root_is_read_as_no_section_and_refused_by_the_schema() -> None:
    document = "<config><amazons3><s3_bucket>b</s3_bucket></amazons3></config>"
    assert LocalConfig(xmlData=document, validate=False).amazons3 is None
    assert not DOCUMENT_SCHEMA.is_valid(document)
    assert wrong(document) == {ANOTHER_ROOT[1]}


def test_the_table_lists_exactly_these_with_their_codes() -> None:
    table = DEVIATIONS.read_text("utf-8").split("## ")[2]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")][2:]
    assert [(row[0], row[-1]) for row in rows] == [*((row, code) for row, (code, _) in TOLERATED.items()), ANOTHER_ROOT]


def test_a_number_too_large_for_a_float_is_refused_by_the_model_only() -> None:
    document = (
        "<cb_config><amazons3><s3_bucket>b</s3_bucket><full_size_limit>1e999</full_size_limit></amazons3></cb_config>"
    )
    assert DOCUMENT_SCHEMA.is_valid(document)
    with pytest.raises(ConfigError, match="1e999"):
        LocalConfig(xmlData=document)


@pytest.mark.parametrize("element", ["warn_midnite", "s3_bucket", "encrypt", "full_size_limit", "incr_size_limit"])
def test_every_element_is_documented_with_the_models_own_help(element: str) -> None:
    schema = etree.parse(schema_path("section"))
    documentation = schema.find(f".//{{*}}element[@name='{element}']//{{*}}documentation")
    assert documentation is not None
    spec = next(spec for spec in FIELDS.values() if spec.name == element)
    assert (documentation.text or "").startswith(spec.help)
