"""What goes where, and what is refused."""

import os

import pytest
from amazons3action import plan
from amazons3action.plan import Listed, Sent, Target
from hypothesis import given
from hypothesis import strategies as st

FILE_NAMES = st.binary(min_size=1, max_size=40).filter(lambda name: b"\0" not in name).map(os.fsdecode)
SIZES = st.dictionaries(st.text(min_size=1, max_size=6), st.integers(0, 5), max_size=8)


def test_the_days_directory_stands_below_the_prefix() -> None:
    assert plan.target("b/p/q", "2026/01/02") == Target("b", "p/q/2026/01/02/")
    assert plan.target("b", "2026/01/02").uri == "s3://b/2026/01/02/"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("s3://b/p", "is a URL; write 'b/p'"),
        ("https://b", "is a URL; write the name of a bucket, or bucket/prefix"),
        ("/b", "starts with a slash; write 'b'"),
        ("b/", "ends with a slash; write 'b'"),
        ("b//p", "two slashes in a row; write one"),
        ("-b", "with a letter or digit at both ends"),
        (" b", "blanks at its ends; write 'b'"),
        ("b /p", "with a letter or digit at both ends"),
        ("b/p\n", "blanks at its ends; write 'b/p'"),
        ("b/p\x1b", "control character in it; remove it"),
        ("b/../c", "has a part that is . or .."),
        ("b/./c", "has a part that is . or .."),
        ("../c", "is not a name"),
        ("", "is no bucket"),
        ("arn:aws:s3:eu-west-1:1:accesspoint/a", "alias"),
    ],
)
def test_a_bucket_that_aws_would_misread_is_refused_with_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(ValueError, match="s3_bucket") as caught:
        plan.target(text, "2026/01/02")
    assert hint in str(caught.value)


@given(st.lists(FILE_NAMES))
def test_a_name_is_refused_or_its_key_is_exactly_its_bytes(names: list[str]) -> None:
    refused = plan.refused_names(names, "p/")
    assert refused.keys() <= set(names)
    for name in set(names) - refused.keys():
        key = plan.key(name)
        assert key.encode() == os.fsencode(name)
        assert all(character in "\t\n\r" or character >= " " for character in key)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (b"\xff", "UTF-8"),
        (b"\xed\xa0\x80", "UTF-8"),
        (b"a\x01", "U+0001"),
        (b"a\x1f", "U+001F"),
        ("\ufffe".encode(), "U+FFFE"),
    ],
)
def test_names_that_no_key_or_listing_can_hold_are_refused_with_what_they_hold(name: bytes, reason: str) -> None:
    [told] = plan.refused_names([os.fsdecode(name)], "").values()
    assert reason in told


@pytest.mark.parametrize("name", ["a b", "a\nb", "a\tb", "a\rb", "-x", "*", "$(id)", "%41", "+", "ä", "\x7f", "'\""])
def test_other_names_are_not_refused(name: str) -> None:
    assert not plan.refused_names([name], "")


def test_a_key_may_have_1024_bytes_with_its_prefix_and_no_more() -> None:
    prefix = "ä/"
    fits = "ä" * 510 + "x"
    assert not plan.refused_names([fits], prefix)
    assert "1021" in plan.refused_names([fits + "x"], prefix)[fits + "x"]


def test_the_limit_itself_is_allowed_and_one_byte_more_is_not() -> None:
    plan.check_size(1024, 1024.0, "full")
    plan.check_size(10**15, None, "full")
    with pytest.raises(ValueError, match=r"1025 bytes.*incremental"):
        plan.check_size(1025, 1024.0, "incremental")


@given(SIZES, SIZES)
def test_the_difference_is_empty_exactly_if_keys_and_sizes_agree(sizes: dict[str, int], found: dict[str, int]) -> None:
    difference = plan.Difference({key: Sent(size, "") for key, size in sizes.items()})
    for key, size in found.items():
        difference.take(key, Listed(size, ""))
    assert difference.missing == sizes.keys() - found.keys()
    assert set(difference.wrong_size) == {key for key in sizes if key in found and sizes[key] != found[key]}
    assert set(difference.extra) == {key for key in found if key not in sizes and not key.endswith("/")}
    assert difference.other_etag == {}


@given(st.dictionaries(st.text(max_size=3), st.sampled_from("xyz")), st.sampled_from("xyz"))
def test_objects_of_the_right_size_and_another_etag_are_kept_for_a_closer_look(
    etags: dict[str, str], found: str
) -> None:
    difference = plan.Difference({key: Sent(1, etag) for key, etag in etags.items()})
    for key in etags:
        difference.take(key, Listed(1, found))
    assert difference.other_etag == {key: Listed(1, found) for key, etag in etags.items() if etag != found}
