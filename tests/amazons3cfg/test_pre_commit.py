"""The hook for pre-commit, run by the real one in a scratch repository that uses this checkout."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from documents import GOOD, document

pytestmark = pytest.mark.xdist_group("packaging")  # so that it is installed once

ROOT = Path(__file__).parents[2]
NOT_COPIED = (".git", *(line.strip("/") for line in (ROOT / ".gitignore").read_text().splitlines()))
PRE_COMMIT = (sys.executable, "-m", "pre_commit")
WRONG = document((">Y<", ">maybe<"))


HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
MENDED = "amazons3cfg-fix"


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false")
    run = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return run.stdout.strip()


def commit(folder: Path) -> str:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "All")
    return git(folder, "rev-parse", "HEAD")


def shown() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what docs/ci.md shows: the entry that names a repository, and the local one."""
    page = (ROOT / "docs/ci.md").read_text("utf-8")
    blocks = re.findall(r"^```yaml\n# \.pre-commit-config\.yaml\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    (hooks,), (local,) = (yaml.safe_load(block)["repos"] for block in blocks)
    return hooks, local


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment for pre-commit, with a cache of its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "GIT_", "COVERAGE"))}
    return kept | {"PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("cache")), "PRE_COMMIT_COLOR": "never"}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository whose pre-commit configuration uses this checkout."""
    checkout = tmp_path_factory.mktemp("checkout") / "amazons3cfg"
    shutil.copytree(ROOT, checkout, ignore=shutil.ignore_patterns(*NOT_COPIED))
    revision = commit(checkout)
    repository = tmp_path_factory.mktemp("repository")
    hooks, _ = shown()
    mending = {"id": MENDED, "stages": ["manual"]}
    config = {"repos": [hooks | {"repo": str(checkout), "rev": revision, "hooks": [*hooks["hooks"], mending]}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    for name, text in {"etc/cback.conf": GOOD, "etc/other.conf": WRONG, "README": "cback.conf"}.items():
        path = repository / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    commit(repository)
    return repository


def run_hook(
    repository: Path, environment: dict[str, str], name: str = "amazons3cfg-check"
) -> subprocess.CompletedProcess[str]:
    stage = ("--hook-stage", "manual") if name == MENDED else ()
    command = [*PRE_COMMIT, "run", *([name] if name else []), "--all-files", "--verbose", *stage]
    return subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True)


def test_the_local_hook_does_without_a_repository(
    repository: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    _, local = shown()
    (hook,) = local["hooks"]
    assert hook["additional_dependencies"] == ["amazons3cfg"]
    hook["additional_dependencies"] = [str(ROOT)]
    shutil.copytree(repository, tmp_path, dirs_exist_ok=True)
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [local]}))
    path = tmp_path / "etc/cback.conf"
    path.write_text(GOOD)
    good = run_hook(tmp_path, environment)
    assert good.returncode == 0, good.stdout + good.stderr
    path.write_text(WRONG)
    assert "etc/cback.conf:14:21: error[A302]" in run_hook(tmp_path, environment).stdout


OTHERS = {
    "mycback/java/pom.xml": "<project><!-- reads cb_config --></project>",
    "mycback/nginx.conf": "server { listen 80; } # cb_config",
    "cback/schema.xml": "<catalog><uri name='cb_config'/></catalog>",
}


def test_what_is_no_configuration_never_blocks_a_commit(repository: Path, environment: dict[str, str]) -> None:
    for name, text in OTHERS.items():
        path = repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    git(repository, "add", "-A")
    try:
        run = run_hook(repository, environment)
        assert run.returncode == 0, run.stdout + run.stderr
        assert "0 errors, 0 warnings in 1 file\n" in run.stdout
    finally:
        git(repository, "rm", "-qrf", *OTHERS)


def test_the_hook_passes_good_files_and_shows_what_is_wrong_with_others(
    repository: Path, environment: dict[str, str]
) -> None:
    good = run_hook(repository, environment)
    assert good.returncode == 0, good.stdout + good.stderr
    assert "0 errors, 0 warnings in 1 file\n" in good.stdout
    (repository / "etc/cback.conf").write_text(WRONG)
    wrong = run_hook(repository, environment)
    assert wrong.returncode == 1
    assert "- hook id: amazons3cfg-check\n- exit code: 1\n" in re.sub(r"- duration.*\n", "", wrong.stdout)
    assert "etc/cback.conf:14:21: error[A302]: 'maybe' is not a boolean\n" in wrong.stdout
    assert "1 error, 0 warnings in 1 file\n" in wrong.stdout


def test_the_hooks_go_by_the_settings_of_the_repository(repository: Path, environment: dict[str, str]) -> None:
    path, settings = repository / "etc/cback.conf", repository / ".amazons3cfg.toml"
    path.write_text(WRONG)
    settings.write_text('ignore = ["A30"]\n')
    try:
        run = run_hook(repository, environment)
        assert run.returncode == 0, run.stdout + run.stderr
        assert "0 errors, 0 warnings in 1 file\n" in run.stdout
    finally:
        path.write_text(GOOD)
        settings.unlink()


def test_the_hooks_that_are_shown_tell_each_finding_once(repository: Path, environment: dict[str, str]) -> None:
    path = repository / "etc/cback.conf"
    path.write_text(WRONG)
    try:
        assert run_hook(repository, environment, "").stdout.count("etc/cback.conf:14:21: error[A302]") == 1
    finally:
        path.write_text(GOOD)


def test_the_hook_that_mends_changes_a_file_and_passes_when_it_is_staged(
    repository: Path, environment: dict[str, str]
) -> None:
    path = repository / "etc/cback.conf"
    path.write_text(document((">Y<", ">yes<")))
    try:
        mended = run_hook(repository, environment, MENDED)
        assert mended.returncode == 1, mended.stdout + mended.stderr
        assert "files were modified by this hook" in mended.stdout
        assert "1 fixed\n0 errors, 0 warnings in 1 file\n" in mended.stdout
        assert path.read_text() == GOOD
        assert run_hook(repository, environment, MENDED).returncode == 0
    finally:
        path.write_text(GOOD)


@pytest.mark.parametrize(
    ("path", "matches"),
    [
        ("cback.conf", True),
        ("etc/cback.conf", True),
        ("hosts/web1-cback.conf", True),
        ("etc/cback3.xml", True),
        ("etc/cback.d/full.conf", True),
        ("etc/cback/hosts/web1.xml", True),
        ("etc/httpd.conf", False),
        ("etc/cback.conf.orig", False),
        ("docs/cback.md", False),
        ("tests/cback.py", False),
    ],
)
def test_files_are_told_by_the_word_cback_in_their_name_or_folder(path: str, matches: bool) -> None:
    for hook in HOOKS:
        assert bool(re.search(hook["files"], path)) == matches
