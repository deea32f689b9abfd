"""Verification against what a server may list."""

import hashlib
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from amazons3action.etag import etag_of
from amazons3action.plan import Listed, Sent, Target
from amazons3action.verify import stale_once_verified

TARGET = Target("b", "day/")
CONTENT = b"0123456789" * 10


class Server:
    """Stands for the AWS commands: a listing, and what is told of an object, if it may be asked."""

    def __init__(self, listing: dict[str, Listed], details: dict[str, Any] | None = None) -> None:
        self._listing = listing
        self._details = details
        self.asked: list[str] = []

    def listing(self, target: Target, take: Callable[[str, Listed], None]) -> None:
        assert target == TARGET
        for key, found in self._listing.items():
            take(key, found)

    def head(self, target: Target, key: str) -> dict[str, Any]:
        assert target == TARGET
        self.asked.append(key)
        if self._details is None:
            raise OSError("403")
        return self._details


def check(server: Server, tmp_path: Path, keys: str = "a", usual: str | None = "") -> list[str]:
    """Verify files of the same content, whose ``usual`` ETag is its MD5, unless it is given, or None: not known."""
    (tmp_path / "file").write_bytes(CONTENT)
    etag = "" if usual is None else usual or hashlib.md5(CONTENT).hexdigest()
    sent = dict.fromkeys(keys, Sent(100, etag))
    return stale_once_verified(server, TARGET, sent, lambda key: str(tmp_path / "file"))  # type: ignore[arg-type]


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[[], list[list[str]]]:
    """Return the figures and places of each message so far."""
    caplog.set_level(logging.INFO)
    return lambda: [re.findall(r"\b\d+\b|s3://[\w/]*", message) for message in caplog.messages]


def listed(tmp_path: Path, part_size: int | None = None, size: int = 100) -> Listed:
    (tmp_path / "file").write_bytes(CONTENT)
    return Listed(size, etag_of(str(tmp_path / "file"), len(CONTENT), part_size))


def test_usual_etags_need_no_question_and_other_objects_are_returned(tmp_path: Path) -> None:
    server = Server({"a": listed(tmp_path), "old": Listed(1, "x"), "folder/": Listed(0, "x")})
    assert check(server, tmp_path) == ["old"]
    assert server.asked == []


def test_the_usual_etag_of_a_large_file_needs_no_question_either(tmp_path: Path) -> None:
    server = Server({"a": listed(tmp_path, 7)})
    assert check(server, tmp_path, usual=listed(tmp_path, 7).etag) == []
    assert server.asked == []


def test_an_etag_that_could_not_be_computed_in_time_is_computed_now(tmp_path: Path) -> None:
    server = Server({"a": listed(tmp_path), "b": Listed(100, "0" * 32)}, {"ContentLength": 100})
    with pytest.raises(OSError, match="of 'b'"):
        check(server, tmp_path, "ab", usual=None)
    assert server.asked == ["b"]


def test_the_log_tells_how_many_files_are_verified_and_where(
    tmp_path: Path, told: Callable[[], list[list[str]]]
) -> None:
    check(Server({"a": listed(tmp_path), "b": listed(tmp_path)}), tmp_path, "ab")
    assert told() == [["2", "s3://b/day/"], ["2", "s3://b/day/", "2"]]


@pytest.mark.parametrize("listing", [{}, {"A": Listed(100, "x")}])
def test_a_missing_object_is_an_error(tmp_path: Path, listing: dict[str, Listed]) -> None:
    with pytest.raises(OSError, match="missing: 'a'; wrong size: none"):
        check(Server(listing), tmp_path)


def test_another_size_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing: none; wrong size: 'a'"):
        check(Server({"a": listed(tmp_path, size=99)}), tmp_path)


def test_another_content_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="content differs, by its ETag, of 'a'"):
        check(Server({"a": Listed(100, "0" * 32)}, {"ContentLength": 100}), tmp_path)


