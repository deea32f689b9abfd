"""The rules for a bucket's name, one by one."""

import pytest
from documents import codes, findings, with_bucket

from amazons3cfg.kinds.bucket import problems


@pytest.mark.parametrize(
    "bucket",
    [
        "abc",
        "a" * 63,
        "0abc9",
        "my.bucket-1",
        "a--b",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.4x",
        "xn-a",
        "sthree",
        "my-access-point-abc123-s3alias",
        "bucket/Any_Prefix/ÄÖÜ",
        "bucket/...",
    ],
)
def test_a_name_that_amazon_allows_is_accepted(bucket: str) -> None:
    assert codes(with_bucket(bucket)) == []


@pytest.mark.parametrize(
    ("bucket", "words"),
    [
        ("ab", "is not a name"),
        ("a" * 64, "is not a name"),
        ("Abc", "is not a name"),
        ("my_bucket", "is not a name"),
        ("my:bucket", "is not a name"),
        ("bücket", "is not a name"),
        ("-abc", "is not a name"),
        (".abc", "is not a name"),
        ("abc-", "is not a name"),
        ("abc.", "is not a name"),
        ("a..b", "two dots"),
        ("192.168.5.4", "IP address"),
        ("xn--abc", "reserved"),
        ("sthree-abc", "reserved"),
        ("amzn-s3-demo-bucket", "reserved"),
    ],
)
def test_a_name_that_amazon_refuses_is_told_by_the_rule_it_breaks(bucket: str, words: str) -> None:
    for text in (bucket, f"{bucket}/prefix"):
        (found,) = findings(with_bucket(text))
        assert (found.code, found.field) == ("A315", "s3Bucket")
        assert repr(bucket) in found.message
        assert words in found.message


@pytest.mark.parametrize(
    ("bucket", "expected"),
    [
        (None, []),
        ("", []),
        (" \t\n", []),
        ("s3://Bad Name//x/", ["A311"]),
        ("/Bad", ["A312"]),
        ("Bad//x y/", ["A313", "A316", "A314", "A315"]),
        ("abc/x//", ["A313"]),
        ("my bucket", ["A314", "A315"]),
        ("abc\u00a0", ["A314", "A315"]),
        ("abc/x\u3000y", ["A314"]),
    ],
)
def test_what_is_wrong_with_a_bucket_is_told_together_unless_it_is_no_bucket_at_all(
    bucket: str | None, expected: list[str]
) -> None:
    assert [finding.code for finding in problems(bucket)] == expected


def test_the_bucket_that_counts_is_the_first_that_is_not_empty() -> None:
    assert codes(with_bucket("</s3_bucket><s3_bucket>/a")) == ["A212", "A312"]
