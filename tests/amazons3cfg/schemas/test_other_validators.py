"""Validators that people have at hand, xmllint and Xerces-J, agree with ours on the schemas of XSD 1.0."""

import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xmlschema
from documents import SECTION, codes
from lxml import etree

from amazons3cfg.schemas.files import schema_path

ROOT = Path(__file__).parents[3]
JARS = [Path("/usr/share/java") / name for name in ("xercesImpl.jar", "xercesSamples.jar")]
SCHEMA = schema_path("section")
# The rules that are about what a schema can say; the rest is about what values mean, and about other sections.
SCHEMA_CODES = {"A203", "A204", "A205", "A206", "A207", "A208", "A212", "A302", "A303", "A305", "A306"}

SECTIONS = {
    "all fields": SECTION,
    "bucket only": "<amazons3><s3_bucket>b</s3_bucket></amazons3>",
    "another order": "<amazons3><encrypt>x</encrypt><s3_bucket>b</s3_bucket><warn_midnite>n</warn_midnite></amazons3>",
    "empty fields": "<amazons3><warn_midnite/><s3_bucket>b</s3_bucket><encrypt/><full_size_limit/></amazons3>",
    "quantities": "<amazons3><s3_bucket>b</s3_bucket><full_size_limit>\n +1.5e2KB </full_size_limit>"
    "<incr_size_limit>-0.0</incr_size_limit></amazons3>",
    "lines in the bucket": "<amazons3><s3_bucket>a\nb</s3_bucket></amazons3>",
    "character data": "<amazons3><s3_bucket><![CDATA[a<b]]><!-- c --></s3_bucket></amazons3>",
    "nothing": "<amazons3/>",
    "empty bucket": "<amazons3><s3_bucket/></amazons3>",
    "blanks around the bucket": "<amazons3><s3_bucket> b\n</s3_bucket></amazons3>",
    "a boolean in words": "<amazons3><warn_midnite>yes</warn_midnite><s3_bucket>b</s3_bucket></amazons3>",
    "blanks around a boolean": "<amazons3><warn_midnite> Y</warn_midnite><s3_bucket>b</s3_bucket></amazons3>",
    "a unit in lower case": "<amazons3><s3_bucket>b</s3_bucket><full_size_limit>1 gb</full_size_limit></amazons3>",
    "a negative quantity": "<amazons3><s3_bucket>b</s3_bucket><full_size_limit>-1</full_size_limit></amazons3>",
    "not a number": "<amazons3><s3_bucket>b</s3_bucket><full_size_limit>nan</full_size_limit></amazons3>",
    "other digits": "<amazons3><s3_bucket>b</s3_bucket><full_size_limit>\u0665</full_size_limit></amazons3>",
    "unknown element": "<amazons3><s3_bucket>b</s3_bucket><bucket>b</bucket></amazons3>",
    "repeated element": "<amazons3><s3_bucket>b</s3_bucket><s3_bucket>b</s3_bucket></amazons3>",
    "nested element": "<amazons3><s3_bucket>b<i/></s3_bucket></amazons3>",
    "attribute": '<amazons3 version="1"><s3_bucket>b</s3_bucket></amazons3>',
    "stray text": "<amazons3>text<s3_bucket>b</s3_bucket></amazons3>",
    "namespace": '<amazons3><s3_bucket xmlns="u">b</s3_bucket></amazons3>',
}

Validator = Callable[[Sequence[Path], Path], set[str]]
"""Takes files and a schema, and returns the names of those that are not valid."""

