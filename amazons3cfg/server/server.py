"""The server itself: the texts that are open, checked in their newest version."""

import asyncio
import logging
import os
from importlib.metadata import version
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from amazons3cfg.checks.settings import Settings, SettingsError, settings_of
from amazons3cfg.findings import Finding
from amazons3cfg.server import conversion
from amazons3cfg.server.connection import Connection
from amazons3cfg.server.conversion import NAME, Places
from amazons3cfg.server.opened import OpenText

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
