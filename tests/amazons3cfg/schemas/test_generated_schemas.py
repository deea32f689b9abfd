"""The XSDs are those of the descriptions, and refuse what those say is refused."""

from pathlib import Path

import pytest
from described import elements, whole_document
from lxml import etree

from amazons3cfg.schemas.files import SCHEMA_FILES, load_schema, schema_path
from amazons3cfg.schemas.xsd import main, xsd
from amazons3cfg.sections import CB_CONFIG, When

ELEMENTS = dict(elements())
DOCUMENT = load_schema("document")
EDITORS = etree.XMLSchema(etree.parse(schema_path("editors")))
XSDS = ("section", "document", "editors")


def valid(document: str) -> tuple[bool, bool]:
    """Tell whether ``document`` is valid in XSD 1.1 and in XSD 1.0, each by another program."""
    return DOCUMENT.is_valid(document), EDITORS.validate(etree.fromstring(document))


@pytest.mark.parametrize("name", XSDS)
def test_a_kept_schema_is_the_generated_one(name: str) -> None:
    assert schema_path(name).read_bytes() == xsd(name), "out of date: run make docs"


def test_all_schemas_are_written_into_a_folder_and_the_whole_documents_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(tmp_path)])
    assert {path.name for path in tmp_path.iterdir()} == {SCHEMA_FILES[name] for name in XSDS}
    main([])
    assert capsys.readouterr().out == (tmp_path / SCHEMA_FILES["document"]).read_text("utf-8")


@pytest.mark.parametrize("name", ["document", "editors"])
@pytest.mark.parametrize("path", ELEMENTS)
def test_every_element_is_documented_with_its_help(name: str, path: str) -> None:
    place = etree.parse(schema_path(name)).getroot()
    xs = "{http://www.w3.org/2001/XMLSchema}"
    for part in path.split("/"):
        groups = [place] if place.tag == f"{xs}schema" else place.findall(f"{xs}complexType/*")
        place = next(each for group in groups for each in group.findall(f"{xs}element[@name='{part}']"))
    documentation = place.findtext(f"{xs}annotation/{xs}documentation") or ""
    assert documentation.startswith(ELEMENTS[path].help)


def test_a_document_of_all_examples_is_valid() -> None:
    assert valid(whole_document()) == (True, True)


def test_elements_come_in_any_order_and_may_be_empty_where_they_may_be_absent() -> None:
    root = etree.fromstring(whole_document())
    for element in reversed(list(root.iter())):
        element[:] = reversed(element)
    optional = [element for element in root.iter() if element.tag in ("drive_speed", "ignore_failures", "override")]
    assert valid(etree.tostring(root, encoding="unicode")) == (True, True)
    for element in optional:
        element[:] = []
        element.text = None
    assert valid(etree.tostring(root, encoding="unicode")) == (True, True)


def test_a_third_partys_section_is_let_through() -> None:
    document = whole_document().replace("</cb_config>", "<theirs x='1'>a<b/></theirs></cb_config>")
    assert valid(document) == (True, True)


@pytest.mark.parametrize("path", [path for path, element in ELEMENTS.items() if element.required])
def test_what_is_required_is_missed_in_xsd_1_1(path: str) -> None:
    element = ELEMENTS[path]
    parent = path.rpartition("/")[0]
    texts = {}
    if isinstance(element.required, When):
        name = element.required.name
        texts = {name if "/" in name else f"{parent}/{name}": element.required.values[0]}
    here = [path, f"{parent}/{element.old_name}"]
    assert DOCUMENT.is_valid(whole_document(texts))
    assert not DOCUMENT.is_valid(whole_document(texts, without=[*here, element.inherits]))
    if element.inherits:
        assert valid(whole_document(texts, without=here)) == (True, True)
    elif element.required is True and "/" in path:
        assert not EDITORS.validate(etree.fromstring(whole_document(without=here)))


@pytest.mark.parametrize(
    ("path", "group"), [(path, group) for path, each in {"": CB_CONFIG, **ELEMENTS}.items() for group in each.one_of]
)
def test_one_of_a_group_is_required_in_xsd_1_1(path: str, group: tuple[str, ...]) -> None:
    paths = [f"{path}/{name}".lstrip("/") for name in group]
    assert not DOCUMENT.is_valid(whole_document(without=paths))
    for kept in paths:
        texts = {kept: ELEMENTS[kept].example} if ELEMENTS[kept].kind else {}
        assert valid(whole_document(texts, without=[each for each in paths if each != kept])) == (True, True)


@pytest.mark.parametrize(
    "texts",
    [
        {"store/device_type": "dvdwriter"},
        {"store/media_type": "dvd+rw"},
        {"collect/dir/link_depth": "0"},
        {"mysql/all": "y"},
        {"postgresql/all": "Y"},
    ],
    ids=str,
)
def test_what_does_not_go_together_is_refused_in_xsd_1_1(texts: dict[str, str]) -> None:
    assert not DOCUMENT.is_valid(whole_document(texts))
    assert not DOCUMENT.is_valid(whole_document({"store/device_type": "", "store/media_type": "dvd+r"}))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("options/starting_day", "Monday"),
        ("options/working_dir", "tmp"),
        ("extensions/action/name", "a b"),
        ("extensions/action/index", "-1"),
        ("extensions/action/module", "a."),
        ("extensions/action/function", "a.b"),
        ("peers/peer/managed", "yes"),
        ("peers/peer/managed_actions", "A"),
        ("store/drive_speed", "0"),
        ("store/target_scsi_id", "1,0"),
        ("capacity/max_percentage", "101"),
        ("capacity/max_percentage", "5 %"),
        ("split/size_limit", "1 mb"),
        ("encrypt/encrypt_mode", "pgp"),
    ],
)
def test_a_wrong_value_is_refused_by_both(path: str, text: str) -> None:
    assert valid(whole_document({path: text})) == (False, False)


@pytest.mark.parametrize("path", [path for path, each in ELEMENTS.items() if "/" in path and not each.repeated])
def test_a_second_element_is_refused(path: str) -> None:
    parent, _, name = path.rpartition("/")
    extra = f"<{name}>{ELEMENTS[path].example}</{name}>"
    if ELEMENTS.get(parent, CB_CONFIG).exclusive:
        document = whole_document({path: ELEMENTS[path].example}, extra={parent: extra})
    elif ELEMENTS[path].children:
        document = whole_document(without=[f"{path}/{child.name}" for child in ELEMENTS[path].children])
        document = document.replace(f"<{name}></{name}>", f"<{name}></{name}>" * 2, 1)
    else:
        document = whole_document(extra={parent: extra})
    assert not DOCUMENT.is_valid(document)
    if ELEMENTS[path].kind:
        assert not EDITORS.validate(etree.fromstring(document))


@pytest.mark.parametrize("path", ["peers/peer", "stage/peer", "extensions/action"])
def test_two_of_one_name_are_refused_by_both(path: str) -> None:
    document = whole_document()
    start = document.index(f"<{path.rpartition('/')[2]}>", document.index(f"<{path.partition('/')[0]}>"))
    end = document.index(f"</{path.rpartition('/')[2]}>", start) + len(path.rpartition("/")[2]) + 3
    assert valid(document[:end] + document[start:end] + document[end:]) == (False, False)
