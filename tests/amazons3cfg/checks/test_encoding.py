"""A file that cback3 cannot read, and one that only looks like it."""

import subprocess
import sys
from pathlib import Path

import pytest
from documents import GOOD, document, findings

ASCII = GOOD.replace('<?xml version="1.0"?>\n', "")
ACCENTED = document(("example-bucket/staging", "example-bucket/caf\xe9"), base=ASCII)


def declared(encoding: str, text: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{text}'


def refused_by_the_original(data: bytes, path: Path) -> bool:
    """Tell whether cback3, in a UTF-8 locale, cannot read the file; that it lacks sections is another matter."""
    path.write_bytes(data)
    script = "import sys; from CedarBackup3.config import Config; Config(xmlPath=sys.argv[1], validate=False)"
    run = subprocess.run(
        [sys.executable, "-c", script, path], capture_output=True, env={"LC_ALL": "C.UTF-8"}, check=False
    )
    return run.returncode != 0


@pytest.mark.parametrize(
    "data",
    [
        *(ASCII.encode(encoding) for encoding in ("utf-16", "utf-32")),
        *(declared("UTF-16", ACCENTED).encode(encoding) for encoding in ("utf-16-le", "utf-16-be")),
        declared("cp037", ASCII).encode("cp037"),
        *(
            declared(encoding, ACCENTED).encode(encoding)
            for encoding in ("latin-1", "cp1252", "IBM850", "Shift_JISX0213")
        ),
    ],
)
def test_what_is_not_utf_8_is_an_error_as_the_original_cannot_read_it(data: bytes, tmp_path: Path) -> None:
    (found,) = findings(data)
    assert (found.code, found.severity) == ("A105", "error")
    assert refused_by_the_original(data, tmp_path / "cback.conf")


def test_utf_16_is_an_error_even_where_the_original_is_lucky(tmp_path: Path) -> None:
    data = declared("UTF-16", ASCII).encode("utf-16-le")  # without a mark and with ASCII only: expat sees through it
    (found,) = findings(data)
    assert (found.code, found.hint) == ("A105", "save it as UTF-8, and declare that or nothing")
    assert not refused_by_the_original(data, tmp_path / "cback.conf")


@pytest.mark.parametrize(
    "data",
    [
        ACCENTED.encode(),
        ACCENTED.encode("utf-8-sig"),
        *(declared(encoding, ASCII).encode() for encoding in ("latin-1", "us-ascii", "Shift_JIS", "UTF-16")),
    ],
)
def test_what_is_utf_8_or_ascii_is_none_whatever_it_declares(data: bytes, tmp_path: Path) -> None:
    assert findings(data) == []
    assert not refused_by_the_original(data, tmp_path / "cback.conf")


def test_an_encoding_that_nobody_knows_is_a_warning_in_ascii_and_an_error_beyond(tmp_path: Path) -> None:
    (found,) = findings(declared("ANSI", ASCII).encode())
    assert (found.code, found.severity, found.line, found.column, found.length) == ("A106", "warning", 1, 31, 4)
    assert not refused_by_the_original(declared("ANSI", ASCII).encode(), tmp_path / "cback.conf")
    assert [found.code for found in findings(declared("ANSI", ACCENTED).encode("latin-1"))] == ["A101"]


def test_utf_8_that_declares_something_else_is_told_what_to_declare() -> None:
    (found,) = findings(declared("latin-1", ACCENTED).encode())
    assert (found.code, found.hint) == ("A105", "declare UTF-8 or nothing, which it seems to be in")