@pytest.mark.parametrize("details", [{"ServerSideEncryption": "aws:kms"}, {"SSECustomerAlgorithm": "AES256"}])
def test_encryption_by_a_key_service_leaves_the_size_to_prove_and_is_told(
    tmp_path: Path, details: dict[str, Any], told: Callable[[], list[list[str]]]
) -> None:
    server = Server({"a": Listed(100, "0" * 32), "b": Listed(100, "1" * 32)}, details)
    assert check(server, tmp_path, "ab") == []
    assert server.asked == ["a"]
    assert told()[1:] == [["s3://b/day/"], ["2", "s3://b/day/", "0"]]


def test_the_size_of_the_parts_is_asked_once_and_proves_the_content(
    tmp_path: Path, told: Callable[[], list[list[str]]]
) -> None:
    server = Server({"a": listed(tmp_path, 7), "b": listed(tmp_path, 7)}, {"ContentLength": 7})
    assert check(server, tmp_path, "ab") == []
    assert server.asked == ["a"]
    assert told()[-1] == ["2", "s3://b/day/", "2"]


def test_parts_of_another_content_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="content differs"):
        check(Server({"a": Listed(100, "0" * 32 + "-2")}, {"ContentLength": 50}), tmp_path)


def test_files_of_one_part_each_tell_nothing_of_the_parts_of_others(tmp_path: Path) -> None:
    contents = {"a": b"1", "b": b"23", "c": bytes(20 << 20), "d": bytes(40 << 20)}
    part_size = 16 << 20
    paths, listing = {}, {}
    for key, content in contents.items():
        (tmp_path / key).write_bytes(content)
        paths[key] = str(tmp_path / key)
        listing[key] = Listed(len(content), etag_of(paths[key], len(content), part_size))
    server = Server(listing, {"ContentLength": part_size})
    sent = {key: Sent(len(content), "") for key, content in contents.items()}
    assert stale_once_verified(server, TARGET, sent, paths.__getitem__) == []  # type: ignore[arg-type]
    assert server.asked == ["c"]


@pytest.mark.parametrize("told", [1, 100, 8 << 20])
@pytest.mark.parametrize("first", ["0" * 32 + "-1", ""])
def test_other_content_in_parts_of_the_usual_size_is_an_error_whatever_else_is_known(
    tmp_path: Path, told: int, first: str
) -> None:
    large = tmp_path / "large"
    large.write_bytes(bytes(20 << 20))
    (tmp_path / "small").write_bytes(CONTENT)
    small = Listed(100, first or etag_of(str(tmp_path / "small"), 100, 100))
    server = Server({"large": Listed(20 << 20, "0" * 32 + "-3"), "a": small}, {"ContentLength": told})
    paths = {"a": str(tmp_path / "small"), "large": str(large)}
    with pytest.raises(OSError, match=r"content differs.*'large'"):
        stale_once_verified(server, TARGET, {"a": Sent(100, ""), "large": Sent(20 << 20, "")}, paths.__getitem__)  # type: ignore[arg-type]


def test_content_that_differs_is_told_though_a_later_object_is_encrypted_by_a_key_service(tmp_path: Path) -> None:
    class Mixed(Server):
        def head(self, target: Target, key: str) -> dict[str, Any]:
            return {"ServerSideEncryption": "aws:kms"} if key == "b" else {"ContentLength": 50}

    with pytest.raises(OSError, match="of 'a'"):
        check(Mixed({"a": Listed(100, "0" * 32 + "-2"), "b": Listed(100, "0" * 32 + "-2")}), tmp_path, "ab")


@pytest.mark.parametrize("details", [{"ContentLength": 50}, {"ContentLength": 0}, {}])
def test_parts_whose_size_is_not_to_be_found_are_no_error(
    tmp_path: Path, details: dict[str, Any], told: Callable[[], list[list[str]]]
) -> None:
    assert check(Server({"a": Listed(100, "0" * 32 + "-50")}, details), tmp_path) == []
    assert told()[-1] == ["1", "s3://b/day/", "0"]


def test_an_unexplained_etag_is_an_error_that_tells_the_permission_needed(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"s3:GetObject.*403"):
        check(Server({"a": Listed(100, "0" * 32)}), tmp_path)


