"""What a preflight and a dry run tell with the real ``su``, ``aws`` and gpg, and that they change nothing."""

import json
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from testbed.arrange import is_listing, is_removal, is_upload
from testbed.bed import Bed
from testbed.gates import HOLD, LIST, UPLOAD, make_gates
from testbed.proxy import Request, Rule, error_answer, fault_proxy
from testbed.server import SCRIPTS
from testbed.site import Site, gpg_command

PAGE = Path(__file__).parents[3] / "docs" / "preflight.md"
PREFLIGHT = ("preflight", "--seconds", "100")  # however busy the machine is
FILES = {"etc.tar.gz": bytes(range(256)) * 64, "host/empty": b""}


def state(site: Site) -> tuple[dict[str, int], set[tuple[str, int]]]:
    """Return what a preflight must leave as it is."""
    changing = site.root / "cback.conf", site.working
    files = {(str(path), path.lstat().st_mtime_ns) for path in site.root.rglob("*") if path not in changing}
    return site.bucket.sizes(), files


def codes(site: Site, *options: str) -> dict[str, str]:
    """Return what is found, by code, when a preflight reports in JSON and leaves all as it is."""
    before = state(site)
    done = site.by_hand(*PREFLIGHT, "--format", "json", *options)
    assert state(site) == before
    assert done.stderr == ""
    report = json.loads(done.stdout)
    assert done.returncode == bool(report["errors"])
    return {finding["code"]: finding["message"] for finding in report["findings"]}


@pytest.mark.parametrize("options", [[], ["--read-only"]])
def test_nothing_is_found_where_the_next_run_works(
    with_aws: Callable[[Site], Site], site: Site, options: list[str]
) -> None:
    with_aws(site)
    site.encrypt = gpg_command(site.user)
    site.stage(FILES)
    assert codes(site, *options) == {}
    assert site.run().code == 0


def test_a_wrong_passphrase_file_is_told_by_what_gpg_says(site: Site) -> None:
    site.encrypt = gpg_command(site.user).replace(str(site.user.passphrase_file), "/nonexistent")
    found = codes(site)
    assert found.keys() == {"P301"}
    assert "/nonexistent" in found["P301"]


def test_a_bucket_that_is_not_there_is_told_by_what_aws_says(site: Site) -> None:
    site.bucket = type(site.bucket)(site.bucket.host, site.bucket.port, "missing-bucket")
    site.bucket.create()
    site.bucket.delete("")
    done = site.by_hand(*PREFLIGHT)
    assert done.returncode == 1
    assert re.search(r"error\[P40[12]\]: .*NoSuchBucket", done.stdout), done.stdout


@pytest.mark.parametrize(
    ("matches", "code"),
    [(is_upload, "P402"), (is_listing, "P401"), (is_removal, "P404")],
    ids=["put", "list", "remove"],
)
def test_a_permission_that_lacks_is_told(bed: Bed, site: Site, matches: Callable[[Request], bool], code: str) -> None:
    with fault_proxy(bed.port) as proxy:
        proxy.rules.append(Rule(matches, answer=error_answer(403, "AccessDenied")))
        site.user.configure_aws(proxy.endpoint)
        done = site.by_hand(*PREFLIGHT, "--format", "json")
    [finding] = json.loads(done.stdout)["findings"]
    assert finding["code"] == code
    assert "AccessDenied" in finding["message"]
    assert bool(site.bucket.sizes()) == (code == "P404")
    assert list(site.working.iterdir()) == []


def test_a_server_that_does_not_answer_is_told_in_time(bed: Bed, site: Site) -> None:
    with fault_proxy(bed.port) as proxy:
        proxy.rules.append(Rule(is_upload, hold=True))
        site.user.configure_aws(proxy.endpoint)
        done = site.by_hand("preflight", "--seconds", "6")
    assert "did not end" in done.stdout
    assert done.returncode == 1
    assert list(site.working.iterdir()) == []


