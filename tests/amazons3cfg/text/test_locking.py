"""Several who save at the same moment: no change is lost, and no copy."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from command import COMMAND, UNMEASURED

from amazons3cfg.editing import ConfigDocument, FileChangedError
from amazons3cfg.text import locking

OLD = "<cb_config><amazons3><s3_bucket>old</s3_bucket></amazons3></cb_config>"
ASSIGNMENTS = [
    "s3_bucket=new",
    "warn_midnite=Y",
    "encrypt=gpg -c -o ${output} ${input}",
    "full_size_limit=3 GB",
    "incr_size_limit=1 GB",
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "cback.conf"
    made.write_text(OLD)
    return made


def test_changes_of_five_fields_at_the_same_moment_are_all_there(path: Path) -> None:
    for _ in range(5):
        path.write_text(OLD)
        running = [
            subprocess.Popen([COMMAND, "set", "--quiet", path, each], stderr=subprocess.PIPE, env=UNMEASURED)
            for each in ASSIGNMENTS
        ]
        for process in running:
            _, errors = process.communicate(timeout=120)
            assert (process.returncode, errors) == (0, b"")
        text = path.read_text()
        for element, value in (each.split("=", 1) for each in ASSIGNMENTS):
            assert f"<{element}>{value}</{element}>" in text
        assert list(path.parent.iterdir()) == [path]


def test_of_threads_that_read_the_same_one_saves_and_the_others_are_told(path: Path) -> None:
    documents = [ConfigDocument.open(path) for _ in range(8)]
    start = threading.Barrier(len(documents))
    outcomes: list[int | None] = []

    def save(number: int) -> None:
        documents[number].set("s3Bucket", f"bucket-{number}")
        start.wait()
        try:
            documents[number].save()
            outcomes.append(number)
        except FileChangedError:
            outcomes.append(None)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(len(documents))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = [outcome for outcome in outcomes if outcome is not None]
    assert len(outcomes) == len(documents)
    assert ConfigDocument.open(path).get("s3Bucket") == f"bucket-{winner}"


def test_every_copy_has_a_name_of_its_own_and_what_was_replaced(path: Path) -> None:
    running = [
        subprocess.Popen([COMMAND, "set", path, f"s3_bucket=bucket-{number}", "--backup", ".bak"], env=UNMEASURED)
        for number in range(6)
    ]
    assert [process.wait(timeout=120) for process in running] == [0] * 6
    kept = [ConfigDocument.open(each).get("s3Bucket") for each in path.parent.glob("cback.conf*")]
    assert sorted(kept) == ["bucket-0", "bucket-1", "bucket-2", "bucket-3", "bucket-4", "bucket-5", "old"]


def test_a_name_that_is_taken_meanwhile_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def late(source: Path, target: Path) -> None:
        if target.name == "cback.conf.bak":
            target.write_text("mine")
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    document = ConfigDocument.open(path)
    document.set("s3Bucket", "new")
    document.save(backup=".bak")
    assert path.with_name("cback.conf.bak").read_text() == "mine"
    assert path.with_name("cback.conf.bak2").read_text() == OLD


HOLDER = "import sys; from pathlib import Path; from amazons3cfg.text.locking import locked\n"
HOLDER += "with locked(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"


def test_who_cannot_get_the_lock_is_told_and_writes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "LONGEST", 0.1)
    command = [sys.executable, "-c", HOLDER, str(path.parent)]
    document = ConfigDocument.open(path)
    document.set("s3Bucket", "new")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=UNMEASURED) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(TimeoutError, match="another process holds a lock on its directory") as caught:
            document.save()
        assert caught.value.filename == str(path)
        assert path.read_text() == OLD
        holder.kill()
    document.save()  # a lock ends with its process
