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
TRANSFORM = ("--data-transform", "gitlab-ci")


def example(kind: str, containing: str) -> str:
    """Return the only code block of that kind with that in it."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    (only,) = (block for name, block in blocks if name == kind and containing in block)
    assert len(only.splitlines()) <= 20
    return str(only)


def pasted(name: str) -> dict[Any, Any]:
    """Return the file of that name as the page has it, after the service's own schema has accepted it."""
    text = example("yaml", f"# {name}\n")
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    schema = ["vendor.github-workflows"] if name.startswith(".github") else ["vendor.gitlab-ci", *TRANSFORM]
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", *schema, name]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    return dict(yaml.safe_load(text))


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    (pytester.mkdir("etc") / "cback.conf").write_text(GOOD)
    return pytester


def run(commands: list[str], tools: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the commands of a job as a runner does, each in a shell that ends at an error; the first installs."""
    install, *others = commands
    assert install == "pip install git+https://example.com/amazons3cfg.git"
    path = os.pathsep.join(filter(None, (str(tools or ""), str(Path(sys.executable).parent), os.environ["PATH"])))
    for command in others:
        done = subprocess.run(
            ["bash", "-e", "-c", command], capture_output=True, text=True, env=os.environ | {"PATH": path}
        )
        if done.returncode:
            break
    return done


def steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    """Return the steps of its only job, which starts by itself."""
    assert "pull_request" in workflow[True]  # YAML 1.1 reads `on` so
    (job,) = workflow["jobs"].values()
    first, second, *others = job["steps"]
    assert (first["uses"], second["uses"]) == ("actions/checkout@v4", "actions/setup-python@v5")
    return list(others)


def commands(workflow: dict[Any, Any]) -> list[str]:
    return [step["run"] for step in steps(workflow) if "run" in step]


def test_the_github_workflow_annotates_what_is_wrong(project: pytest.Pytester) -> None:
    workflow = pasted(".github/workflows/cback.yml")
    assert run(commands(workflow)).returncode == 0
    Path("etc/cback.conf").write_text(WRONG)
    failed = run(commands(workflow))
    assert failed.returncode == 1
    assert failed.stdout.startswith("::error file=etc/cback.conf,line=14,col=21,")


def test_the_review_hands_suggestions_to_reviewdog_and_ends_as_it_does(project: pytest.Pytester) -> None:
    workflow = pasted(".github/workflows/cback-review.yml")
    assert workflow["permissions"]["pull-requests"] == "write"
    tools = project.mkdir("tools")
    reviewdog = tools / "reviewdog"
    reviewdog.write_text('#!/bin/sh\necho "$@" > arguments\ncat > given\nexit 3\n')
    reviewdog.chmod(0o755)
    Path("etc/cback.conf").write_text(document((">Y<", ">yes<")))
    assert run(commands(workflow), tools).returncode == 3
    assert Path("arguments").read_text() == "-f=rdjson -reporter=github-pr-review -fail-level=error\n"
    (diagnostic,) = json.loads(Path("given").read_text())["diagnostics"]
    assert [suggestion["text"] for suggestion in diagnostic["suggestions"]] == ["Y"]


def test_the_scan_hands_over_its_report_also_when_something_is_wrong(project: pytest.Pytester) -> None:
    workflow = pasted(".github/workflows/cback-scan.yml")
    assert workflow["permissions"]["security-events"] == "write"
    upload = steps(workflow)[-1]
    assert (upload["uses"], upload["if"]) == ("github/codeql-action/upload-sarif@v4", "${{ !cancelled() }}")
    Path("etc/cback.conf").write_text(WRONG)
    assert run(commands(workflow)).returncode == 1
    (only,) = json.loads(Path(upload["with"]["sarif_file"]).read_text())["runs"]
    assert [found["ruleId"] for found in only["results"]] == ["A302"]


def test_the_gitlab_job_leaves_its_report(project: pytest.Pytester) -> None:
    job = pasted(".gitlab-ci.yml")["cback"]
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
