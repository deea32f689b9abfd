"""The locale makes no difference to what is stored and found."""

import os
from typing import NamedTuple

import pytest
from testbed.bed import Bed
from testbed.cback import Run
from testbed.expect import expect_refused, expect_stored
from testbed.gates import make_gates
from testbed.scene import sealed
from testbed.site import Site

TEXT = "I\u0131\u0130i caf\u00e9"
FILES = {
    f"{TEXT}.txt": b"1",
    "\u6f22\u5b57 \U0001f600/\u00ff\u015f": b"22",
    "TITLE.IDX/title.idx": b"333",
    "cback.\u0131/empty": b"",
}


class Locale(NamedTuple):
    """Variables, and the encoding that Python takes from them for names and for what it prints."""

    environment: dict[str, str]
    encoding: str

    def shown(self, text: str) -> str:
        """Tell how a message shows ``text``."""
        return text.encode(self.encoding, "backslashreplace").decode(self.encoding)


@pytest.fixture(params=["C", "C without UTF-8", "Turkish", "Turkish without UTF-8"])
def locale(request: pytest.FixtureRequest) -> Locale:
    if request.param == "C":
        return Locale({"LANG": "C", "LC_ALL": "C"}, "utf-8")
    if request.param == "C without UTF-8":
        return Locale({"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "ascii")
    encoding = "UTF-8" if request.param == "Turkish" else "ISO-8859-9"
    return Locale(request.getfixturevalue("turkish")(encoding), encoding)


@pytest.fixture
def site(bed: Bed, locale: Locale) -> Site:
    # Cedar Backup reads its configuration in the locale's encoding, and ends where it cannot.
    text = "Ii" if locale.encoding == "ascii" else TEXT
    return bed.site(
        prefix=f"prefix {text}",
        staging_name=f"staging {text}",
        working_name=f"working {text}",
        environment=locale.environment,
    )


def _encrypt(site: Site, action: str = ":", name: str = "") -> None:
    directory = site.working.with_name(site.working.name.replace("working", "gates"))
    site.encrypt = make_gates(directory, site.user).seal(action, name)


def _is_shown(run: Run, message: str) -> bool:
    return message in " ".join(run.errors()) and "Traceback" not in run.output


@pytest.mark.parametrize("encrypted", [False, True], ids=["clear", "encrypted"])
def test_files_are_stored_under_the_same_keys(site: Site, encrypted: bool) -> None:
    if encrypted:
        _encrypt(site)
    site.stage(FILES)
    site.bucket.put(f"{site.day_prefix()}stale {TEXT}", b"0")
    run = site.run()
    expect_stored(site, run, FILES, decrypt=lambda body: sealed(site.user, body) if encrypted else body)


def test_files_are_refused_with_the_same_words(site: Site, locale: Locale) -> None:
    day = site.stage(FILES)
    os.mkfifo(day / TEXT)
    (day / os.fsdecode(b"latin \xfd")).touch()
    run = site.run()
    expect_refused(site, run)
    assert _is_shown(run, locale.shown(f"'{TEXT}': a named pipe; 'latin \\udcfd': not UTF-8, as keys are"))


def test_a_failing_command_is_told_with_the_same_words(site: Site, locale: Locale) -> None:
    _encrypt(site, f"echo '{TEXT} \u6f22' >&2; exit 3", "\u00ff\u015f")
    site.stage(FILES)
    run = site.run()
    expect_refused(site, run)
    what = f"Encrypting '\u6f22\u5b57 \U0001f600/\u00ff\u015f' as {site.user.name}"
    said = f"{what} failed: exit code 3; it printed: {TEXT} \u6f22"
    assert _is_shown(run, locale.shown(said))
