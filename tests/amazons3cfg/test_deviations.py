"""Each deviation of docs/deviations.md, one by one: what the original does, and what ours does instead."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.dom.minidom import parseString
from xml.parsers.expat import ExpatError, ParserCreate

import CedarBackup3.config as original_config
import CedarBackup3.extend.amazons3 as original
import pytest

import amazons3cfg
from amazons3cfg import DocumentError, FieldError

ROOT = Path(__file__).parents[2]


def field(children: str, name: str = "s3Bucket", validate: bool = False) -> Callable[[Any], Any]:
    data = f"<cb_config><amazons3>{children}</amazons3></cb_config>"
    return lambda api: getattr(api.LocalConfig(xmlData=data, validate=validate).amazons3, name)


def read(data: Any) -> Callable[[Any], Any]:
    return lambda api: api.LocalConfig(xmlData=data).amazons3.s3Bucket


def odd(attribute: str, prolog: str = "") -> Callable[[Any], Any]:
    return read(f"{prolog}<cb_config{attribute}><amazons3><s3_bucket>b</s3_bucket></amazons3></cb_config>")


def written(**values: Any) -> Callable[[Any], Any]:
    def write(api: Any) -> str:
        local = api.LocalConfig()
        local.amazons3 = api.AmazonS3Config(**values)
        dom = parseString("<cb_config/>")
        local.addConfig(dom, dom.documentElement)
        return str(dom.toxml())

    return write


def limit(value: str) -> Callable[[Any], Any]:
    return field(f"<full_size_limit>{value}</full_size_limit>", "fullBackupSizeLimit")


def no_number(api: Any) -> str:
    quantity = (original_config if api is original else amazons3cfg).ByteQuantity(None, 1)
    return str(written(s3Bucket="b", fullBackupSizeLimit=quantity)(api))


def misspelt(api: Any) -> None:
    api.AmazonS3Config().s3bucket = "b"


DTD = '<!DOCTYPE cb_config [<!ENTITY e "b">]><cb_config><amazons3><s3_bucket>&e;</s3_bucket></amazons3></cb_config>'


def declaring(encoding: str, bucket: str) -> bytes:
    body = f"<cb_config><amazons3><s3_bucket>{bucket}</s3_bucket></amazons3></cb_config>"
    return f'<?xml version="1.0" encoding="{encoding}"?>{body}'.encode(encoding)


def of_version_2() -> Any:
    """Return what the original makes of XML 2.0: newer releases of expat refuse it, as libxml2 does."""
    try:
        ParserCreate().Parse('<?xml version="2.0"?><cb_config/>', True)
    except ExpatError:
        return ValueError
    return "b"


# Each: the row of the table, what is done, what the original makes of it, what ours makes of it.
CASES: list[tuple[str, Callable[[Any], Any], Any, Any]] = [
    ("document type declaration", read(DTD), "b", DocumentError),
    ("XML that only its parser takes", odd(' xmlns:p="::"'), "b", DocumentError),
    ("XML that only its parser takes", odd(' xml:id="1 2"'), "b", DocumentError),
    ("XML that only its parser takes", odd("", '<?xml version="2.0"?>'), of_version_2(), DocumentError),
    ("text in several pieces", field("<s3_bucket>a<!-- c -->b</s3_bucket>"), "a", "ab"),
    ("text in several pieces", field("<s3_bucket>a<?pi?>b</s3_bucket>"), "a", "ab"),
    ("text in several pieces", field("<s3_bucket><![CDATA[a]]></s3_bucket>"), None, "a"),
    ("element inside a field", field("<s3_bucket>a<b/>c</s3_bucket>"), "a", FieldError),
    ("multi-byte encodings", read(declaring("shift_jis", "\u3042")), ValueError, "\u3042"),
    ("not a finite decimal number", limit("nan"), "nan GB", FieldError),
    ("not a finite decimal number", limit("1e999"), "inf GB", FieldError),
    ("not a finite decimal number", limit("1e308 GB"), "inf GB", FieldError),
    ("not a finite decimal number", limit("1_000"), "1000 bytes", FieldError),
    ("not a finite decimal number", limit("\u0665"), "5 bytes", FieldError),
    ("not a finite decimal number", limit("\u00a05"), "5 bytes", FieldError),
    ("blanks at the ends of the bucket", field("<s3_bucket> b</s3_bucket>", validate=True), " b", FieldError),
    ("blanks at the ends of the bucket", field("<s3_bucket> b</s3_bucket>", validate=False), " b", " b"),
    ("bucket of another type", lambda api: api.AmazonS3Config(s3Bucket=b"b").s3Bucket, "b'b'", FieldError),
    ("bucket of another type", lambda api: api.AmazonS3Config(s3Bucket=5).s3Bucket, TypeError, FieldError),
    ("control characters", lambda api: api.AmazonS3Config(s3Bucket="\x01").s3Bucket, "\x01", FieldError),
    ("carriage return", lambda api: "<s3_bucket>a\rb<" in written(s3Bucket="a\rb")(api), "True", "False"),
    ("carriage return", lambda api: "<s3_bucket>a&#13;b<" in written(s3Bucket="a\rb")(api), "False", "True"),
    ("quantity without a number", lambda api: ">None KB<" in no_number(api), "True", "False"),
    ("quantity without a number", lambda api: ">0 KB<" in no_number(api), "False", "True"),
    ("comparison of a configuration with a stranger", lambda api: api.AmazonS3Config() == 5, AttributeError, "False"),
    ("comparison of a configuration with a stranger", lambda api: api.AmazonS3Config() < 5, AttributeError, TypeError),
    ("comparison of a configuration with a stranger", lambda api: api.LocalConfig() == 5, AttributeError, "False"),
    ("attribute that does not exist", misspelt, None, AttributeError),
    ("document of another type", read(5), TypeError, DocumentError),
]


def check(expected: Any, action: Callable[[Any], Any], api: Any) -> None:
    if isinstance(expected, type):
        with pytest.raises(expected):
            action(api)
    else:
        result = action(api)
        assert (None if result is None else str(result)) == expected


@pytest.mark.parametrize(("row", "action", "theirs", "ours"), CASES, ids=[case[0] for case in CASES])
def test_the_deviation_is_as_listed(row: str, action: Callable[[Any], Any], theirs: Any, ours: Any) -> None:
    check(theirs, action, original)
    check(ours, action, amazons3cfg)


def test_a_file_is_read_in_its_declared_encoding_where_the_original_takes_the_locales(tmp_path: Path) -> None:
    path = tmp_path / "cback.conf"
    path.write_bytes(declaring("iso-8859-1", "\u00e9"))
    program = "import sys; from {} import LocalConfig; print(ascii(LocalConfig(xmlPath=sys.argv[1]).amazons3.s3Bucket))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", program.format(module), path],
            env={"LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        for module in ("CedarBackup3.extend.amazons3", "amazons3cfg")
    ]
    assert "UnicodeDecodeError" in runs[0].stderr
    assert runs[1].stdout == "'\\xe9'\n"


def test_the_table_lists_exactly_the_cases() -> None:
    table = (ROOT / "docs/deviations.md").read_text("utf-8").split("## ")[1]
    rows = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")][2:]
    assert set(rows) == {case[0] for case in CASES} | {"encoding of a file"}