# Changes of the full sample that the schema for editors finds, above all by what it says of elements that repeat.
WRONG = {
    "a required element is missing": ("<rcp_command>/usr/bin/scp -B</rcp_command>", ""),
    "an element is there twice": ("<staging_dir>", "<staging_dir>/x</staging_dir><staging_dir>"),
    "two peers have one name": ("<name>web.example.com<", "<name>backup<"),
    "no number": ("<retain_days>7<", "<retain_days>x<"),
    "a misspelt element": ("ignore_failures>daily</ignore_failures>", "ignore_failure>daily</ignore_failure>"),
    "an unknown word": ("<starting_day>monday<", "<starting_day>Monday<"),
}
RIGHT = {
    "as it is": ("", ""),
    "a third party's section": ("<split>", "<theirs><a/></theirs><split>"),
    "an empty element": ("<drive_speed>4</drive_speed>", "<drive_speed/>"),
    "a comment": ("</split_size>", "</split_size><!-- last -->"),
}


def _section_of(path: Path) -> str:
    section = etree.parse(path).find("amazons3")
    assert section is not None
    return etree.tostring(section, encoding="unicode")


@pytest.fixture(scope="module")
def sections() -> dict[str, str]:
    """Return the sections by name, with those of the sample files."""
    return SECTIONS | {path.stem: _section_of(path) for path in (ROOT / "samples").glob("*.conf")}


def xmllint(paths: Sequence[Path], schema: Path) -> set[str]:
    if not shutil.which("xmllint"):
        pytest.skip("xmllint is not there; Debian's package is libxml2-utils")
    command = ["xmllint", "--noout", "--nonet", "--schema", str(schema), *map(str, paths)]
    output = subprocess.run(command, capture_output=True, text=True).stderr
    verdicts = dict(re.findall(r"^(.*) (validates|fails to validate)$", output, re.MULTILINE))
    assert set(verdicts) == set(map(str, paths)), output
    return {Path(path).name for path, verdict in verdicts.items() if verdict != "validates"}


def xerces(paths: Sequence[Path], schema: Path) -> set[str]:
    if not (shutil.which("java") and all(jar.exists() for jar in JARS)):
        pytest.skip("Xerces-J is not there; Debian's packages are libxerces2-java and default-jre-headless")
    command = ["java", "-cp", ":".join(map(str, JARS)), "jaxp.SourceValidator", "-f", "-a", str(schema), "-i"]
    run = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True)
    assert re.findall(r"^(.*): \d+ ms$", run.stdout, re.MULTILINE) == [str(path) for path in paths], run.stderr
    wrong = set(re.findall(r"^\[\w+ ?\w*\] ([^:\n]*)", run.stderr, re.MULTILINE))
    assert schema.name not in wrong, run.stderr
    return wrong


def ours(paths: Sequence[Path]) -> set[str]:
    return {path.name for path in paths if SCHEMA_CODES & set(codes(f"<cb_config>{path.read_text()}</cb_config>"))}


def by_xmlschema(paths: Sequence[Path], schema: Path) -> set[str]:
    loaded = xmlschema.XMLSchema10(str(schema))
    return {path.name for path in paths if not loaded.is_valid(path)}


@pytest.mark.parametrize("validator", [xmllint, xerces, by_xmlschema])
def test_it_refuses_the_sections_that_our_checks_refuse(
    validator: Validator, sections: dict[str, str], tmp_path: Path
) -> None:
    paths = []
    for name, text in sections.items():
        path = tmp_path / f"{name.replace(' ', '_')}.xml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    refused = ours(paths)
    assert len(refused) > len(SECTIONS) / 2
    assert validator(paths, SCHEMA) == refused


@pytest.mark.parametrize("validator", [xmllint, xerces, by_xmlschema])
def test_the_schema_for_editors_finds_what_it_can_say(validator: Validator, tmp_path: Path) -> None:
    full = (ROOT / "samples" / "full.conf").read_text("utf-8")
    paths = []
    for name, change in (WRONG | RIGHT).items():
        assert change[0] in full
        path = tmp_path / f"{name.replace(' ', '_')}.xml"
        path.write_text(full.replace(*change, 1), "utf-8")
        paths.append(path)
    assert validator(paths, schema_path("editors")) == {f"{name.replace(' ', '_')}.xml" for name in WRONG}
