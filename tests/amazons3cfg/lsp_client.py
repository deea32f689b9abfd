"""A client of the language server that does one thing after the other, over the pipes of a process."""

import json
import os
import subprocess
import sys
from types import TracebackType
from typing import Any, Self

COMMAND = (sys.executable, "-c", "from amazons3cfg.cli import main; main()", "lsp")
URI = "file:///tmp/cback.conf"


class Client:
    """A server that is initialized on entering, and shut down on leaving."""

    def __init__(self, units: str = "", process: int | None = None, **capabilities: Any) -> None:
        """Start a process; columns count ``units``, or what they count where a client says nothing."""
        self.process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._capabilities = {"general": {"positionEncodings": [units]} if units else {}, **capabilities}
        self._client = os.getpid() if process is None else process
        self._number = 0
        self._versions = 0

    def __enter__(self) -> Self:
        about = {"processId": self._client, "rootUri": None, "capabilities": self._capabilities}
        self.capabilities = self.request("initialize", **about)["capabilities"]
        self.notify("initialized")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.request("shutdown")
            self.notify("exit")
        self.end()

    def end(self) -> int:
        """Close both pipes, and return the exit code."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait(20)

    def send(self, message: object) -> None:
        """Send a message as it is."""
        assert self.process.stdin is not None
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """Return the next message of the server. Raises ``EOFError``."""
        assert self.process.stdout is not None
        size = 0
        while (line := self.process.stdout.readline()).strip():
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        if not line:
            raise EOFError("the server has closed its output")
        message: dict[str, Any] = json.loads(self.process.stdout.read(size))
        return message

    def notify(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def answer(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a request, and return the whole answer to it; what comes before is passed over."""
        self._number += 1
        has_params = {} if method == "shutdown" else {"params": params}
        self.send({"jsonrpc": "2.0", "id": self._number, "method": method, **has_params})
        while (message := self.receive()).get("id") != self._number:
            pass
        return message

    def request(self, method: str, **params: Any) -> Any:
        """Send a request, and return its result."""
        answer = self.answer(method, **params)
        assert "error" not in answer, answer
        return answer["result"]

    def ask(self, method: str, line: int, column: int, uri: str = URI) -> Any:
        """Send a request about a place."""
        position = {"line": line, "character": column}
        return self.request(f"textDocument/{method}", textDocument={"uri": uri}, position=position)

    def open(self, text: str, uri: str = URI, language: str = "xml") -> list[dict[str, Any]]:
        """Open a text, and return what is wrong with it."""
        self._versions += 1
        document = {"uri": uri, "languageId": language, "version": self._versions, "text": text}
        self.notify("textDocument/didOpen", textDocument=document)
        return self.diagnostics(uri)

    def change(self, text: str, uri: str = URI) -> int:
        """Send a new version, and return its number."""
        self._versions += 1
        document = {"uri": uri, "version": self._versions}
        self.notify("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])
        return self._versions

    def close(self, uri: str = URI) -> None:
        """Close a text."""
        self.notify("textDocument/didClose", textDocument={"uri": uri})

    def diagnostics(self, uri: str = URI) -> list[dict[str, Any]]:
        """Wait for what is published of the newest version, and return it."""
        while True:
            message = self.receive()
            params = message.get("params", {})
            is_told = message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri
            if is_told and params.get("version") == self._versions:
                found: list[dict[str, Any]] = params["diagnostics"]
                return found
