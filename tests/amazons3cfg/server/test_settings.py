"""The settings of a repository, as an editor has them."""

from pathlib import Path
from typing import Any

import pytest
from lsp_client import Client

BAD = (Path(__file__).parents[3] / "samples" / "bad.conf").read_text("utf-8")


def published(client: Client, uri: str) -> tuple[list[str], list[str]]:
    """Open a text, and return the codes of its diagnostics, and the messages that are shown."""
    document = {"uri": uri, "languageId": "xml", "version": 1, "text": BAD}
    client.notify("textDocument/didOpen", textDocument=document)
    shown: list[str] = []
    while (message := client.receive())["method"] != "textDocument/publishDiagnostics":
        if message["method"] == "window/showMessage":
            shown.append(message["params"]["message"])
    diagnostics: list[dict[str, Any]] = message["params"]["diagnostics"]
    return [each["code"] for each in diagnostics], shown


def fix_all(client: Client, uri: str) -> str:
    start = {"line": 0, "character": 0}
    asked = {"textDocument": {"uri": uri}, "range": {"start": start, "end": start}}
    actions = client.request("textDocument/codeAction", **asked, context={"diagnostics": [], "only": ["source.fixAll"]})
    return str(actions)


def test_only_what_counts_is_shown_and_fixed(tmp_path: Path) -> None:
    uri = (tmp_path / "cback.conf").as_uri()
    with Client() as client:
        codes, shown = published(client, uri)
        assert {"A302", "A402"} < set(codes)
        assert "'newText': 'Y'" in fix_all(client, uri)
        (tmp_path / ".amazons3cfg.toml").write_text('select = ["A4"]\n')
        codes, more = published(client, uri)
        assert "A402" in codes
        assert not [code for code in codes if not code.startswith("A4")]
        assert "'newText': 'Y'" not in fix_all(client, uri)
    assert shown == more == []


def test_settings_that_cannot_be_accepted_are_told_once_and_all_rules_count(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.amazons3cfg]\nx = 1\n")
    uri = (tmp_path / "cback.conf").as_uri()
    with Client() as client:
        codes, shown = published(client, uri)
        assert "A302" in codes
        assert shown == [
            f"{tmp_path}/pyproject.toml: [tool.amazons3cfg]: there is no setting 'x'; use select, ignore and strict"
        ]
        assert published(client, uri) == (codes, [])


@pytest.mark.parametrize("uri", ["untitled:Untitled-1", "file:", "file:///%00", "x"])
def test_a_document_that_is_no_file_is_checked_all_the_same(uri: str) -> None:
    with Client() as client:
        assert "A302" in published(client, uri)[0]
