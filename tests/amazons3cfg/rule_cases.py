"""What each rule finds and what it passes: read by the tests, and by the generated page of rules."""

from dataclasses import dataclass

from documents import ACTION, OPTIONS, SECTION, document

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


@dataclass(frozen=True)
class Assignment:
    """Two Python expressions: one that is refused, and one that is not."""

    wrong: str
    right: str
    hint: str


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
        "A101",
        None,
        ((BUCKET, "example-bucket/caf«é»"),),
        "save the file in the encoding that it declares, or as UTF-8 without a declaration",
        ((BUCKET, "example-bucket/caf&#233;"),),
        encoding="latin-1",
    ),
    Case(
        "A105",
        None,
        ((BUCKET, "example-bucket/caf«é»"), LATIN_1),
        "save it as UTF-8, and declare that or nothing",
        ((BUCKET, "example-bucket/caf&#233;"), LATIN_1),
        encoding="latin-1",
    ),
    Case(
        "A106",
        None,
        (('?xml version="1.0"', '?xml version="1.0" encoding="«ANSI»"'),),
        "declare UTF-8, or nothing",
        (),
    ),
    value("A102", "encrypt", COMMAND, f"a«&» {COMMAND}", "write & as &amp; in text", f"'a&amp;' {COMMAND}"),
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
        "A211",
        "amazonS3",
        ((SECTION, "«<amazonS3>»<s3_bucket>abc</s3_bucket></amazonS3>"),),
        "write <amazons3> for <amazonS3>, if that is meant",
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
        "write <full_size_limit> for <full_size_limt>",
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
        "keep one of them: remove this one",
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
        "make it a comment",
        (("</warn_midnite>\n", "</warn_midnite>\n  <!-- some words -->\n"),),
    ),
    Case(
        "A207",
        "cb_config",
        (("   <options>", " «x»  <options>"),),
        "make it a comment",
        (("   <options>", "<!-- x -->  <options>"),),
    ),
    Case(
        "A208",
        "warn_midnite",
        (("<warn_midnite>Y</warn_midnite>", '«<p:warn_midnite xmlns:p="urn:p">»Y</p:warn_midnite>'),),
        "write <warn_midnite> without a prefix, and remove the xmlns that it is in the scope of",
        (),
    ),
    value("A302", "warn_midnite", "Y", "«yes»", "write Y", "Y"),
    value("A302", "warn_midnite", "Y", "«off»", "write N", "N"),
    value("A302", "warn_midnite", "Y", "«maybe»", "write Y or N", "N"),
    value(
        "A303",
        "incr_size_limit",
        "600 MB",
        "«600 TB»",
        "write a number from 0 up, with KB, MB or GB behind it or nothing for bytes, such as 2.5 GB",
        "2.5 GB",
    ),
    value("A303", "incr_size_limit", "600 MB", "«0,5gb»", "write 0.5 GB", "0.5 GB"),
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
    value("A314", "s3_bucket", BUCKET, "«abc/my backup»", "write 'abc/my-backup'", "abc/my-backup"),
    value(
        "A315",
        "s3_bucket",
        BUCKET,
        "«Abc/def»",
        "write 'abc/def'",
        "abc/def",
    ),
    value("A315", "s3_bucket", BUCKET, "«arn:aws:s3:::abc/def»", "write 'abc/def'", "abc/def"),
    value(
        "A315",
        "s3_bucket",
        BUCKET,
        "«arn:aws:s3:eu-west-1:123456789012:accesspoint/abc»",
        "write the alias of the access point instead",
        "abc-0123456789abcdef-s3alias",
    ),
    value("A316", "s3_bucket", BUCKET, "«abc//def»", "write 'abc/def'", "abc/def"),
    value("A317", "s3_bucket", BUCKET, "«abc/../def»", "write the prefix without it", "abc/def"),
    value("A318", "s3_bucket", BUCKET, "«abc/d&#9;ef»", "write 'abc/def'", "abc/def"),
    value(
        "A319", "s3_bucket", BUCKET, f"«abc/{'d' * 1012}»", "use a prefix of at most 1011 bytes", f"abc/{'d' * 1011}"
    ),
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
    value(
        "A326",
        "encrypt",
        COMMAND,
        "«sh -c 'age -o ${output} ${input}'»",
        """write sh -c 'a script with "$1" and "$2"' sh ${input} ${output}""",
        """sh -c 'age -o "$2" "$1"' sh ${input} ${output}""",
    ),
    value("A325", "encrypt", COMMAND, f"{COMMAND} «~»/x", SCRIPT, f"{COMMAND} '~/x'"),
    value(
        "A325",
        "encrypt",
        COMMAND,
        f"«e»xec {COMMAND}",
        "write the program itself, or put the command into a script and call that",
        COMMAND,
    ),
    value("A327", "encrypt", COMMAND, f"«'»{COMMAND}'", "leave out the quotes around it", COMMAND),
    value("A327", "encrypt", COMMAND, "«$»{input} -o ${output}", "write the program first", COMMAND),
    value(
        "A328",
        "encrypt",
        COMMAND,
        """sh -c 'age -o "$2" "$1"' «$»{input} ${output}""",
        "write sh before ${input}",
        """sh -c 'age -o "$2" "$1"' sh ${input} ${output}""",
    ),
    value(
        "A329",
        "encrypt",
        COMMAND,
        "gpg «\u2013»c -o ${output} ${input}",
        "write - instead, or put it in quotes if it is meant",
        COMMAND,
    ),
    value(
        "A330",
        "encrypt",
        COMMAND,
        "gpg -o ${output}«.»gpg -c ${input}",
        "leave out .gpg; objects are named as the staged files are",
        "gpg -o ${output} -c ${input}",
    ),
    value("A331", "incr_size_limit", "600 MB", "«0»", "leave it empty for no limit", ""),
    value("A332", "incr_size_limit", "600 MB", "«2.501 GB»", "exchange them, if they were mixed up", "2.5 GB"),
    Case(
        "A401",
        "cb_config",
        (("<cb_config>", "«<cb_config>»"), (OPTIONS, "")),
        "add <options>",
        (),
    ),
    Case(
        "A402",
        "cb_config",
        (("<cb_config>", "«<cb_config>»"), ("<stage><staging_dir>/s</staging_dir></stage>", "")),
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
        "A501",
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
    Case(
        "A407",
        "module",
        ((ACTION, FIRST + ACTION.replace("amazons3action", ORIGINAL)),),
        "keep one of the two actions: the second finds the day stored already",
        (),
    ),
    value("A408", "name", "amazons3", "«Amazon S3»", ACTION_NAME, "amazons3"),
    Case("A408", "action", (("<action>", "«<action>»"), ("<name>amazons3</name>", "")), ACTION_NAME, ()),
    Case(
        "A409",
        "order_mode",
        (("<extensions>", "<extensions><order_mode>«depend»</order_mode>"),),
        "write dependency",
        (("<extensions>", "<extensions><order_mode>index</order_mode>"),),
    ),
]

# Nothing in an XML document leads to these: it cannot hold what they find, or has no types.
ASSIGNMENTS = {
    "A301": Assignment(
        "AmazonS3Config(s3Bucket=3)", 'AmazonS3Config(s3Bucket="abc")', "use None or a non-empty string"
    ),
    "A304": Assignment(
        r'AmazonS3Config(encryptCommand="gpg\x1b ${input} ${output}")',
        'AmazonS3Config(encryptCommand="gpg ${input} ${output}")',
        "remove that character",
    ),
}