@pytest.mark.parametrize("step", [UPLOAD, LIST])
def test_a_signal_leaves_neither_probe_nor_workspace(site: Site, step: str) -> None:
    gates = make_gates(site.root / "gates", site.user)
    site.overrides["aws"] = gates.aws(step, HOLD)
    process = subprocess.Popen(
        [SCRIPTS / "python", "-m", "amazons3action", *PREFLIGHT, site.configuration_file()],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    for _ in range(600):
        if gates.reached.exists() or process.poll() is not None:
            break
        time.sleep(0.1)
    assert gates.reached.exists()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGTERM
    assert site.bucket.sizes() == {}
    assert list(site.working.iterdir()) == []
    assert [line for line in site.user.processes().values() if "gpg-agent" not in line] == []


def test_a_dry_run_tells_what_the_run_then_does(with_aws: Callable[[Site], Site], site: Site) -> None:
    with_aws(site)
    site.stage({"new": b"123", "changed": b"12", "\u00e4 b": b""})
    for key, content in {"changed": b"1", "stale": b"1234", "folder/": b""}.items():
        site.bucket.put(site.day_prefix() + key, content)
    before = state(site)
    told = site.by_hand("store", site.day_name(), "--dry-run")
    also_told = site.by_hand("preflight", "--dry-run", site.day_name())
    assert state(site) == before
    assert (told.returncode, told.stderr) == (0, "")
    assert also_told.stdout == told.stdout
    prefix = site.day_prefix()
    *lines, summary = told.stdout.splitlines()
    assert [line.split(maxsplit=2) for line in lines] == [
        ["replace", "2", f"{prefix}changed (now 1)"],
        ["upload", "3", f"{prefix}new"],
        ["remove", "4", f"{prefix}stale"],
        ["upload", "0", f"{prefix}\u00e4 b"],
    ]
    assert "2 uploaded (3 bytes), 1 replaced (2 bytes), 1 removed (4 bytes)" in summary
    assert site.run().code == 0
    assert site.stored().keys() == {"new", "changed", "\u00e4 b", "folder/"}


def test_a_dry_run_of_a_day_that_cannot_be_stored_says_why(site: Site) -> None:
    site.stage({"a\x01": b""})
    done = site.by_hand("store", site.day_name(), "--dry-run")
    assert (done.returncode, done.stdout) == (1, "")
    assert "U+0001" in done.stderr
    done = site.by_hand("store", site.day_name(-3), "--dry-run")
    assert (done.returncode, done.stdout) == (2, "")
    assert "cback.stage" in done.stderr


@pytest.mark.parametrize("form", ["text", "github", "gitlab", "sarif", "junit"])
def test_every_form_of_report_tells_the_trouble(site: Site, form: str) -> None:
    site.encrypt = "/bin/cp ${input} ${output}"
    done = site.by_hand(*PREFLIGHT, "--read-only", "--format", form)
    assert done.returncode == 1
    assert "P303" in done.stdout
    assert done.stderr == ""


def test_a_warning_counts_only_if_it_shall(site: Site) -> None:
    environment = {"AWS_MAX_ATTEMPTS": "3"}
    done = site.by_hand(*PREFLIGHT, "--read-only", environment=environment)
    assert done.returncode == 0
    assert "warning[P105]" in done.stdout
    assert site.by_hand(*PREFLIGHT, "--read-only", "--strict", environment=environment).returncode == 1


def test_what_cannot_be_looked_at_has_an_exit_code_of_its_own(site: Site) -> None:
    done = site.by_hand("preflight", configuration=site.root / "missing")
    assert done.returncode == 2
    assert "No such file" in done.stderr


def example_of_findings(site: Site) -> str:
    """Return the page's first example, with the names that the page has."""
    site.encrypt = gpg_command(site.user).replace(str(site.user.passphrase_file), "/nonexistent")
    site.stage(FILES, -2)
    done = site.by_hand(*PREFLIGHT)
    assert done.returncode == 1
    return as_on_page(site, done.stdout)


def example_of_dry_run(site: Site) -> str:
    """Return the page's second example, with the names that the page has."""
    site.stage({"host/etc.tar.gz": bytes(345_678), "host/home.tar.gz": bytes(2_345_678)})
    for name in ("host/etc.tar.gz", "host/old.sql.gz"):
        site.bucket.put(f"{site.day_prefix()}{name}", bytes(299_123))
    done = site.by_hand("store", site.day_name(), "--dry-run")
    assert done.returncode == 0
    return as_on_page(site, done.stdout)


def as_on_page(site: Site, text: str) -> str:
    for ours, example in (
        (str(site.configuration_file()), "/etc/cback3.conf"),
        (str(SCRIPTS / "python"), "/opt/cback3/bin/python"),
        (str(site.staging), "/backup/staging"),
        (str(site.working), "/backup/tmp"),
        (site.user.name, "backup"),
        ("/nonexistent", "/home/backup/.passphrase"),
        (site.bucket.name, "example.com-backup"),
        (site.day_name(-2), "2026/11/22"),
        (site.day_name(), "2026/11/24"),
    ):
        text = text.replace(ours, example)
    return text


def test_the_examples_of_the_page_are_what_is_printed(bed: Bed) -> None:
    page = PAGE.read_text("utf-8")
    # The places that carets mark are as long as the names are.
    without_carets = re.sub(r"^ *\| *\^+\n", "", page, flags=re.MULTILINE)
    for example in (example_of_findings, example_of_dry_run):
        printed = example(bed.site(prefix="staging"))
        assert re.sub(r"^ *\| *\^+\n", "", printed, flags=re.MULTILINE) in without_carets
