"""Messages in any order, and how the server ends."""

import signal
import subprocess
import sys
from typing import Any

import pytest
from lsp_client import COMMAND, URI, Client

NOT_INITIALIZED, INVALID_REQUEST, UNKNOWN_METHOD, INVALID_PARAMS = -32002, -32600, -32601, -32602
PLACE = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}}


def test_it_ends_well_when_told_so() -> None:
    with Client() as client:
        client.open("<cb_config/>")
    assert client.process.returncode == 0


def test_it_ends_when_its_client_goes_away() -> None:
    client = Client().__enter__()
    client.open("<cb_config/>")
    assert client.end() == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_it_is_told_so_by_a_signal(number: signal.Signals) -> None:
    client = Client().__enter__()
    client.open("<cb_config/>")
    client.process.send_signal(number)
    assert client.process.wait(10) == 128 + number
    client.end()


def test_it_ends_with_the_process_of_its_client_even_where_the_pipe_stays() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        client = Client(process=other.pid).__enter__()
        client.open("<cb_config/>")
        other.send_signal(signal.SIGKILL)
    assert client.process.wait(30) == 1


def test_what_comes_too_early_or_too_late_is_an_error() -> None:
    client = Client()
    assert client.answer("textDocument/hover", **PLACE)["error"]["code"] == NOT_INITIALIZED
    client.notify("textDocument/didOpen", textDocument={"uri": URI, "languageId": "", "version": 1, "text": ""})
    client.__enter__()
    again: dict[str, Any] = {"processId": None, "rootUri": None, "capabilities": {}}
    assert client.answer("initialize", **again)["error"]["code"] == INVALID_REQUEST
    client.request("shutdown")
    assert client.answer("textDocument/hover", **PLACE)["error"]["code"] == INVALID_REQUEST
    client.notify("exit")
    assert client.end() == 0


def test_what_cannot_be_understood_is_an_error_and_harms_nothing() -> None:
    with Client() as client:
        assert client.answer("textDocument/hover", position=1)["error"]["code"] == INVALID_PARAMS
        assert client.answer("textDocument/unheardOf")["error"]["code"] == UNKNOWN_METHOD
        nonsense: tuple[Any, ...] = (
            [],
            1,
            {},
            {"jsonrpc": "2.0"},
            {"jsonrpc": "2.0", "method": "textDocument/didOpen"},
        )
        for each in nonsense:
            client.send(each)
        assert client.open("<cb_config>")


@pytest.mark.parametrize("method", ["hover", "completion", "documentSymbol", "foldingRange", "codeAction"])
def test_a_text_that_is_not_open_gets_an_empty_answer(method: str) -> None:
    nowhere = {"start": PLACE["position"], "end": PLACE["position"]}
    more = {"range": nowhere, "context": {"diagnostics": []}} if method == "codeAction" else {}
    with Client() as client:
        for _ in range(2):
            assert not client.request(f"textDocument/{method}", **PLACE, **more)
            client.close()


def test_it_says_how_to_install_what_it_needs() -> None:
    code = "import sys; sys.modules['pygls.lsp.server'] = None; from amazons3cfg.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code, *COMMAND[3:]], capture_output=True, text=True)
    assert done.returncode == 2
    assert "pipx install '.[lsp]'" in done.stderr
