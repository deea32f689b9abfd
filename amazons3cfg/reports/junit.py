"""A report in JUnit's XML, as Jenkins, GitLab and others read it: each document is a test."""

from collections.abc import Iterable, Iterator

from lxml import etree

from amazons3cfg.kinds.text import NOT_XML
from amazons3cfg.reports import Catalogue, Result, Tally
from amazons3cfg.rules import RULES


def render(results: Iterable[Result], rules: Catalogue = RULES) -> Iterator[str]:
    """Yield the lines of a document with a suite for each result, so that none has to be kept to be counted."""
    yield "<?xml version='1.0' encoding='UTF-8'?>"
    yield '<testsuites name="amazons3cfg">'
    for result in results:
        yield etree.tostring(_suite(result), encoding="unicode")
    yield "</testsuites>"


def _suite(result: Result) -> etree._Element:
    path = _clean(result.path)
    outcome = "error" if result.unreadable else "failure" if result.failed else None
    failures, errors = (str(int(outcome == counted)) for counted in ("failure", "error"))
    suite = etree.Element("testsuite", name=path, tests="1", failures=failures, errors=errors, skipped="0")
    case = etree.SubElement(suite, "testcase", classname="amazons3cfg", name=path, file=path, time="0")
    details = _clean("\n".join(finding.line_of_report for finding in result.findings))
    if outcome:
        tally = Tally()
        tally.add(result)
        message = _clean(result.findings[0].sentence) if result.unreadable else str(tally)
        etree.SubElement(case, outcome, type=result.findings[0].code, message=message).text = details
    elif details:
        etree.SubElement(case, "system-out").text = details
    return suite


def _clean(text: str) -> str:
    # A file's name or a message may hold what XML cannot.
    return NOT_XML.sub("\ufffd", text)
