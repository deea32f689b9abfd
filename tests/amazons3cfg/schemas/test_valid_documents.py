"""Documents that are valid by the descriptions are so for the original, our check and both schemas."""

import shutil
import subprocess

import pytest
from described import refusal
from documents import findings
from hypothesis import given, settings
from lxml import etree
from valid_documents import documents_by_description

from amazons3cfg.schemas.files import load_schema, schema_path

DOCUMENT = load_schema("document")
EDITORS = etree.XMLSchema(etree.parse(schema_path("editors")))


@settings(max_examples=200)
@given(documents_by_description())
def test_what_is_valid_by_the_descriptions_is_so_for_the_original_our_check_and_both_schemas(document: str) -> None:
    assert refusal(document) == ""
    assert [finding for finding in findings(document) if finding.severity == "error"] == []
    assert [str(error) for error in DOCUMENT.iter_errors(document)] == []
    EDITORS.assertValid(etree.fromstring(document))


@pytest.mark.skipif(not shutil.which("xmllint"), reason="no xmllint here (libxml2-utils)")
@settings(max_examples=30)
@given(documents_by_description())
def test_what_is_valid_by_the_descriptions_is_so_for_xmllint(document: str) -> None:
    command = ["xmllint", "--noout", "--nonet", "--schema", str(schema_path("editors")), "-"]
    result = subprocess.run(command, input=document.encode(), capture_output=True)
    assert result.returncode == 0, result.stderr.decode()
