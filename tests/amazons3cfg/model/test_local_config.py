"""Reading a document into the model, and all that can go wrong on the way."""

import os
import pickle
from pathlib import Path
from typing import Any
from xml.dom.minidom import parseString

import pytest
from lxml import etree

from amazons3cfg import AmazonS3Config, ByteQuantity, ConfigError, DocumentError, FieldError, LocalConfig

DOCUMENT = """<cb_config>
   <amazons3>
      <warn_midnite>Y</warn_midnite>
      <s3_bucket>caf\u00e9/b</s3_bucket>
      <encrypt>gpg -o ${output} ${input}</encrypt>
      <full_size_limit>2.50 GB</full_size_limit>
      <incr_size_limit>600 MB</incr_size_limit>
   </amazons3>
</cb_config>
"""
EXPECTED = AmazonS3Config(
    True, "caf\u00e9/b", "gpg -o ${output} ${input}", ByteQuantity("2.50", 4), ByteQuantity("600", 2)
)


def section(children: str, **options: Any) -> AmazonS3Config | None:
    return LocalConfig(xmlData=f"<cb_config><amazons3>{children}</amazons3></cb_config>", **options).amazons3


def test_a_document_is_read_into_the_model_with_its_numbers_as_written() -> None:
    assert LocalConfig(xmlData=DOCUMENT).amazons3 == EXPECTED
    assert "2.50 GB" in LocalConfig(xmlData=DOCUMENT).toXml().decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "iso-8859-1", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_bytes_are_read_in_the_encoding_that_they_declare(encoding: str, line_end: str) -> None:
    declared = encoding.removesuffix("-sig").removesuffix("-le")
    text = f'<?xml version="1.0" encoding="{declared}"?>\n{DOCUMENT}'.replace("\n", line_end)
    assert LocalConfig(xmlData=text.encode(encoding)).amazons3 == EXPECTED


@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0"?>', '<?xml version="1.0" encoding="iso-8859-1"?>'])
def test_a_str_is_text_whatever_it_declares(declaration: str) -> None:
    assert LocalConfig(xmlData=declaration + DOCUMENT).amazons3 == EXPECTED
    assert LocalConfig(xmlData="\ufeff" + declaration + DOCUMENT).amazons3 == EXPECTED


@pytest.mark.parametrize("kind", [str, Path])
def test_a_file_is_read_by_its_declared_encoding_not_the_locales(kind: Any, tmp_path: Path) -> None:
    path = tmp_path / "cback.conf"
    path.write_bytes(('<?xml version="1.0" encoding="iso-8859-1"?>' + DOCUMENT).encode("iso-8859-1"))
    assert LocalConfig(xmlPath=kind(path)).amazons3 == EXPECTED


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        LocalConfig(xmlPath=tmp_path / "none")


def test_both_sources_are_refused_and_neither_gives_an_empty_object() -> None:
    with pytest.raises(ValueError, match=r"^use either xmlData or xmlPath, but not both$"):
        LocalConfig(xmlData=DOCUMENT, xmlPath="/etc/cback.conf")
    assert LocalConfig().amazons3 is None
    assert LocalConfig() == LocalConfig(validate=False)


@pytest.mark.parametrize(
    "text", ["<![CDATA[a b]]>", "a<!-- c --> b", "a<?pi x?> b", "&#97; b", "a<![CDATA[ ]]>b", "<!-- c -->a b"]
)
def test_the_whole_text_of_an_element_counts(text: str) -> None:
    config = section(f"<s3_bucket>{text}</s3_bucket>")
    assert config is not None
    assert config.s3Bucket == "a b"


@pytest.mark.parametrize("root", ["config", "CB_CONFIG", 'p:cb_config xmlns:p="u"'])
def test_another_root_reads_as_no_section(root: str) -> None:
    data = f"<{root}><amazons3><s3_bucket>b</s3_bucket></amazons3></{root.split()[0]}>"
    assert LocalConfig(xmlData=data, validate=False).amazons3 is None
    with pytest.raises(FieldError, match="section is required"):
        LocalConfig(xmlData=data)


def test_every_refused_value_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "cback.conf"
    text = DOCUMENT.replace(">Y<", ">yes<").replace("600 MB", "600 TB").replace("caf\u00e9/b", "")
    path.write_text(text, "utf-8")
    with pytest.raises(FieldError) as caught:
        LocalConfig(xmlPath=path)
    places = [(f.path, f.line, f.column, f.length, f.element, f.code) for f in caught.value.findings]
    assert places == [
        (str(path), 3, 21, 3, "warn_midnite", "A302"),
        (str(path), 7, 24, 6, "incr_size_limit", "A303"),
        (str(path), 4, 7, 11, "s3_bucket", "A305"),
    ]
    assert str(caught.value).splitlines()[0] == f"{path}:3:21: <warn_midnite>: 'yes' is not a boolean; write Y"


def test_a_refused_bucket_is_not_called_missing_too() -> None:
    with pytest.raises(FieldError) as caught:
        section("<s3_bucket><b/></s3_bucket>")
    assert [finding.code for finding in caught.value.findings] == ["A205"]


def test_without_validation_only_what_is_missing_is_let_pass() -> None:
    assert section("", validate=False) == AmazonS3Config()
    assert section("<s3_bucket> b </s3_bucket>", validate=False) == AmazonS3Config(s3Bucket=" b ")
    with pytest.raises(FieldError):
        section("<warn_midnite>x</warn_midnite>", validate=False)


