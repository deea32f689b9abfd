"""What a client sees, by the client of pytest-lsp, which refuses what it has not said that it can take."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient

from amazons3cfg.checks import check
from amazons3cfg.text.source import decode

ROOT = Path(__file__).parents[3]
BAD = (ROOT / "samples" / "bad.conf").read_text("utf-8")
LINE = BAD[: BAD.index(">yes<")].count("\n")
"""Of the value that is mended, from 0."""
URI = "file:///srv/cback.conf"
COMMAND = [sys.executable, "-c", "from amazons3cfg.cli import main; main()", "lsp", "--stdio"]
EDITORS = ("visual_studio_code_v1.65.2", "neovim_v0.7.0", "emacs_v29.1")
DOCUMENT = types.TextDocumentIdentifier(URI)


@pytest_lsp.fixture(config=ClientServerConfig(server_command=COMMAND), params=EDITORS)  # type: ignore[untyped-decorator]
async def client(request: pytest.FixtureRequest, lsp_client: LanguageClient) -> AsyncIterator[None]:
    name = request.param.partition("_v")
    capabilities = pytest_lsp.client_capabilities(f"{name[0]}@{name[2]}")
    await lsp_client.initialize_session(types.InitializeParams(capabilities=capabilities))
    yield
    await lsp_client.shutdown_session()


async def opened(client: LanguageClient, text: str, uri: str = URI) -> types.PublishDiagnosticsParams:
    """Open a text, and return what is published of it."""
    document = types.TextDocumentItem(uri=uri, language_id="xml", version=7, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    return await published(client)


async def published(client: LanguageClient) -> types.PublishDiagnosticsParams:
    found: types.PublishDiagnosticsParams = await client.wait_for_notification("textDocument/publishDiagnostics")
    return found


def place(marked: str) -> tuple[str, types.Position]:
    """Return the text without the bar in it, and where that was; all of it is ASCII."""
    before, _, after = marked.partition("|")
    return before + after, types.Position(before.count("\n"), len(before.rpartition("\n")[2]))


@pytest.mark.asyncio
async def test_diagnostics_have_all_that_an_editor_shows(client: LanguageClient) -> None:
    params = await opened(client, BAD)
    assert params.version == 7
    (found,) = [each for each in params.diagnostics if each.code == "A302"]
    assert found.range == types.Range(types.Position(LINE, 20), types.Position(LINE, 23))
    assert (found.source, found.severity) == ("amazons3cfg", types.DiagnosticSeverity.Error)
    assert "'yes' is not a boolean" in found.message
    assert found.code_description is not None
    assert found.code_description.href == (ROOT / "docs" / "rules.md").as_uri() + "#a302"
    assert [each.code for each in params.diagnostics] == [each.code for each in check(decode(BAD))]


@pytest.mark.asyncio
async def test_diagnostics_follow_the_text_and_end_with_it(client: LanguageClient) -> None:
    await opened(client, BAD)
    for version, text in ((8, BAD.replace("yes", "Y")), (9, "<cb_config>"), (10, "<project/>")):
        document = types.VersionedTextDocumentIdentifier(uri=URI, version=version)
        change = types.TextDocumentContentChangeWholeDocument(text)
        client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        params = await published(client)
        codes = [] if "project" in text else [finding.code for finding in check(decode(text))]
        assert (params.version, [each.code for each in params.diagnostics]) == (version, codes)
    client.text_document_did_close(types.DidCloseTextDocumentParams(DOCUMENT))
    assert not (await published(client)).diagnostics


@pytest.mark.asyncio
async def test_a_file_of_others_is_left_alone(client: LanguageClient) -> None:
    text, position = place("<project>\n  <amazons3><war|n_midnite>yes</warn_midnite></amazons3>\n</project>\n")
    assert not (await opened(client, text)).diagnostics
    assert await client.text_document_hover_async(types.HoverParams(DOCUMENT, position)) is None
    assert not await client.text_document_completion_async(types.CompletionParams(DOCUMENT, position))
    assert not await client.text_document_document_symbol_async(types.DocumentSymbolParams(DOCUMENT))
    assert not await client.text_document_folding_range_async(types.FoldingRangeParams(DOCUMENT))


@pytest.mark.asyncio
async def test_hover_explains_in_a_form_that_the_client_shows(client: LanguageClient) -> None:
    text, position = place(BAD.replace("<warn_midnite>", "<warn|_midnite>"))
    await opened(client, text)
    hover = await client.text_document_hover_async(types.HoverParams(DOCUMENT, position))
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert "Allowed: Y or N" in hover.contents.value
    assert hover.range == types.Range(types.Position(LINE, 7), types.Position(LINE, 19))


@pytest.mark.asyncio
async def test_completion_works_in_a_malformed_file(client: LanguageClient) -> None:
    text, position = place(BAD.replace("<encrypt>", "<s3|\n      <encrypt>"))
    await opened(client, text)
    found = await client.text_document_completion_async(types.CompletionParams(DOCUMENT, position))
    assert isinstance(found, list)
    item = next(each for each in found if each.label == "full_size_limit")
    assert isinstance(item.text_edit, types.TextEdit)
    assert item.text_edit.range == types.Range(types.Position(position.line, 7), position)
    assert item.text_edit.new_text.replace("$0", "") == "full_size_limit></full_size_limit>"


@pytest.mark.asyncio
async def test_symbols_and_folds_are_those_of_the_elements(client: LanguageClient) -> None:
    await opened(client, BAD)
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(DOCUMENT))
    assert symbols
    assert symbols[0].name == "cb_config"
    names = (
        {each.name for each in symbols[0].children or ()}
        if isinstance(symbols[0], types.DocumentSymbol)
        else {each.name for each in symbols}
    )
    assert {"extensions", "options", "amazons3"} <= names
    folds = await client.text_document_folding_range_async(types.FoldingRangeParams(DOCUMENT))
    assert folds
    assert (folds[0].start_line, folds[0].end_line) == (2, BAD.count("\n") - 2)


async def actions(client: LanguageClient, text: str, at: types.Range, *only: str) -> list[types.CodeAction]:
    await opened(client, text)
    context = types.CodeActionContext(diagnostics=[], only=list(only) or None)
    found = await client.text_document_code_action_async(types.CodeActionParams(DOCUMENT, at, context))
    return [each for each in found or () if isinstance(each, types.CodeAction)]


def changes(action: types.CodeAction) -> list[types.TextEdit]:
    """Return the edits of the text, whichever of the two forms the client can take."""
    assert action.edit is not None
    if action.edit.changes is not None:
        return list(action.edit.changes[URI])
    (edited,) = action.edit.document_changes or ()
    assert isinstance(edited, types.TextDocumentEdit)
    assert edited.text_document.version == 7
    return [each for each in edited.edits if isinstance(each, types.TextEdit)]


@pytest.mark.asyncio
async def test_a_quick_fix_mends_its_finding_and_is_preferred_if_it_is_safe(client: LanguageClient) -> None:
    value = types.Range(types.Position(LINE, 20), types.Position(LINE, 23))
    (action,) = await actions(client, BAD, value, "quickfix")
    assert (action.title, action.is_preferred) == ("Write Y", True)
    assert changes(action) == [types.TextEdit(value, "Y")]
    assert [each.code for each in action.diagnostics or ()] == ["A302"]
    guessed = types.Position(LINE + 3, 8)
    (action,) = await actions(client, BAD, types.Range(guessed, guessed), "quickfix")
    assert not action.is_preferred
    assert len(changes(action)) == 2


@pytest.mark.asyncio
async def test_all_safe_fixes_are_offered_under_each_name_of_their_kind(client: LanguageClient) -> None:
    start = types.Range(types.Position(0, 0), types.Position(0, 0))
    for only in ("source", "source.fixAll", "source.fixAll.amazons3cfg"):
        (action,) = await actions(client, BAD, start, only)
        assert action.kind == "source.fixAll.amazons3cfg"
        assert types.TextEdit(types.Range(types.Position(LINE, 20), types.Position(LINE, 23)), "Y") in changes(action)
    assert await actions(client, BAD, start, "source.fixAll.others") == []
    assert await actions(client, BAD, start, "refactor") == []
