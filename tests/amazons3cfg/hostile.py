"""Documents made to take more time or memory than their size; run as a program, it handles the one that is named.

The program ends with 0 if only documented errors came out. Its caller sets the limits.
"""

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any

MEGABYTE = 10**6
MANY = 20_000
COMMAND = "gpg -c -o ${output} ${input}"


def section(content: str, around: str = "") -> str:
    return f"<cb_config>{around}<amazons3>{content}</amazons3></cb_config>"


def encrypt(command: str) -> str:
    return section(f"<s3_bucket>b</s3_bucket><encrypt>{command.replace('&', '&amp;').replace('<', '&lt;')}</encrypt>")


def numbered(form: str, count: int = MANY) -> str:
    return "".join(form.format(number) for number in range(count))


def times(text: str, size: int = MEGABYTE) -> str:
    return text * (size // len(text))


def other_sections(size: int) -> str:
    return times("   <peer>\n      <name>machine</name>\n      <type>local</type>\n   </peer>\n", size)


ACTION = (
    "<action><name>a{0}</name><module>amazons3action</module><function>f</function>"
    "<index>0</index><depends><run_after>a{0},b</run_after></depends></action>"
)

DOCUMENTS: dict[str, Callable[[], str | bytes]] = {
    # what a parser could be made to expand or to load
    "entity bomb": lambda: (
        "<!DOCTYPE c [<!ENTITY e0 'aaaaaaaaaa'>"
        + "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
        + "]><cb_config>&e11;</cb_config>"
    ),
    "quadratic blow-up": lambda: f"<!DOCTYPE c [<!ENTITY e '{'a' * 50000}'>]><cb_config>{'&e;' * 50000}</cb_config>",
    "declaration behind a million instructions": lambda: times("<?x?>") + "<!DOCTYPE c><cb_config/>",
    "a million entity references": lambda: section(f"<s3_bucket>{times('&amp;')}</s3_bucket>"),
    # sheer size
    "deep nesting": lambda: section("<a>" * MEGABYTE + "</a>" * MEGABYTE),
    "deep nesting that is not closed": lambda: "<a>" * MEGABYTE,
    "20 MB of text": lambda: section(f"<s3_bucket>{'b' * 20 * MEGABYTE}</s3_bucket>"),
    "9 MB of text": lambda: section(f"<s3_bucket>{'b' * 9 * MEGABYTE}</s3_bucket>"),
    "10 MB of other sections": lambda: section("<s3_bucket>b</s3_bucket>", other_sections(10 * MEGABYTE)),
    "4 MB on one line": lambda: section("<a/>" * MANY, times("<peer><name>machine</name></peer>", 4 * MEGABYTE)),
    "10 MB of line ends": lambda: section("<s3_bucket>b</s3_bucket>", times("\r\n\r", 10 * MEGABYTE)),
    "carriage returns for line ends": lambda: section("<a/>\r" * MANY, times("<a/>\r")),
    "a long indentation": lambda: section(f"\n{' ' * MEGABYTE}<s3_bucket>b</s3_bucket>\n"),
    # very many of something
    "a million attributes": lambda: "<cb_config><amazons3 " + numbered("a{0}='' ", MEGABYTE) + "/></cb_config>",
    "many attributes of a child": lambda: section("<s3_bucket " + numbered("a{0}='' ") + ">b</s3_bucket>"),
    "very many children elsewhere": lambda: section("<s3_bucket>b</s3_bucket>", times("<a/>")),
    "many unknown children": lambda: section("<a/>\n" * MANY, other_sections(4 * MEGABYTE)),
    "children of many names": lambda: section(numbered("<s3_bucke{0}/>\n")),
    "many names in other sections": lambda: section("<s3_bucket>b</s3_bucket>", numbered("<a{0}>x</a{0}>")),
    "many stray texts": lambda: section("x<encrypt/>" * MANY, "x<peer/>" * MANY),
    "many repeated fields": lambda: section("<encrypt>x</encrypt>\n" * MANY),
    "many repeated fields with text between": lambda: section("<encrypt>x</encrypt>.\n" * MANY),
    "many sections": lambda: section("", "<amazons3>\n<s3_bucket>b</s3_bucket></amazons3>.\n" * MANY),
    "many nested sections": lambda: section("<s3_bucket>b</s3_bucket>", "<x><amazons3/></x>" * MANY),
    "very many comments": lambda: section("<s3_bucket>b</s3_bucket>", times("<!---->")),
    "many actions": lambda: section("", f"<extensions>{numbered(ACTION)}</extensions>"),
    "many actions by dependency": lambda: section(
        "", f"<extensions><order_mode>dependency</order_mode>{numbered(ACTION)}</extensions>"
    ),
    # text that is not terminated, which a backtracking pattern tries again from each place
    **{
        f"{text} again and again": lambda text=text: f"<cb_config>{times(text)}"  # type: ignore[misc]
        for text in ("<", "<a", "<a ", "<a x='", "<a x=\"'", "</", "<!--", "<?", "<![CDATA[", "&", "a", "]]>", "<a/")
    },
    "an attribute of a million quotes": lambda: "<cb_config a=" + times('""') + " <",
    "a name of 10 MB": lambda: f"<cb_config><{'a' * 10 * MEGABYTE}",
    # encodings
    "10 MB of NUL": lambda: bytes(10 * MEGABYTE),
    "UTF-16": lambda: section("<s3_bucket>b</s3_bucket>", other_sections(MEGABYTE)).encode("utf-16"),
    "UTF-32": lambda: section("<s3_bucket>b</s3_bucket>", other_sections(MEGABYTE)).encode("utf-32"),
    "UTF-7": lambda: "<?xml version='1.0' encoding='utf-7'?>" + times("+ADwA-"),
    "punycode": lambda: "<?xml version='1.0' encoding='punycode'?>-" + times("99a"),
    "wrong UTF-8 at the end": lambda: section("", other_sections(10 * MEGABYTE)).encode() + b"\xff",
    "a declaration of 10 MB": lambda: f"<?xml version='1.0' {' ' * 10 * MEGABYTE} encoding='x'?><cb_config/>",
    # values
    **{
        f"a command of {text!r}": lambda text=text: encrypt(f"{COMMAND} {times(text)}")  # type: ignore[misc]
        for text in ("'", '"', "`", "| ", "${", "${x}", "${input} ", "\\", "\\\n", "a ", "a", "$a", "~ ", "'a' ", "a=")
    },
    **{
        f"a limit of {name}": lambda text=text: section(f"<full_size_limit>{text}</full_size_limit>")  # type: ignore[misc]
        for name, text in {
            "5 million digits": "7" * 5 * MEGABYTE,
            "a long fraction": f"0.{'0' * 5 * MEGABYTE}1 GB",
            "a long exponent": f"1e{'9' * MEGABYTE}",
            "blanks": f"{' ' * 5 * MEGABYTE}x",
            "blanks before a unit": f"1{' ' * 5 * MEGABYTE}KBx",
            "zeros below zero": f"-{'0' * 5 * MEGABYTE}1",
        }.items()
    },
}


def handle(data: str | bytes) -> None:
    """Read, check and edit the document, and report what the check found."""
    from amazons3cfg import ConfigError, LocalConfig
    from amazons3cfg.checks import check
    from amazons3cfg.editing import ConfigDocument
    from amazons3cfg.reports import Result, text
    from amazons3cfg.text.source import decode

    def try_all(steps: Iterable[Callable[[], Any]]) -> None:
        for step in steps:
            try:
                step()
            except ConfigError as error:
                str(error)

    def report() -> None:
        source = decode(data)
        size = sum(map(len, text.render([Result("x", check(source), source)])))
        assert size < 2000 * MANY + 100 * len(source.text), f"the report has {size} characters"

    def edit() -> None:
        document = ConfigDocument(data)
        document.set("incrementalBackupSizeLimit", "5")
        document.set("encryptCommand", None)
        document.add_action()
        document.remove("s3Bucket")
        document.remove("encryptCommand")
        document.section = None

    try_all([lambda: LocalConfig(data), report, edit])


if __name__ == "__main__":
    handle(DOCUMENTS[sys.argv[1]]())
    os._exit(0)  # taking a tree of a million elements apart proves nothing