@pytest.mark.parametrize(
    ("config", "code", "hint"),
    [
        (None, "A201", "amazons3"),
        (AmazonS3Config(), "A305", "bucket"),
        (AmazonS3Config(s3Bucket=" "), "A305", "bucket"),
        (AmazonS3Config(s3Bucket=" b"), "A306", "'b'"),
    ],
)
def test_validate_says_what_is_missing(config: AmazonS3Config | None, code: str, hint: str) -> None:
    local = LocalConfig()
    local.amazons3 = config
    with pytest.raises(FieldError) as caught:
        local.validate()
    (finding,) = caught.value.findings
    assert finding.code == code
    assert hint in finding.hint


@pytest.mark.parametrize("value", [5, "x", AmazonS3Config])
def test_only_a_configuration_can_be_the_section_and_the_old_one_stays(value: Any) -> None:
    local = LocalConfig(xmlData=DOCUMENT)
    with pytest.raises(FieldError) as caught:
        local.amazons3 = value
    (finding,) = caught.value.findings
    assert (finding.code, finding.field, finding.hint) == ("A301", "amazons3", "use None or an AmazonS3Config")
    assert finding.message == f"{value!r} is no AmazonS3Config"
    assert local.amazons3 == EXPECTED


@pytest.mark.parametrize("data", [5, bytearray(b"<cb_config/>"), ["<cb_config/>"]])
def test_data_of_another_type_is_a_value_error_that_names_it(data: Any) -> None:
    with pytest.raises(ValueError, match=type(data).__name__):
        LocalConfig(xmlData=data)


def test_an_error_survives_pickling_as_a_program_with_workers_needs() -> None:
    with pytest.raises(ConfigError) as caught:
        LocalConfig(xmlData="<cb_config>")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_malformed_document_does_not_add_to_a_log_kept_for_good() -> None:
    for number in range(3):
        with pytest.raises(DocumentError) as caught:
            LocalConfig(xmlData=f"<cb_config><a{number}></cb_config>")
        assert len(caught.value.findings) == 1
        assert f"a{number}" in str(caught.value)


def test_local_configurations_sort_by_section_and_above_none() -> None:
    empty, full = LocalConfig(), LocalConfig(xmlData=DOCUMENT)
    assert empty < full
    assert empty > None
    assert empty.__cmp__("stranger") is NotImplemented
    assert str(empty) == "LocalConfig(None)"
    with pytest.raises(TypeError, match="unhashable"):
        hash(full)


def test_the_section_is_added_to_a_minidom_document_and_reads_back_equal() -> None:
    dom = parseString("<cb_config><options/></cb_config>")
    local = LocalConfig(xmlData=DOCUMENT)
    local.addConfig(dom, dom.documentElement)
    assert dom.documentElement is not None
    assert [node.nodeName for node in dom.documentElement.childNodes] == ["options", "amazons3"]
    assert LocalConfig(xmlData=dom.toxml()) == local
    assert LocalConfig(xmlData=dom.toprettyxml()) == local


def test_the_section_is_added_to_an_lxml_element_and_reads_back_equal() -> None:
    root = etree.fromstring("<cb_config><options/></cb_config>")
    local = LocalConfig(xmlData=DOCUMENT)
    local.addConfig(None, root)
    assert [child.tag for child in root] == ["options", "amazons3"]
    assert LocalConfig(xmlData=etree.tostring(root)) == local


def test_all_five_elements_are_written_in_order_and_nothing_for_no_section() -> None:
    local = LocalConfig()
    assert local.toXml() == b'<?xml version="1.0" encoding="UTF-8"?>\n<cb_config>\n</cb_config>\n'
    local.amazons3 = AmazonS3Config(s3Bucket="a&b<c>\r", fullBackupSizeLimit=ByteQuantity(None, 2))
    assert local.toXml().decode().splitlines()[2:9] == [
        "   <amazons3>",
        "      <warn_midnite>N</warn_midnite>",
        "      <s3_bucket>a&amp;b&lt;c&gt;&#13;</s3_bucket>",
        "      <encrypt/>",
        "      <full_size_limit>0 MB</full_size_limit>",
        "      <incr_size_limit/>",
        "   </amazons3>",
    ]


def test_a_carriage_return_survives_every_way_of_writing() -> None:
    local = LocalConfig()
    local.amazons3 = AmazonS3Config(s3Bucket="a\r\nb\rc")
    dom = parseString("<cb_config/>")
    local.addConfig(dom, dom.documentElement)
    root = etree.Element("cb_config")
    local.addConfig(None, root)
    for written in (local.toXml(), dom.toxml(), etree.tostring(root)):
        assert LocalConfig(xmlData=written) == local


def test_an_unreadable_file_is_an_os_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError) as caught:
        LocalConfig(xmlPath=tmp_path)
    assert caught.value.filename == os.fspath(tmp_path)


def test_an_element_where_text_belongs_is_told_with_what_to_write() -> None:
    with pytest.raises(FieldError) as caught:
        section("<s3_bucket>b</s3_bucket><warn_midnite><b/></warn_midnite>")
    (found,) = caught.value.findings
    assert (found.code, found.element) == ("A205", "warn_midnite")
    assert found.message == "<b> stands in <warn_midnite>, where only text belongs"
    assert found.hint == "write Y or N"


def test_the_first_of_a_repeated_field_counts_and_the_others_are_not_read() -> None:
    read = section(
        "<s3_bucket>a</s3_bucket><s3_bucket>b</s3_bucket><warn_midnite>Y</warn_midnite><warn_midnite>x</warn_midnite>"
    )
    assert read == AmazonS3Config(True, "a")


def test_a_missing_bucket_has_the_place_of_the_section() -> None:
    with pytest.raises(FieldError) as caught:
        section("\n<encrypt/>")
    (found,) = caught.value.findings
    assert (found.code, found.element, found.line, found.column, found.length) == ("A305", "amazons3", 1, 12, 10)
