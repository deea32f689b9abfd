"""Time and memory stay bound by the input's size, and the locale makes no difference.

The limits are those of the system, and generous: what grows as it should uses a small part of them, what grows
with the square of the size or faster exceeds them.
"""

import resource
import subprocess
import sys
from pathlib import Path

import hostile
import pytest
from command import COMMAND, UNMEASURED
from documents import GOOD, document

SECONDS = 60
MEMORY = 3 * 2**30


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.mark.parametrize("name", hostile.DOCUMENTS)
def test_a_hostile_document_ends_in_bounds_and_with_documented_errors_only(name: str) -> None:
    command = [sys.executable, hostile.__file__, name]
    done = subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, check=False, env=UNMEASURED)
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.fixture(params=["C", "POSIX without UTF-8", "Turkish"])
def locale(request: pytest.FixtureRequest) -> dict[str, str]:
    if request.param == "Turkish":
        environment: dict[str, str] = request.getfixturevalue("turkish")("UTF-8")
        return environment
    if request.param == "C":
        return {"LC_ALL": "C", "LANG": "C"}
    return {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_a_check_says_the_same_in_every_locale(tmp_path: Path, locale: dict[str, str]) -> None:
    path = tmp_path / "cback.conf"
    text = document(("example-bucket/staging", "İstanbul ığ"), ("600 MB", "600 mb"), base=GOOD)
    path.write_text(text, encoding="utf-8")
    reports = []
    for environment in ({"LC_ALL": "C.UTF-8"}, locale):
        command = [str(COMMAND), "check", "--format", "json", str(path)]
        done = subprocess.run(command, env=UNMEASURED | environment, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (1, b"")
        reports.append(done.stdout)
    assert "İstanbul".encode() in reports[0]
    assert reports[0].decode() == reports[1].decode("utf-8", "surrogateescape")


def test_values_are_read_the_same_in_every_locale(tmp_path: Path, locale: dict[str, str]) -> None:
    path = tmp_path / "cback.conf"
    path.write_text(document(("example-bucket/staging", "İstanbul-ığ"), ("2.5 GB", "1.5 KB")), encoding="utf-8")
    program = "import sys, amazons3cfg; print(ascii(amazons3cfg.LocalConfig(xmlPath=sys.argv[1])))"
    command = [sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, env=UNMEASURED | locale, capture_output=True, text=True, check=True)
    assert ascii("İstanbul-ığ").strip("'") in done.stdout
    assert "1.50 kB" in done.stdout
