"""Failed uploads of the same reason."""

from amazons3action.failures import Failures

TREE = "/backup/tmp/cback.amazons3.1/round.0/tree"
MARKER = " to s3://bkt/2026/11/24/"


def failed(name: str, why: str, tree: str = TREE) -> str:
    return f"upload failed: {tree}/{name}{MARKER}{name} {why}"


def test_those_that_differ_in_the_name_only_are_counted() -> None:
    failures = Failures(TREE, MARKER)
    taken = [failures.take(failed(name, "An error occurred (AccessDenied)")) for name in ("a", "d/b c", "\u00e4")]
    assert taken == [False, True, True]
    assert "and 2 more" in failures.more()


def test_a_name_in_an_address_makes_no_difference_nor_does_a_relative_path() -> None:
    failures = Failures(TREE, MARKER)
    address = 'Could not connect to the endpoint URL: "http://127.0.0.1:9/bkt/2026/11/24/{}"'
    assert not failures.take(failed("a b", address.format("a%20b")))
    assert failures.take(failed("d/c", address.format("d/c"), f"..{TREE}"))


def test_another_reason_and_another_line_are_told() -> None:
    failures = Failures(TREE, MARKER)
    assert not failures.take(failed("a", "AccessDenied"))
    assert not failures.take(failed("b", "SlowDown"))
    assert not failures.take("warning: a")
    assert not failures.take("warning: a")
    assert failures.more() == ""


def test_what_is_remembered_is_bounded() -> None:
    failures = Failures(TREE, MARKER)
    assert not any(failures.take(failed("a", f"reason {number}")) for number in range(1000))
    assert failures.take(failed("a", "reason 0"))
    assert not failures.take(failed("a", "reason 999"))
