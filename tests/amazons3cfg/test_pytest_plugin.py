"""The pytest plugin, tried by pytest itself on scratch projects."""

import subprocess
import sys
from pathlib import Path

import pytest
from documents import GOOD, document, findings

from amazons3cfg.pytest_plugin import CbackConfError, CbackConfWarning, assert_cback_conf

pytest_plugins = ["pytester"]

WRONG = document((">Y<", ">maybe<"), ("example-bucket/staging", "Example"))
WARNING = document(("600 MB", "3 GB"))
PASSING = "def test_passes():\n    pass\n"


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """Return a project with a test, two good files and a wrong one."""
    pytester.makepyfile(test_mine=PASSING)
    etc = pytester.mkdir("etc")
    for name, text in {"a.conf": GOOD, "b.conf": GOOD, "wrong.conf": WRONG}.items():
        (etc / name).write_text(text)
    return pytester


def test_each_file_that_matches_is_a_test_of_its_own(project: pytest.Pytester) -> None:
    result = project.runpytest("--cback-conf", "etc/*.conf", "-v")
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(["etc/a.conf::amazons3cfg PASSED*", "etc/wrong.conf::amazons3cfg FAILED*"])


def test_a_failure_is_every_finding_with_its_place_and_no_traceback(project: pytest.Pytester) -> None:
    output = project.runpytest("--cback-conf", "etc/wrong.conf", "test_mine.py").stdout
    output.fnmatch_lines(
        [
            "*_ etc/wrong.conf _*",
            "etc/wrong.conf:14:21: error[[]A302[]]: 'maybe' is not a boolean; write Y or N",
            "etc/wrong.conf:15:18: error[[]A315[]]: the bucket 'Example' is not a name that Amazon allows; *",
        ],
        consecutive=True,
    )
    output.no_fnmatch_line("*error[[]schema[]]*")
    output.no_fnmatch_line("*Traceback*")
    output.no_fnmatch_line("*pytest_plugin.py*")


def test_the_option_can_be_repeated_and_its_patterns_may_overlap(project: pytest.Pytester) -> None:
    result = project.runpytest("--cback-conf", "etc/a.conf", "--cback-conf", "etc/[ab].conf", "test_mine.py")
    result.assert_outcomes(passed=3)


