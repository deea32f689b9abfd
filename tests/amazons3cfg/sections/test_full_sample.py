"""The sample of every section is one that the original, the schemas and our check take."""

from pathlib import Path

from described import elements, refusal
from documents import codes
from lxml import etree

from amazons3cfg.schemas.files import load_schema, schema_path
from amazons3cfg.sections import SECTIONS

FULL = Path(__file__).parents[3] / "samples" / "full.conf"
# What cannot stand beside something that is there, or is an old name, or better kept elsewhere.
LEFT_OUT = {
    *("capacity/min_bytes", "collect/dir/mode", "collect/file/mode", "mysql/password", "mysql/user", "mysql/database"),
    *("extensions/action/depends", "extensions/action/depends/run_before", "extensions/action/depends/run_after"),
}


def test_the_full_sample_has_every_section_and_every_element_but_few() -> None:
    root = etree.parse(FULL).getroot()
    assert [child.tag for child in root.iterchildren(etree.Element)] == list(SECTIONS)
    shared = {path for path, _ in elements() if path.startswith("stage/peer")}
    peers = {f"peers/peer/{name}" for name in ("rsh_command", "cback_command", "managed_actions")}
    excluded = {"collect/dir/exclude/abs_path", "collect/dir/archive_mode", "subversion/repository/compress_mode"}
    excluded |= {"subversion/repository_dir/collect_mode", "subversion/repository_dir/type"}
    excluded |= {"mbox/dir/collect_mode", "mbox/file/compress_mode"}
    absent = {path for path, _ in elements() if root.find(path) is None}
    assert absent == LEFT_OUT | shared | peers | excluded


def test_the_original_both_schemas_and_the_check_take_the_full_sample() -> None:
    text = FULL.read_text("utf-8")
    assert refusal(text) == ""
    assert load_schema("document").is_valid(text)
    assert etree.XMLSchema(etree.parse(schema_path("editors"))).validate(etree.parse(FULL))
    assert codes(text) == []
