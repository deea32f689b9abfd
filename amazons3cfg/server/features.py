"""Which function answers which request."""

import asyncio
import os
from typing import Any

from lsprotocol import types

from amazons3cfg.server import conversion
from amazons3cfg.server.code_actions import code_actions
from amazons3cfg.server.completion import TRIGGERS, completion
from amazons3cfg.server.conversion import FIX_ALL
from amazons3cfg.server.folding import folds
from amazons3cfg.server.hover import hover
from amazons3cfg.server.opened import OpenText
from amazons3cfg.server.server import Server
from amazons3cfg.server.symbols import symbols


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
