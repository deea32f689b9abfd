"""ETags, against the definition of each kind."""

import hashlib
import os
import signal
import threading
import time
from pathlib import Path

import pytest
from amazons3action import etag
from amazons3action.account import Account
from amazons3action.etag import PART_SIZE, computing, etag_of, one_part, part_size, parts
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
    assert etag_of(str(file), len(content), None) == hashlib.md5(content).hexdigest()
    if content:
        assert etag_of(str(file), len(content), size) == multipart(content, size)


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
        etag_of(pipe, 1, None)
    writer.join(0.2)
    assert writer.is_alive()
    os.close(os.open(pipe, os.O_RDONLY))
    writer.join()


@pytest.mark.parametrize("size", [0, 1, 5, 7, 4096])
@pytest.mark.parametrize("path", ["/proc/kmsg", "/proc/self/status", "/sys/kernel/notes"])
def test_nothing_of_the_kernels_is_opened(size: int, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr("builtins.open", lambda *args, **options: opened.append(args))
    if size:
        with pytest.raises(OSError, match=r"regular file|No such file"):
            etag_of(path, size, None)
    else:
        assert etag_of(path, size, None) == hashlib.md5(b"").hexdigest()
    assert opened == []


def test_where_nothing_of_the_kernels_is_mounted_other_files_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sys").mkdir()
    (tmp_path / "file").write_bytes(b"1")
    monkeypatch.setattr(etag, "_KERNELS_OWN", (str(tmp_path / "sys"),))
    etag._kernels_own.cache_clear()
    try:
        assert etag_of(str(tmp_path / "file"), 1, None) == hashlib.md5(b"1").hexdigest()
    finally:
        etag._kernels_own.cache_clear()


@pytest.mark.parametrize("size", [1, 3, 5, 100])
def test_a_file_of_another_size_than_was_seen_is_not_read(tmp_path: Path, size: int) -> None:
    (tmp_path / "file").write_bytes(b"four")
    with pytest.raises(OSError, match=rf"has 4 bytes, and had {size}"):
        etag_of(str(tmp_path / "file"), size, None)
    with computing({"a": str(tmp_path / "file")}, {"a": size}) as etags:
        pass
    assert etags == {}


@pytest.mark.parametrize("part_size", [None, 2])
def test_a_file_that_changes_its_size_while_it_is_read_is_read_no_further(
    tmp_path: Path, part_size: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"1234")
    really = os.fstat

    def change(fd: int) -> os.stat_result:
        seen = really(fd)
        file.write_bytes(content)
        return seen

    monkeypatch.setattr(os, "fstat", change)
    content = b"12345678"
    assert etag_of(str(file), 4, part_size) == (
        multipart(b"1234", 2) if part_size else hashlib.md5(b"1234").hexdigest()
    )
    file.write_bytes(b"1234")
    content = b"1"
    with pytest.raises(OSError, match="ends before its 4 bytes"):
        etag_of(str(file), 4, part_size)


def test_only_what_the_user_may_read_is_read(working: Path, account: Account) -> None:
    for name, owner, mode in (("theirs", account.uid, 0o600), ("roots", 0, 0o600), ("group", 0, 0o640)):
        (working / name).write_bytes(b"1")
        (working / name).chmod(mode)
        os.chown(working / name, owner, account.gid)
    paths = {name: str(working / name) for name in ("theirs", "roots", "group")}
    with computing(paths, dict.fromkeys(paths, 1), account) as etags:
        (working / "of the main thread").touch()
    assert etags.keys() == {"theirs", "group"}
    assert (working / "of the main thread").stat().st_uid == 0


@pytest.mark.parametrize(("etag", "count"), [("0" * 32, None), ("0" * 32 + "-13", 13), ("odd-1", None)])
def test_the_number_of_parts_is_read_from_an_etag(etag: str, count: int | None) -> None:
    assert parts(etag) == count


@given(st.integers(1, 5 * 1024**4))
def test_no_file_has_more_parts_than_s3_takes_and_no_part_is_larger_than_it_must_be(size: int) -> None:
    parts_of = part_size(size)
    assert -(-size // parts_of) <= 10_000
    assert parts_of == PART_SIZE or -(-size // (parts_of // 2)) > 10_000


def test_above_10000_parts_of_8_mib_parts_are_twice_as_large() -> None:
    assert part_size(10_000 * PART_SIZE) == PART_SIZE
    assert part_size(10_000 * PART_SIZE + 1) == 2 * PART_SIZE


def test_the_etag_of_a_single_part_follows_from_that_of_the_whole(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"content")
    whole = hashlib.md5(b"content").hexdigest()
    assert one_part(whole) == etag_of(str(tmp_path / "file"), 7, 7) == multipart(b"content", 7)
    assert one_part(f"{whole}-2") == one_part("opaque") == ""
