"""The server itself: texts that are open, and which function answers which request."""

import asyncio
import gc
import logging
import os
import signal
import sys
from importlib.metadata import version
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from amazons3cfg.checks.settings import Settings, SettingsError, settings_of
from amazons3cfg.findings import Finding
from amazons3cfg.server import conversion
from amazons3cfg.server.code_actions import code_actions
from amazons3cfg.server.completion import TRIGGERS, completion
from amazons3cfg.server.connection import Connection
from amazons3cfg.server.conversion import FIX_ALL, NAME, Places
from amazons3cfg.server.folding import folds
from amazons3cfg.server.hover import hover
from amazons3cfg.server.opened import OpenText
from amazons3cfg.server.symbols import symbols

_SECONDS_BETWEEN_LOOKS = 2.0
_logger = logging.getLogger(__name__)


class Server(LanguageServer):
    """Checks each text in a thread, always in its newest version, so that no request waits for it."""

    protocol: Connection

    def __init__(self, **options: Any) -> None:
        """Take no connection yet, and further options of ``LanguageServer``."""
        full = types.TextDocumentSyncKind.Full
        super().__init__(NAME, version(NAME), text_document_sync_kind=full, protocol_cls=Connection, **options)
        self.texts: dict[str, OpenText] = {}
        self._checking: dict[str, asyncio.Task[None]] = {}
        self._watching: asyncio.Task[None] | None = None
        self._told = ""

    def settings(self, uri: str) -> Settings:
        """Return the settings for a document; if they cannot be accepted the person is told, and all rules count."""
        try:
            found, wrong = settings_of(_path(uri)), ""
        except SettingsError as error:
            found, wrong = Settings(), str(error)
        if wrong and wrong != self._told:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, wrong))
        self._told = wrong
        return found

    def put(self, opened: OpenText) -> None:
        """Take a new text, or a new version, and have it checked."""
        self.texts[opened.uri] = opened
        if opened.uri not in self._checking:
            task = asyncio.get_running_loop().create_task(self._check(opened.uri))
            self._checking[opened.uri] = task

    def close(self, uri: str) -> None:
        """Forget a text, and have the client show no more of it."""
        self.texts.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def places(self, opened: OpenText) -> Places:
        """Return the places of a text as this client counts them."""
        units = self.workspace.position_encoding or types.PositionEncodingKind.Utf16
        return Places(opened, types.PositionEncodingKind(units).value)

    def watch(self, process: int) -> None:
        """End when the client's process has ended without a word."""
        self._watching = asyncio.get_running_loop().create_task(_end_with(process))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log what went wrong; the client has been told by an answer, and the person cannot do anything."""
        _logger.error("%s: %s", type(error).__name__, error)

    async def _check(self, uri: str) -> None:
        try:
            while (opened := self.texts.get(uri)) is not None:
                findings = await asyncio.to_thread(getattr, opened, "findings")
                if self.texts.get(uri) is opened:
                    self._publish(opened, findings)
                    break
        finally:
            del self._checking[uri]

    def _publish(self, opened: OpenText, findings: list[Finding]) -> None:
        places = self.places(opened)
        shown = [conversion.diagnostic(finding, places) for finding in findings]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(opened.uri, shown, opened.version))


def make_server(**options: Any) -> Server:
    """Return a server that answers all requests, with further options of ``LanguageServer``."""
    server = Server(**options)

    @server.feature(types.INITIALIZED)
    def initialized(params: types.InitializedParams) -> None:
        if server.process_id is not None and os.name == "posix":
            server.watch(server.process_id)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        server.put(OpenText(document.uri, document.version, document.text, server.settings(document.uri)))

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        if params.content_changes and document.uri in server.texts:
            text = params.content_changes[-1].text
            server.put(OpenText(document.uri, document.version, text, server.settings(document.uri)))

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        server.close(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def on_hover(params: types.HoverParams) -> types.Hover | None:
        opened = server.texts.get(params.text_document.uri)
        if opened is None:
            return None
        places = server.places(opened)
        found = hover(opened, places.offset(params.position))
        if found is None:
            return None
        able = server.client_capabilities.text_document
        forms = able.hover.content_format if able and able.hover else None
        return types.Hover(conversion.markup(found.element, forms), places.range(found.start, found.end))

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=TRIGGERS))
    def on_completion(params: types.CompletionParams) -> list[types.CompletionItem]:
        opened = server.texts.get(params.text_document.uri)
        if opened is None:
            return []
        places = server.places(opened)
        able = server.client_capabilities.text_document
        item = able and able.completion and able.completion.completion_item
        forms = item.documentation_format if item else None
        snippets = bool(item and item.snippet_support)
        return [
            conversion.completion_item(proposal, number, places, forms, snippets=snippets)
            for number, proposal in enumerate(completion(opened, places.offset(params.position)))
        ]

    kinds = (types.CodeActionKind.QuickFix, FIX_ALL)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))
    async def on_code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        opened = server.texts.get(params.text_document.uri)
        if opened is None:
            return []
        able = server.client_capabilities.workspace
        versioned = bool(able and able.workspace_edit and able.workspace_edit.document_changes)
        return await asyncio.to_thread(code_actions, opened, server.places(opened), params, versioned=versioned)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def on_symbols(
        params: types.DocumentSymbolParams,
    ) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
        opened = server.texts.get(params.text_document.uri)
        if opened is None:
            return []
        places, found = server.places(opened), symbols(opened)
        able = server.client_capabilities.text_document
        if able and able.document_symbol and able.document_symbol.hierarchical_document_symbol_support:
            return [conversion.document_symbol(symbol, places) for symbol in found]
        return [flat for symbol in found for flat in conversion.symbol_information(symbol, opened, places)]

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    def on_folding(params: types.FoldingRangeParams) -> list[types.FoldingRange]:
        opened = server.texts.get(params.text_document.uri)
        if opened is None:
            return []
        places = server.places(opened)
        ranges = (conversion.folding_range(fold, places) for fold in folds(opened))
        return [each for each in ranges if each is not None]

    return server


def _path(uri: str) -> str | None:
    """Return the path of a file; None for a document that is none."""
    try:
        return (to_fs_path(uri) or None) if uri.startswith("file:") else None
    except ValueError:
        return None


async def _end_with(process: int) -> None:
    while True:
        await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            os._exit(1)  # a thread may still be waiting for input that never comes
        except PermissionError:
            return


def serve() -> int:
    """Serve the client on standard input and output until it ends, and return the exit code."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(name)s: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # each of its errors comes to report_server_error, too
    for number in (signal.SIGINT, signal.SIGTERM):
        # At once: a thread waits for input, and Python would wait for the thread.
        signal.signal(number, lambda number, frame: os._exit(128 + number))
    gc.set_threshold(50_000)  # a check makes many objects at once, and nearly none of them are garbage
    server = make_server()
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as output:  # pygls closes it
        server.start_io(stdout=output)
    return 0 if server.protocol.was_shut_down else 1
