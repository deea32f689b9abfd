"""More of what rules find and pass, beside the example that each has."""

from dataclasses import dataclass

from documents import document

from amazons3cfg.rules.base import ACTION

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

    def wrong_text(self) -> str:
        """Return the whole document that fails, with its marks."""
        return document(*self.wrong)

    def right_text(self) -> str:
        """Return the whole document that passes."""
        return document(*self.right)


ORIGINAL = "«CedarBackup3.extend.amazons3»"
FIRST = ACTION.replace("<name>amazons3<", "<name>again<").replace("201", "202")
BUCKET = "example-bucket/staging"
COMMAND = "gpg -c -o ${output} ${input}"
BUCKET_ALLOWED = "write the name of a bucket, or bucket/prefix, without blanks at its ends"
SCRIPT = "quote it if it is meant as it stands; else put the command into a script and call that"
LATIN_1 = ('?xml version="1.0"', '?xml version="1.0" encoding="latin-1"')
ACTION_NAME = "write <name>amazons3</name>"
BY_DEPENDENCY = ("<extensions>", "<extensions><order_mode>dependency</order_mode>")
AFTER = "<depends><run_after>{}</run_after></depends>"


def value(code: str, element: str, good: str, wrong: str, hint: str, right: str) -> Case:
    """Return the case of one value in the section, where only that value is exchanged."""
    return Case(code, element, ((f">{good}<", f">{wrong}<"),), hint, ((f">{good}<", f">{right}<"),))


CASES = [
    Case(
        "A203",
        "zzz",
        (("<warn_midnite>", "«<zzz/>»<warn_midnite>"),),
        "use one of warn_midnite, s3_bucket, encrypt, full_size_limit, incr_size_limit",
        (),
    ),
    Case("A206", "encrypt", (("<encrypt>", '«<encrypt xml:space="preserve">»'),), "remove it", ()),
    Case(
        "A207",
        "cb_config",
        (("   <options>", " «x»  <options>"),),
        "make it a comment",
        (("   <options>", "<!-- x -->  <options>"),),
    ),
    value("A302", "warn_midnite", "Y", "«off»", "write N", "N"),
    value("A302", "warn_midnite", "Y", "«maybe»", "write Y or N", "N"),
    value("A303", "incr_size_limit", "600 MB", "«0,5gb»", "write 0.5 GB", "0.5 GB"),
    Case(
        "A305",
        "amazons3",
        (("<amazons3>", "«<amazons3>»"), (f"<s3_bucket>{BUCKET}</s3_bucket>", "")),
        BUCKET_ALLOWED,
        ((BUCKET, "abc/def"),),
    ),
    Case("A305", "s3_bucket", ((f"<s3_bucket>{BUCKET}", "«<s3_bucket>»  "),), BUCKET_ALLOWED, ((BUCKET, "abc"),)),
    value("A311", "s3_bucket", BUCKET, "«https://abc.s3.amazonaws.com/x»", BUCKET_ALLOWED, "abc/x"),
    value("A311", "s3_bucket", BUCKET, "«s3://»", BUCKET_ALLOWED, "abc"),
    value("A312", "s3_bucket", BUCKET, "«/»", BUCKET_ALLOWED, "abc"),
    value("A315", "s3_bucket", BUCKET, "«arn:aws:s3:::abc/def»", "write 'abc/def'", "abc/def"),
    value(
        "A315",
        "s3_bucket",
        BUCKET,
        "«arn:aws:s3:eu-west-1:123456789012:accesspoint/abc»",
        "write the alias of the access point instead",
        "abc-0123456789abcdef-s3alias",
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
    value(
        "A325",
        "encrypt",
        COMMAND,
        f"«e»xec {COMMAND}",
        "write the program itself, or put the command into a script and call that",
        COMMAND,
    ),
    value("A327", "encrypt", COMMAND, "«$»{input} -o ${output}", "write the program first", COMMAND),
    Case(
        "A405",
        "action",
        (("<action>", "«<action>»"), ("<index>201</index>", "")),
        "write <index>201</index>",
        (),
    ),
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
    Case("A408", "action", (("<action>", "«<action>»"), ("<name>amazons3</name>", "")), ACTION_NAME, ()),
]