def test_the_ini_option_is_below_the_root_wherever_pytest_is_started(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.makeini("[pytest]\ncback_conf = etc/a.conf etc/wr*.conf\n")
    project.mkdir("below")
    monkeypatch.chdir("below")
    project.runpytest().assert_outcomes(passed=1, failed=1)


def test_the_ini_option_adds_its_files_to_the_test_paths(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\ntestpaths = checks\ncback_conf = etc/a.conf\n")
    project.mkdir("checks").joinpath("test_it.py").write_text(PASSING)
    project.runpytest().assert_outcomes(passed=2)


def test_who_names_tests_gets_only_those_but_can_name_a_file_of_the_ini_option(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\ncback_conf = etc/*.conf\n")
    project.runpytest("test_mine.py").assert_outcomes(passed=1)
    project.runpytest("etc/a.conf").assert_outcomes(passed=1)
    project.runpytest("etc").assert_outcomes(passed=2, failed=1)


def test_files_are_not_collected_twice_when_run_in_processes(project: pytest.Pytester) -> None:
    project.runpytest("--cback-conf", "etc/*.conf", "-n", "2").assert_outcomes(passed=3, failed=1)


@pytest.mark.parametrize("name", ["a[1].conf", "a].conf", "a::b.conf", "a::b[c]::d.conf"])
def test_a_file_is_checked_whatever_its_name_looks_like(project: pytest.Pytester, name: str) -> None:
    project.mkdir("odd").joinpath(name).write_text(WRONG)
    for pattern in (f"odd/{name}", "odd/*.conf"):
        result = project.runpytest("--cback-conf", pattern, "test_mine.py")
        result.assert_outcomes(passed=1, failed=1)
        result.stdout.fnmatch_lines([f"*_ odd/{name.replace('[', '[[]')} _*"])
    project.makeini("[pytest]\ncback_conf = odd/*.conf\n")
    project.runpytest().assert_outcomes(passed=1, failed=1)
    project.runpytest("-n", "2").assert_outcomes(passed=1, failed=1)
    project.runpytest("-k", "passes").assert_outcomes(passed=1, deselected=1)


@pytest.mark.parametrize(
    ("element", "told"),
    [
        ("<amazons3", r"error\[A206\]: .* has the attribute"),
        ("<s3_bucket", r"error\[A206\]: .* has the attribute"),
        ("<cb_config", r"error\[schema\]: .*'x' not found"),
    ],
)
def test_a_type_that_no_schema_has_is_told_without_a_traceback(element: str, told: str) -> None:
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="x"'
    with pytest.raises(CbackConfError, match=told):
        assert_cback_conf(document((f"{element}>", f"{element} {xsi}>")))


def test_what_no_rule_says_is_told_in_the_words_of_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = document((">Y<", ">maybe<"), ("<type>local</type>", "<type>here</type>"))
    rules = [found for found in findings(wrong) if found.element != "warn_midnite"]
    assert len(rules) == len(findings(wrong)) - 1
    monkeypatch.setattr("amazons3cfg.checks.check_document", lambda document: rules)
    with pytest.raises(CbackConfError) as caught:
        assert_cback_conf(wrong)
    told = str(caught.value).splitlines()
    assert [line for line in told if "error[schema]" in line] == [
        "<document>:14: error[schema]: value must be one of ['Y', 'y', 'N', 'n', ''] (/cb_config/amazons3/warn_midnite)"
    ]
    assert len(told) == len(rules) + 1


def test_a_problem_that_is_ignored_is_told_by_nobody(project: pytest.Pytester) -> None:
    project.makefile(".toml", **{".amazons3cfg": 'ignore = ["A302", "A315"]'})
    project.runpytest("--cback-conf", "etc/wrong.conf", "test_mine.py").assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.json", '{"amazons3": {"s3_bucket": "Bad_"}}', "a.json:1:28: error[[]A315[]]: *"),
        ("a.yaml", "amazons3:\n  s3_buckt: abc\n", "a.yaml:2:3: error[[]A203[]]: *"),
    ],
)
def test_data_is_checked_by_its_rules(project: pytest.Pytester, name: str, text: str, told: str) -> None:
    (project.path / name).write_text(text)
    result = project.runpytest("--cback-conf", name, "test_mine.py")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines([told])


def test_a_pattern_that_matches_nothing_is_an_error(project: pytest.Pytester) -> None:
    result = project.runpytest("--cback-conf", "nowhere/*.conf")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: --cback-conf: no file matches 'nowhere/?.conf' below *"])


def test_without_the_options_no_file_is_collected(project: pytest.Pytester) -> None:
    project.runpytest().assert_outcomes(passed=1)


def test_a_warning_is_shown_and_fails_only_when_warnings_are_errors(project: pytest.Pytester) -> None:
    Path("etc/a.conf").write_text(WARNING)
    others = ("-p", "no:asyncio", "-p", "no:pytest-lsp")  # which may give warnings of their own
    arguments = ("--cback-conf", "etc/a.conf", "test_mine.py", *others)
    result = project.runpytest(*arguments)
    result.assert_outcomes(passed=2, warnings=1)
    result.stdout.fnmatch_lines(["*CbackConfWarning: etc/a.conf:18:24: warning[[]A332[]]: the incremental limit, *"])
    result = project.runpytest(*arguments, "-W", "error")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["etc/a.conf:18:24: warning[[]A332[]]: *"])


def test_a_file_that_cannot_be_read_is_told_without_a_traceback(project: pytest.Pytester) -> None:
    project.makeconftest("import os\ndef pytest_runtest_setup(item):\n    os.remove('etc/a.conf')\n")
    result = project.runpytest("--cback-conf", "etc/a.conf", "etc/a.conf")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*No such file or directory: 'etc/a.conf'"])


def test_a_fault_of_another_kind_keeps_its_traceback(project: pytest.Pytester) -> None:
    project.makeconftest("def pytest_runtest_call(item):\n    raise RuntimeError('not ours')\n")
    result = project.runpytest("--cback-conf", "etc/a.conf", "etc/a.conf")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([">*raise RuntimeError('not ours')", "E*RuntimeError: not ours"])


def test_the_fixture_holds_the_schemas(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        f"""
        GOOD = {GOOD!r}

        def test_schemas(cback_schemas):
            assert cback_schemas["document"].is_valid(GOOD)
            assert not cback_schemas["document"].is_valid(GOOD.replace(">Y<", ">yes<"))
            assert "amazons3" in cback_schemas["section"].elements
        """
    )
    pytester.runpytest().assert_outcomes(passed=1)


def test_the_assertion_lists_all_findings_in_its_message(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        f"""
        from amazons3cfg.pytest_plugin import assert_cback_conf

        def test_what_we_write():
            assert_cback_conf({WRONG!r})
        """
    )
    result = pytester.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            ">*assert_cback_conf(*",
            "E *CbackConfError: <document>:14:21: error[[]A302[]]: 'maybe' is not a boolean; write Y or N",
            "E *<document>:15:18: error[[]A315[]]: *",
        ]
    )
    result.stdout.no_fnmatch_line("*in assert_cback_conf*")


@pytest.mark.parametrize("conf", [GOOD, GOOD.encode("utf-8-sig"), "path"])
def test_the_assertion_takes_text_bytes_and_paths(conf: str | bytes, tmp_path: Path) -> None:
    if conf == "path":
        path = tmp_path / "cback.conf"
        path.write_text(GOOD)
        assert_cback_conf(path)
    else:
        assert_cback_conf(conf)


@pytest.mark.parametrize(("conf", "code"), [("<cb_config>", "A102"), (b"\xff", "A101"), ("<!DOCTYPE a><a/>", "A103")])
def test_what_cannot_be_parsed_fails_the_assertion_too(conf: str | bytes, code: str) -> None:
    with pytest.raises(CbackConfError, match=f"^<document>:1:.*{code}"):
        assert_cback_conf(conf)


def test_the_assertion_gives_warnings_as_warnings() -> None:
    with pytest.warns(CbackConfWarning, match=r"^<document>:18:24: warning\[A332\]"):
        assert_cback_conf(WARNING)


def test_a_run_that_does_not_use_the_plugin_loads_nothing_but_its_module(project: pytest.Pytester) -> None:
    script = "import sys, pytest; pytest.main(['-q']); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    imported = set(run.stdout.splitlines()[-1].split())
    assert {name for name in imported if name.startswith("amazons3cfg")} == {"amazons3cfg", "amazons3cfg.pytest_plugin"}
    assert imported & {"xmlschema", "elementpath", "click", "lxml", "lxml.etree"} == set()


def test_the_settings_of_the_repository_count(project: pytest.Pytester) -> None:
    Path("etc/a.conf").write_text(WARNING)
    Path("pyproject.toml").write_text('[tool.amazons3cfg]\nignore = ["A332"]\n')
    project.runpytest("--cback-conf", "etc/a.conf").assert_outcomes(passed=2)
    Path("etc/.amazons3cfg.toml").write_text("strict = true\n")
    result = project.runpytest("--cback-conf", "etc/a.conf")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines("etc/a.conf:18:24: warning[[]A332[]]: *")


def test_settings_that_cannot_be_accepted_are_told_without_a_traceback(project: pytest.Pytester) -> None:
    Path(".amazons3cfg.toml").write_text("ignroe = []\n")
    result = project.runpytest("--cback-conf", "etc/a.conf")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines("*/.amazons3cfg.toml: there is no setting 'ignroe'; use select, ignore and strict")
    result.stdout.no_fnmatch_line("*Traceback*")
