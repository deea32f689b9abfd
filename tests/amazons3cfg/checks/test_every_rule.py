"""Each rule finds what it is for, in its place, and nothing is left when its hint is followed."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from documents import ACTION, GOOD, SECTION, codes, document, findings, unmarked

from amazons3cfg import AmazonS3Config, FieldError
from amazons3cfg.rules import RULES

RULES_TABLE = Path(__file__).parents[3] / "docs" / "rules.md"

Changes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Case:
    """A document with one thing wrong, at the marks «», and what its hint makes of it."""

    code: str
    element: str | None
    wrong: Changes
    hint: str
    right: Changes
    encoding: str = "utf-8"


BUCKET = "example-bucket/staging"
COMMAND = "gpg -c -o ${output} ${input}"
COMMAND_ELEMENT = f"<encrypt>{COMMAND}</encrypt>"
BUCKET_ALLOWED = "write the name of a bucket, or bucket/prefix, without blanks at its ends"
SCRIPT = "quote it if it is meant as it stands; else put the command into a script and call that"
BY_DEPENDENCY = ("<extensions>", "<extensions><order_mode>dependency</order_mode>")
AFTER = "<depends><run_after>{}</run_after></depends>"


def value(code: str, element: str, good: str, wrong: str, hint: str, right: str) -> Case:
    """Return the case of one value in the section, where only that value is exchanged."""
    return Case(code, element, ((f">{good}<", f">{wrong}<"),), hint, ((f">{good}<", f">{right}<"),))


CASES = [
    Case(
        "A101",
        None,
        ((BUCKET, "example-bucket/caf«é»"),),
        "save the file in the encoding that it declares, or as UTF-8 without a declaration",
        ((BUCKET, "example-bucket/café"), ('?xml version="1.0"', '?xml version="1.0" encoding="latin-1"')),
        encoding="latin-1",
    ),
    value("A102", "encrypt", COMMAND, f"a&« »{COMMAND}", "write & as &amp; in text", f"'a&amp;' {COMMAND}"),
    Case(
        "A103",
        None,
        (("<cb_config>", "«<»!DOCTYPE cb_config><cb_config>"),),
        "remove the <!DOCTYPE ...>; Cedar Backup needs none",
        (),
    ),
    Case(
        "A104",
        "config",
        (("<cb_config>", "«<config>»"), ("</cb_config>", "</config>")),
        "write <cb_config>",
        (),
    ),
    Case(
        "A201",
        "cb_config",
        (("<cb_config>", "«<cb_config>»"), (SECTION, "")),
        "add an <amazons3> element with an <s3_bucket> in it",
        ((SECTION, "<amazons3><s3_bucket>abc</s3_bucket></amazons3>"),),
    ),
    Case(
        "A202",
        "amazons3",
        ((SECTION, f"{SECTION}«<amazons3>»<s3_bucket>abc</s3_bucket></amazons3>"),),
        "keep one of them",
        (),
    ),
    Case(
        "A203",
        "full_size_limt",
        (("<full_size_limit>2.5 GB</full_size_limit>", "«<full_size_limt>»2.5 GB</full_size_limt>"),),
        "did you mean <full_size_limit>?",
        (),
    ),
    Case(
        "A203",
        "zzz",
        (("<warn_midnite>", "«<zzz/>»<warn_midnite>"),),
        "use one of warn_midnite, s3_bucket, encrypt, full_size_limit, incr_size_limit",
        (),
    ),
    Case(
        "A204",
        "warn_midnite",
        (("</warn_midnite>", "</warn_midnite>«<warn_midnite>»N</warn_midnite>"),),
        "keep one of them",
        (),
    ),
    Case(
        "A205",
        "s3_bucket",
        ((f"<s3_bucket>{BUCKET}", "«<s3_bucket>»<name>abc</name>"),),
        BUCKET_ALLOWED,
        ((BUCKET, "abc"),),
    ),
    Case("A206", "amazons3", (("<amazons3>", "«<amazons3 version='1'>»"),), "remove it", ()),
    Case("A206", "encrypt", (("<encrypt>", '«<encrypt xml:space="preserve">»'),), "remove it", ()),
    Case(
        "A207",
        "amazons3",
        (("</warn_midnite>\n", "</warn_midnite>\n  «some words»\n"),),
        "remove it, or make it a comment",
        (("</warn_midnite>\n", "</warn_midnite>\n  <!-- some words -->\n"),),
    ),
    Case(
        "A207",
        "cb_config",
        (("   <options/>", " «x»  <options/>"),),
        "remove it, or make it a comment",
        (("   <options/>", "<!-- x -->  <options/>"),),
    ),
    Case(
        "A208",
        "warn_midnite",
        (("<warn_midnite>Y</warn_midnite>", '«<p:warn_midnite xmlns:p="urn:p">»Y</p:warn_midnite>'),),
        "write <warn_midnite> without a prefix, and remove the xmlns that it is in the scope of",
        (),
    ),
    value("A302", "warn_midnite", "Y", "«yes»", "write Y or N", "Y"),
    value("A302", "warn_midnite", "Y", "« Y»", "write Y or N", "N"),
    value(
        "A303",
        "incr_size_limit",
        "600 MB",
        "«600 TB»",
        "write a number from 0 up, with KB, MB or GB behind it or nothing for bytes, such as 2.5 GB",
        "2.5 GB",
    ),
    Case(
        "A305",
        "s3_bucket",
        ((f"<s3_bucket>{BUCKET}", "«<s3_bucket>»"),),
        BUCKET_ALLOWED,
        ((BUCKET, "abc"),),
    ),
    Case(
        "A305",
        "amazons3",
        (("<amazons3>", "«<amazons3>»"), (f"<s3_bucket>{BUCKET}</s3_bucket>", "")),
        BUCKET_ALLOWED,
        ((BUCKET, "abc/def"),),
    ),
    Case("A305", "s3_bucket", ((f"<s3_bucket>{BUCKET}", "«<s3_bucket>»  "),), BUCKET_ALLOWED, ((BUCKET, "abc"),)),
    value("A306", "s3_bucket", BUCKET, "« abc »", "write 'abc'", "abc"),
    value("A311", "s3_bucket", BUCKET, "«s3://abc/»", "write 'abc'", "abc"),
    value("A311", "s3_bucket", BUCKET, "«https://abc.s3.amazonaws.com/x»", BUCKET_ALLOWED, "abc/x"),
    value("A311", "s3_bucket", BUCKET, "«s3://»", BUCKET_ALLOWED, "abc"),
    value("A312", "s3_bucket", BUCKET, "«//abc/def»", "write 'abc/def'", "abc/def"),
    value("A312", "s3_bucket", BUCKET, "«/»", BUCKET_ALLOWED, "abc"),
    value("A313", "s3_bucket", BUCKET, "«abc/def//»", "write 'abc/def'", "abc/def"),
    value("A314", "s3_bucket", BUCKET, "«abc/my backup»", "use a hyphen instead", "abc/my-backup"),
    value(
        "A315",
        "s3_bucket",
        BUCKET,
        "«Abc/def»",
        "use 3 to 63 lower-case letters, digits, dots and hyphens, with a letter or digit at both ends",
        "abc/def",
    ),
    value("A316", "s3_bucket", BUCKET, "«abc//def»", "write one", "abc/def"),
    value("A321", "encrypt", COMMAND, "«gpg -o ${output}»", "put ${input} where the input file belongs", COMMAND),
    value("A322", "encrypt", COMMAND, "«gpg ${input}»", "put ${output} where the output file belongs", COMMAND),
    value(
        "A323",
        "encrypt",
        COMMAND,
        "gpg «$»{infile} ${input} ${output}",
        "only ${input} and ${output} are replaced",
        "gpg ${input} ${output}",
    ),
    value(
        "A324",
        "encrypt",
        COMMAND,
        "gpg ${input} ${output} «'»x",
        r"close it with ', or write \' if it is meant",
        r"gpg ${input} ${output} \'x",
    ),
    value(
        "A324",
        "encrypt",
        COMMAND,
        "gpg ${input} ${output} «$»{x",
        r"close it with }, or write \${ if it is meant",
        r"gpg ${input} ${output} \${x",
    ),
    value(
        "A324",
        "encrypt",
        COMMAND,
        "gpg ${input} ${output} «\\»",
        r"remove it, or write \\ for one that is meant",
        r"gpg ${input} ${output} \\",
    ),
    value("A325", "encrypt", COMMAND, f"{COMMAND} «~»/x", SCRIPT, f"{COMMAND} '~/x'"),
    value("A331", "incr_size_limit", "600 MB", "«0»", "leave it empty for no limit", ""),
    value("A332", "incr_size_limit", "600 MB", "«2.501 GB»", "exchange them, if they were mixed up", "2.5 GB"),
    Case(
        "A401",
        "cb_config",
        (("<cb_config>", "«<cb_config>»"), ("<options/>", "")),
        "add one; see the Cedar Backup manual on <options>",
        (),
    ),
    Case(
        "A402",
        "cb_config",
        (("<cb_config>", "«<cb_config>»"), ("<stage/>", "")),
        "add one; see the Cedar Backup manual on <stage>",
        (),
    ),
    Case(
        "A403",
        "cb_config",
        (("<cb_config>", "«<cb_config>»"), (ACTION, "")),
        "add an <action> with <module>amazons3action</module> to <extensions>",
        (),
    ),
    value("A404", "function", "executeAction", "«run»", "write <function>executeAction</function>", "executeAction"),
    Case(
        "A404",
        "action",
        (("<action>", "«<action>»"), ("<function>executeAction</function>", "")),
        "write <function>executeAction</function>",
        (),
    ),
    value("A405", "index", "201", "«soon»", "write <index>201</index>", "201"),
    Case(
        "A405",
        "action",
        (("<action>", "«<action>»"), ("<index>201</index>", "")),
        "write <index>201</index>",
        (),
    ),
    value("A406", "index", "201", "«200»", "write <index>201</index>", "201"),
    Case(
        "A406",
        "action",
        (BY_DEPENDENCY, ("<action>", "«<action>»")),
        "write <depends><run_after>stage</run_after></depends>",
        (BY_DEPENDENCY, ("</index>", "</index>" + AFTER.format("stage"))),
    ),
    Case(
        "A406",
        "depends",
        (BY_DEPENDENCY, ("</index>", "</index>" + AFTER.format("collect").replace("<depends>", "«<depends>»"))),
        "write <depends><run_after>stage</run_after></depends>",
        (BY_DEPENDENCY, ("</index>", "</index>" + AFTER.format("stage"))),
    ),
]
# Nothing in a document leads to these: XML cannot hold what they find, or has no types.
ONLY_ON_ASSIGNMENT = {"A301", "A304"}

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.wrong[-1][1].strip()[:30]}")


def test_every_rule_has_a_case() -> None:
    assert {case.code for case in CASES} | ONLY_ON_ASSIGNMENT == set(RULES)


def test_nothing_is_found_in_a_good_document() -> None:
    assert findings(GOOD) == []


@each_case
def test_a_rule_finds_what_is_wrong_in_its_place(case: Case) -> None:
    text, place = unmarked(document(*case.wrong))
    (found,) = findings(text.encode(case.encoding))
    assert (found.code, found.severity) == (case.code, RULES[case.code].severity)
    assert (found.line, found.column, found.length) == place
    assert (found.element, found.path) == (case.element, "cback.conf")
    assert found.message


@each_case
def test_following_the_hint_removes_the_finding(case: Case) -> None:
    text, _ = unmarked(document(*case.wrong))
    (found,) = findings(text.encode(case.encoding))
    assert found.hint == case.hint
    assert findings(document(*case.right).encode(case.encoding)) == []


def test_a_value_of_a_wrong_type_is_refused_on_assignment() -> None:
    with pytest.raises(FieldError) as caught:
        AmazonS3Config(s3Bucket=3)  # type: ignore[arg-type]
    (found,) = caught.value.findings
    assert (found.code, found.field, found.line) == ("A301", "s3Bucket", 0)
    assert found.hint == "use None or a non-empty string"
    AmazonS3Config(s3Bucket=None)
    AmazonS3Config(s3Bucket="a")


def test_a_character_that_xml_cannot_hold_is_refused_on_assignment() -> None:
    with pytest.raises(FieldError) as caught:
        AmazonS3Config(encryptCommand="gpg\x1b ${input}")
    (found,) = caught.value.findings
    assert (found.code, found.field) == ("A304", "encryptCommand")
    assert r"'\x1b' at offset 3" in found.message
    AmazonS3Config(encryptCommand="gpg ${input}")


def _messages() -> dict[str, set[str]]:
    """Return the messages that the cases lead to, by code."""
    texts = [(unmarked(document(*case.wrong))[0].encode(case.encoding)) for case in CASES]
    found = [finding for text in texts for finding in findings(text)]
    for wrong in (3, "gpg\x1b"):
        with pytest.raises(FieldError) as caught:
            AmazonS3Config(s3Bucket=wrong)  # type: ignore[arg-type]
        found += caught.value.findings
    return {code: {finding.message for finding in found if finding.code == code} for code in RULES}


def test_the_documented_table_lists_every_rule_with_a_true_example() -> None:
    rows = [line[2:-2].split(" | ") for line in RULES_TABLE.read_text("utf-8").splitlines() if line.startswith("| A")]
    assert [row[:4] for row in rows] == [[rule.code, rule.name, rule.severity, rule.summary] for rule in RULES.values()]
    messages = _messages()
    for code, *_, example in rows:
        assert example.strip("`") in messages[code]


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_text() -> None:
    text = document((">Y<", ">maybe<"), (BUCKET, "/a"), ("2.5 GB", "0"), ("600 MB", "much"), ("executeAction", "go"))
    found = findings(text)
    assert [finding.code for finding in found] == ["A404", "A302", "A312", "A331", "A303"]
    assert [finding.line for finding in found] == sorted(finding.line for finding in found)


def test_the_hint_about_a_wrong_root_is_the_only_one() -> None:
    assert codes("<config/>") == ["A104"]
