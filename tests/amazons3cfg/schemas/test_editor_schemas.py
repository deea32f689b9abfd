"""The schema for editors finds what is wrong in the section, and the catalog finds all schemas, by real tools."""

import shutil
import subprocess
from pathlib import Path

import pytest
import xmlschema
from documents import GOOD, document
from lxml import etree

SCHEMAS = Path(__file__).parents[3] / "schema"
NAMES = {"section": "amazons3.xsd", "document": "cb_config.xsd", "editors": "cb_config-editors.xsd"}
HINT = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="urn:amazons3cfg:editors"'

needs_xmllint = pytest.mark.skipif(not shutil.which("xmllint"), reason="no xmllint here (libxml2-utils)")


def xmllint(schema: str, path: Path) -> tuple[int, str]:
    """Validate a file with xmllint, which finds schemas in the catalog only; return its exit code and messages."""
    result = subprocess.run(
        ["xmllint", "--nonet", "--noout", "--schema", schema, path],
        env={"XML_CATALOG_FILES": str(SCHEMAS / "catalog.xml"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    return result.returncode, result.stderr


@pytest.mark.parametrize("changes", [(), (("<cb_config>", f"<cb_config {HINT}>"),)], ids=["plain", "with a hint"])
def test_the_schema_for_editors_accepts_a_good_document(changes: tuple[tuple[str, str], ...]) -> None:
    xmlschema.XMLSchema10(str(SCHEMAS / NAMES["editors"])).validate(document(*changes))


@pytest.mark.parametrize(
    "change", [(">Y<", ">yes<"), ("2.5 GB", "2.5 TB"), ("<warn_midnite>", "<zzz/><warn_midnite>"), ("example-b", " b")]
)
def test_the_schema_for_editors_refuses_what_the_sections_schema_refuses(change: tuple[str, str]) -> None:
    schema = xmlschema.XMLSchema10(str(SCHEMAS / NAMES["editors"]))
    error = next(schema.iter_errors(document(change)))
    assert (error.path or "").startswith("/cb_config/amazons3")


def test_the_catalog_names_every_schema_in_both_ways() -> None:
    entries = {
        (entry.get("systemId") or entry.get("name"), entry.get("uri"), etree.QName(entry).localname)
        for entry in etree.parse(SCHEMAS / "catalog.xml").getroot().iterchildren(etree.Element)
    }
    assert entries == {
        (f"urn:amazons3cfg:{name}", file, kind) for name, file in NAMES.items() for kind in ("system", "uri")
    }
    assert {path.name for path in SCHEMAS.glob("*.xsd")} == set(NAMES.values())


@needs_xmllint
def test_xmllint_finds_the_schemas_in_the_catalog(tmp_path: Path) -> None:
    path = tmp_path / "cback.conf"
    path.write_text(GOOD, "utf-8")
    assert xmllint("urn:amazons3cfg:editors", path)[0] == 0
    path.write_text(document((">Y<", ">yes<")), "utf-8")
    code, messages = xmllint("urn:amazons3cfg:editors", path)
    assert code
    assert "warn_midnite" in messages
    path.write_text(GOOD[GOOD.index("<amazons3>") : GOOD.index("</cb_config>")], "utf-8")
    assert xmllint("urn:amazons3cfg:section", path)[0] == 0
