"""Whatever a client does to a text, it is told what a check of the same bytes tells."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lsp_client import Client

from amazons3cfg.checks import check
from amazons3cfg.text.outline import root_name
from amazons3cfg.text.source import decode

BAD = (Path(__file__).parents[3] / "samples" / "bad.conf").read_text("utf-8")
CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
SIZES = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
pieces = st.sampled_from(
    ("\u2028", "\x85", "\r", "\r\n", "\n", "\U0001f600", "é", "<", ">", "</", "<!--", "yes", " ", "&", "<warn_midnite>")
) | st.text(max_size=5)


@pytest.fixture(scope="module", params=["", *CODECS])
def client(request: pytest.FixtureRequest) -> Iterator[tuple[Client, str]]:
    with Client(units=request.param) as running:
        units = request.param or "utf-16"
        assert running.capabilities["positionEncoding"] == units
        yield running, units


def place(text: str, offset: int, units: str) -> dict[str, int]:
    """Return where ``offset`` is, as a client counts that has never heard of our lines."""
    line = start = at = 0
    while at < offset:
        length = 2 if text.startswith("\r\n", at) else 1
        if text[at] in "\r\n":
            if at + length > offset:
                break
            line, start = line + 1, at + length
        at += length
    column = len(text[start:offset].encode(CODECS[units], "surrogatepass")) // SIZES[units]
    return {"line": line, "character": column}


def expected(text: str, units: str) -> list[Any]:
    """Return what a check of the bytes tells, with places as the client counts."""
    source = decode(text.encode())
    findings = check(source) if root_name(text) == "cb_config" else []
    return [
        (found.code, found.sentence, place(text, found.start, units), place(text, found.end, units))
        for found in findings
    ]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 30), pieces), min_size=1, max_size=12))
def test_edits_leave_the_client_with_what_a_check_tells(
    client: tuple[Client, str], edits: list[tuple[int, int, str]]
) -> None:
    server, units = client
    text, wanted = BAD, list[Any]()
    server.open(text)
    for at, length, new in edits:
        at %= len(text) + 1
        text = text[:at] + new + text[at + length :]
        server.change(text)
        wanted = expected(text, units)
    told = [
        (each["code"], each["message"], each["range"]["start"], each["range"]["end"]) for each in server.diagnostics()
    ]
    assert told == wanted
    server.close()
