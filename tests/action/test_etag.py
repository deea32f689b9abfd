"""ETags, against the definition of each kind."""

import hashlib
import os
import signal
import threading
import time
from pathlib import Path

import pytest
from amazons3action.etag import PART_SIZE, computing, etag_of, parts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def multipart(content: bytes, size: int) -> str:
    """Compute the ETag of an upload in parts, as S3 documents it."""
    digests = [hashlib.md5(content[start : start + size]).digest() for start in range(0, len(content), size)]
    return f"{hashlib.md5(b''.join(digests)).hexdigest()}-{len(digests)}"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=64), size=st.integers(1, 70))
def test_it_is_the_md5_of_the_whole_or_of_the_md5s_of_the_parts(tmp_path: Path, content: bytes, size: int) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    assert etag_of(str(file), None) == hashlib.md5(content).hexdigest()
    if content:
        assert etag_of(str(file), size) == multipart(content, size)


def test_files_from_8_mib_on_are_taken_to_be_in_parts(tmp_path: Path) -> None:
    contents = {"below": bytes(PART_SIZE - 1), "at": bytes(PART_SIZE), "above": os.urandom(PART_SIZE + 1), "empty": b""}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    paths = {name: str(tmp_path / name) for name in contents}
    with computing(paths, {name: len(content) for name, content in contents.items()}) as etags:
        pass
    assert etags["below"] == hashlib.md5(contents["below"]).hexdigest()
    assert etags["empty"] == hashlib.md5(b"").hexdigest()
    assert etags["at"] == multipart(contents["at"], PART_SIZE)
    assert etags["above"] == multipart(contents["above"], PART_SIZE)


def test_an_upload_that_failed_waits_for_no_large_file(tmp_path: Path) -> None:
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(2**37)
    with pytest.raises(KeyError), computing({"a": str(tmp_path / "sparse")}, {"a": 2**37}):
        raise KeyError


def test_an_exception_while_waiting_for_a_large_file_waits_no_longer(tmp_path: Path) -> None:
    def interrupt(number: int, frame: object) -> None:
        raise KeyError

    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(2**37)
    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        with pytest.raises(KeyError), computing({"a": str(tmp_path / "sparse")}, {"a": 2**37}):
            signal.setitimer(signal.ITIMER_REAL, 0.2)
    finally:
        signal.signal(signal.SIGALRM, before)
    for _ in range(250):
        if "etags" not in {thread.name for thread in threading.enumerate()}:
            break
        time.sleep(0.02)
    assert "etags" not in {thread.name for thread in threading.enumerate()}


def test_a_pipe_in_a_files_place_is_an_error_and_is_not_opened(tmp_path: Path) -> None:
    pipe = str(tmp_path / "pipe")
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: os.close(os.open(pipe, os.O_WRONLY)), daemon=True)
    writer.start()  # waits until somebody opens the other end
    with pytest.raises(OSError, match="not a regular file"):
        etag_of(pipe, None)
    writer.join(0.2)
    assert writer.is_alive()
    os.close(os.open(pipe, os.O_RDONLY))
    writer.join()


@pytest.mark.parametrize(("etag", "count"), [("0" * 32, None), ("0" * 32 + "-13", 13), ("odd-1", None)])
def test_the_number_of_parts_is_read_from_an_etag(etag: str, count: int | None) -> None:
    assert parts(etag) == count
