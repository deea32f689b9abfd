"""A bucket with its prefix: what is read from it, and what is refused for all who use it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amazons3cfg import AmazonS3Config, BucketPath, FieldError, Finding
from amazons3cfg.findings import Fix
from amazons3cfg.kinds.bucket import problems
from amazons3cfg.model.amazons3 import requirements


@pytest.mark.parametrize(
    ("text", "bucket", "prefix"),
    [
        ("abc", "abc", ""),
        ("abc/def/ghi", "abc", "def/ghi"),
        ("Old_Bucket/x", "Old_Bucket", "x"),
        ("abc/my backup", "abc", "my backup"),
        ("abc/" + "d" * 2000, "abc", "d" * 2000),
    ],
)
def test_a_bucket_is_split_from_its_prefix_whatever_amazon_says_of_names(text: str, bucket: str, prefix: str) -> None:
    assert BucketPath.parse(text) == BucketPath(bucket, prefix)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["A305"]),
        (" \n", ["A305"]),
        ("abc ", ["A306"]),
        ("s3://abc", ["A311"]),
        ("arn:aws:s3:::abc", ["A315"]),
        ("/abc", ["A312"]),
        ("abc//x/", ["A313", "A316"]),
        ("abc/../x", ["A317"]),
        ("abc/x\x7f", ["A318"]),
        ("..", ["A315"]),
        ("-abc", ["A315"]),
        ("abc\u00a0/x", ["A315"]),
    ],
)
def test_what_would_be_understood_as_another_bucket_is_refused_with_every_reason(text: str, codes: list[str]) -> None:
    with pytest.raises(FieldError) as caught:
        BucketPath.parse(text)
    assert [found.code for found in caught.value.findings] == codes
    assert all(found.hint and found.field == "s3Bucket" for found in caught.value.findings)


@given(st.text(st.sampled_from("ab-./ \n\u00a0:A_1"), min_size=1, max_size=12))
def test_what_is_refused_is_an_error_of_the_check_too(text: str) -> None:
    told = [*requirements(AmazonS3Config(s3Bucket=text)), *problems(text)]
    errors = {found.code for found in told if found.severity == "error"}
    refused: set[str] = set()
    try:
        path = BucketPath.parse(text)
        assert text == (f"{path.bucket}/{path.prefix}" if path.prefix else path.bucket)
    except FieldError as error:
        refused = {found.code for found in error.findings}
    assert refused <= errors


def all_that_is_wrong(text: str) -> list[Finding]:
    return [*requirements(AmazonS3Config(s3Bucket=text)), *problems(text)]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (" abc\n", "abc"),
        ("s3://abc/x/", "abc/x"),
        ("arn:aws:s3:::abc/x", "abc/x"),
        ("//abc/x", "abc/x"),
        ("abc/x//", "abc/x"),
        ("abc//x///y", "abc/x/y"),
        ("abc/x\x7f\ty", "abc/xy"),
    ],
)
def test_what_to_write_is_a_fix(text: str, right: str) -> None:
    (found,) = all_that_is_wrong(text)
    assert found.fix is not None
    assert mended(text, found.fix) == right


@given(st.text(st.sampled_from("abcs3:/. \n\x7fA"), min_size=1, max_size=14) | st.text("abc/", min_size=3, max_size=9))
def test_a_fix_removes_what_it_is_for_and_adds_nothing(text: str) -> None:
    before = all_that_is_wrong(text)
    for found in before:
        if found.fix is not None:
            after = {each.code for each in all_that_is_wrong(mended(text, found.fix))}
            assert after <= {each.code for each in before} - {found.code}


def mended(text: str, fix: Fix) -> str:
    for edit in sorted(fix.edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
