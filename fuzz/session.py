"""A session of the language server in this process, played from bytes."""

import asyncio
import json
import logging
from functools import cache
from typing import Any

URI = "file:///cback.conf"
_PLACED = {"h": "hover", "m": "completion", "a": "codeAction", "s": "documentSymbol", "f": "foldingRange"}
_OWN = "request-"
_START: dict[str, Any] = {"processId": None, "rootUri": None, "capabilities": {}}


class Output:
    """What the server writes, in place of a pipe."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.messages: list[dict[str, Any]] = []

    def write(self, data: bytes) -> None:
        """Take one message."""
        self.messages.append(json.loads(data.partition(b"\r\n\r\n")[2]))

    def close(self) -> None:
        """Do nothing."""


def messages(pieces: list[str]) -> list[Any]:
    """Return the messages that pieces of text stand for: the first character tells the kind, the rest what is in it."""
    found: list[Any] = [_message("initialize", _START, 0)]
    for number, piece in enumerate(pieces, 1):
        kind, rest = piece[:1], piece[1:]
        document: dict[str, Any] = {"uri": URI, "version": number}
        if kind in _PLACED:
            line, _, column = rest.partition(":")
            place = {"line": _number(line), "character": _number(column)}
            params = {"textDocument": document, "position": place, "range": {"start": place, "end": place}}
            more: dict[str, Any] = {"context": {"diagnostics": []}} if kind == "a" else {}
            found.append(_message(f"textDocument/{_PLACED[kind]}", params | more, number))
        elif kind == "o":
            opened = {"textDocument": document | {"languageId": "xml", "text": rest}}
            found.append(_message("textDocument/didOpen", opened))
        elif kind == "x":
            found.append(_message("textDocument/didClose", {"textDocument": document}))
        elif kind == "j":
            try:
                found.append(json.loads(rest))
            except (ValueError, RecursionError):
                continue
        else:
            changed = {"textDocument": document, "contentChanges": [{"text": rest}]}
            found.append(_message("textDocument/didChange", changed))
    return found


def requests(sent: list[Any]) -> list[str]:
    """Return the numbers of the requests among messages, but for those that came as they are."""
    return [each["id"] for each in sent if isinstance(each, dict) and str(each.get("id", "")).startswith(_OWN)]


def newest(pieces: list[str]) -> str | None:
    """Return the text that is open in the end; None if none is, or if messages came as they are."""
    text: str | None = None
    for piece in pieces:
        kind, rest = piece[:1], piece[1:]
        if kind == "j":
            return None
        if kind == "o" or (kind not in ("x", *_PLACED) and text is not None):
            text = rest
        elif kind == "x":
            text = None
    return text


def play(sent: list[Any]) -> list[dict[str, Any]] | None:
    """Have a new server take all messages in turn, and return what it writes until it has nothing left to do.

    None if one of them has it exit.
    """
    try:
        return asyncio.run(_play(sent))
    except SystemExit:
        return None


async def _play(sent: list[Any]) -> list[dict[str, Any]]:
    from pygls.exceptions import JsonRpcException

    from amazons3cfg.server.features import make_server

    logging.disable()
    server, output = make_server(converter_factory=_converter), Output()
    server.protocol.set_writer(output)
    for message in sent:
        try:
            read = json.loads(json.dumps(message), object_hook=server.protocol.structure_message)
        except JsonRpcException:
            continue  # it was answered where it had a number
        if hasattr(read, "jsonrpc"):
            server.protocol.handle_message(read)
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.gather(*others)
    server.shutdown()  # type: ignore[no-untyped-call]
    return output.messages


@cache
def _converter() -> Any:
    """Return what takes long to make, and holds no state."""
    from pygls.protocol import default_converter

    return default_converter()  # type: ignore[no-untyped-call]


def _message(method: str, params: Any, number: int | None = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": params} | (
        {} if number is None else {"id": f"{_OWN}{number}"}
    )


def _number(text: str) -> int:
    return min(int(text), 2**31 - 1) if text.isascii() and text.isdigit() and len(text) < 20 else 0
