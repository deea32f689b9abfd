"""What docs/ci.md shows works as it stands; the hook for pre-commit is tried in test_pre_commit."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from documents import GOOD, document

pytest_plugins = ["pytester"]

PAGE = (Path(__file__).parents[2] / "docs/ci.md").read_text("utf-8")
WRONG = document((">Y<", ">maybe<"))


def example(kind: str, containing: str) -> str:
    """Return the only code block of that kind with that in it."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    (only,) = (block for name, block in blocks if name == kind and containing in block)
    assert len(only.splitlines()) <= 10
    return str(only)


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    (pytester.mkdir("etc") / "cback.conf").write_text(GOOD)
    return pytester


def run(commands: list[str]) -> subprocess.CompletedProcess[str]:
    """Run the commands of a job, but for the first, which installs."""
    install, *others = commands
    assert install == "pip install amazons3cfg"
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    script = "set -e\n" + "\n".join(others)
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=os.environ | {"PATH": path})


def test_the_github_workflow_annotates_what_is_wrong(project: pytest.Pytester) -> None:
    workflow: dict[Any, Any] = yaml.safe_load(example("yaml", "workflow_call"))
    inputs = workflow[True]["workflow_call"]["inputs"]  # YAML 1.1 reads `on` so
    steps = workflow["jobs"]["cback"]["steps"]
    commands = [
        step["run"].replace("${{ inputs.files }}", inputs["files"]["default"]) for step in steps if "run" in step
    ]
    assert run(commands).returncode == 0
    Path("etc/cback.conf").write_text(WRONG)
    failed = run(commands)
    assert failed.returncode == 1
    assert failed.stdout.startswith("::error file=etc/cback.conf,line=14,col=21,")


def test_the_gitlab_job_leaves_its_report(project: pytest.Pytester) -> None:
    job = yaml.safe_load(example("yaml", "codequality"))["cback"]
    report = Path(job["artifacts"]["reports"]["codequality"])
    assert run(job["script"]).returncode == 0
    assert json.loads(report.read_text()) == []
    Path("etc/cback.conf").write_text(WRONG)
    assert run(job["script"]).returncode == 1
    assert [issue["check_name"] for issue in json.loads(report.read_text())] == ["A302"]


def test_the_ini_option_makes_files_tests_and_the_failure_is_what_is_shown(project: pytest.Pytester) -> None:
    project.makeini(example("ini", "cback_conf"))
    project.runpytest().assert_outcomes(passed=1)
    Path("etc/cback.conf").write_text(WRONG)
    result = project.runpytest()
    result.assert_outcomes(failed=1)
    shown = example("", "error[A302]").splitlines()
    assert set(shown) <= set(result.outlines)


def test_the_assertion_and_the_fixture_are_used_as_shown(project: pytest.Pytester) -> None:
    Path("section.xml").write_text("<amazons3><s3_bucket>b</s3_bucket></amazons3>")
    project.makepyfile(f"def render_configuration():\n    return {GOOD!r}\n\n" + example("py", "assert_cback_conf"))
    project.runpytest().assert_outcomes(passed=2)
