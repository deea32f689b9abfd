"""No report shows a password, wherever it stands."""

from importlib import import_module

import pytest
from click import unstyle

from amazons3cfg.checks import check
from amazons3cfg.formats.checking import check_data
from amazons3cfg.reports import REPORTS, Result, text
from amazons3cfg.rules import RULES
from amazons3cfg.rules.base import BASE, WITH_MYSQL, replaced
from amazons3cfg.sections.secrets import masked
from amazons3cfg.text.source import Source

FORMS = {name: import_module(f"amazons3cfg.reports.{name}") for name in REPORTS}
SECRET = "hunter\u5bc6\U0001f600zwei"
WITH_PASSWORD = replaced(
    BASE, (*WITH_MYSQL, ("   <mysql>\n", f"   <mysql>\n<user>me</user><password>{SECRET}</password>\n"))
)
COMMAND = "gpg --batch -r backup -o ${output} -e ${input}"


def in_command(words: str) -> str:
    return BASE.replace(COMMAND, f"gpg {words} ${{output}} ${{input}} | x")


DOCUMENTS = {
    "as it should be": WITH_PASSWORD,
    "not well-formed": WITH_PASSWORD.replace("hunter", "&hunter"),
    "not closed": WITH_PASSWORD.replace("</password>", ""),
    "misspelt": WITH_PASSWORD.replace("password>", "paswd>"),
    "in two pieces": WITH_PASSWORD.replace("hunter", "<!-- x -->hunter<!-- y -->"),
    "in CDATA": WITH_PASSWORD.replace("hunter", "<![CDATA[<").replace("zwei", "]]>"),
    "with blanks": WITH_PASSWORD.replace(SECRET, f" {SECRET} "),
    "twice": WITH_PASSWORD.replace("<password>", f"<password>{SECRET}x</password><password>"),
    "for gpg": in_command(f"--passphrase {SECRET}"),
    "in quotes": in_command(f"--passphrase='{SECRET}'"),
    "for openssl": in_command(f"-pass pass:{SECRET}"),
    "as one word": BASE.replace(COMMAND, f"'gpg --passphrase {SECRET} ${{output}} ${{input}}'"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("form", FORMS)
def test_no_report_shows_a_password(name: str, form: str) -> None:
    source = Source(DOCUMENTS[name], path="cback.conf")
    findings = check(source)
    assert findings
    report = "\n".join(FORMS[form].render([Result("cback.conf", findings, source, True)], RULES))
    if form in ("json", "sarif") and any(found.fix for found in findings):  # what a program is to write there
        report = "\n".join(str(found) for found in findings)
    for part in ("hunter", "zwei", SECRET, r"\u5bc6"):
        assert part not in report


def test_data_is_shown_without_the_credentials_of_its_command() -> None:
    source = Source(f'amazons3:\n  s3_bucket: abc\n  encrypt: gpg --passphrase "{SECRET}" | x\n', path="a.yaml")
    findings = check_data(source)
    assert "hunter" not in "\n".join(text.render([Result("a.yaml", findings, source, True)]))
    assert any(found.code == "A325" for found in findings)


def test_the_caret_stands_under_the_masked_password() -> None:
    source = Source(WITH_PASSWORD, path="cback.conf")
    lines = [unstyle(line) for line in text.render([Result("cback.conf", check(source), source, True)])]
    shown, carets = lines[1:3]
    assert shown.endswith(f"<password>{'*' * len(SECRET)}</password>")
    assert carets.rstrip().endswith("^" * len(SECRET))
    assert len(carets.rstrip()) == len(shown) - len("</password>")


@pytest.mark.parametrize(
    "words", ["--passphrase-file /home/backup/.pass", "--passphrase-fd 0", "pass", "-pass file:/x"]
)
def test_what_is_no_password_is_shown(words: str) -> None:
    assert masked(in_command(words)) == in_command(words)


def test_a_mask_is_as_long_as_what_it_hides() -> None:
    for document in DOCUMENTS.values():
        hidden = masked(document)
        assert (len(hidden), hidden.count("\n")) == (len(document), document.count("\n"))