@pytest.mark.parametrize("etag", ["q" * 32, "0x8DC0FFEE", "", "0" * 31, "0" * 32 + "-", "0" * 32 + "-1-1", "A" * 32])
def test_etags_that_are_no_md5s_leave_the_size_to_prove_with_a_warning_and_without_a_question(
    tmp_path: Path, etag: str, caplog: pytest.LogCaptureFixture
) -> None:
    server = Server({"a": Listed(100, etag), "b": listed(tmp_path)})
    assert check(server, tmp_path, "ab") == []
    [warning] = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert "s3://b/day/" in warning
    assert "They are: 'a'" in warning
    with pytest.raises(OSError, match="wrong size: 'a'"):
        check(Server({"a": Listed(99, etag)}), tmp_path)


def test_other_content_is_an_error_though_another_objects_etag_is_no_md5(tmp_path: Path) -> None:
    server = Server({"a": Listed(100, "q" * 32), "b": Listed(100, "0" * 32)}, {"ContentLength": 100})
    with pytest.raises(OSError, match="content differs, by its ETag, of 'b'"):
        check(server, tmp_path, "ab")


def test_an_empty_object_tells_that_a_servers_etags_are_no_md5s(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a").write_bytes(CONTENT)
    (tmp_path / "empty").touch()
    paths = {name: str(tmp_path / name) for name in ("a", "empty")}
    sent = {"a": Sent(100, hashlib.md5(CONTENT).hexdigest()), "empty": Sent(0, hashlib.md5(b"").hexdigest())}
    server = Server({"a": Listed(100, "0" * 32), "empty": Listed(0, "1" * 32)})
    assert stale_once_verified(server, TARGET, sent, paths.__getitem__) == []  # type: ignore[arg-type]
    assert [record.levelno for record in caplog.records if record.levelno > logging.INFO] == [logging.WARNING]


@pytest.mark.parametrize(
    ("sent", "found", "told", "ending"),
    [
        (hashlib.md5(b"x").hexdigest(), f"{hashlib.md5(hashlib.md5(b'x').digest()).hexdigest()}-1", None, "proven"),
        ("0" * 32, "1" * 32, 100, "differs"),
        ("0" * 32, "1" * 32 + "-1", 100, "by size"),
        ("0" * 32 + "-3", "1" * 32 + "-3", 8 << 20, "differs"),
        ("0" * 32 + "-3", "1" * 32 + "-3", 9 << 20, "by size"),
        ("0" * 32 + "-3", "1" * 32 + "-2", 16 << 20, "by size"),
    ],
)
def test_of_an_encrypted_file_that_is_gone_only_the_same_form_of_etag_proves_a_difference(
    sent: str, found: str, told: int | None, ending: str
) -> None:
    size = 24 << 20 if "-3" in sent else 100
    server = Server({"a": Listed(size, found)}, None if told is None else {"ContentLength": told})
    if ending == "differs":
        with pytest.raises(OSError, match="content differs, by its ETag, of 'a'"):
            stale_once_verified(server, TARGET, {"a": Sent(size, sent)}, None)  # type: ignore[arg-type]
    else:
        assert stale_once_verified(server, TARGET, {"a": Sent(size, sent)}, None) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("etag", ["0" * 32, "0" * 32 + "-1", "0" * 32 + "-3"])
def test_an_encrypted_file_that_could_not_be_read_for_its_checksum_is_an_error_that_says_so(etag: str) -> None:
    server = Server({"a": Listed(100, etag)}, {"ContentLength": 100})
    with pytest.raises(OSError, match=r"could not be read for its checksum.*of 'a'"):
        stale_once_verified(server, TARGET, {"a": Sent(100, "")}, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("etag", "details"),
    [("q" * 32, {}), ("0" * 32, {"ServerSideEncryption": "aws:kms"})],
    ids=["no MD5", "key service"],
)
def test_its_size_alone_is_verified_where_the_servers_etags_prove_nothing(etag: str, details: dict[str, Any]) -> None:
    stale_once_verified(Server({"a": Listed(100, etag)}, details), TARGET, {"a": Sent(100, "")}, None)  # type: ignore[arg-type]
