"""Running the action again, and two runs at once."""

from testbed.bed import Bed
from testbed.expect import expect_stored
from testbed.gates import HOLD, UPLOAD, make_gates
from testbed.site import AWS_1, Site


def test_a_second_run_leaves_in_the_bucket_what_is_staged_now(site: Site) -> None:
    day = site.stage({"kept": b"1", "changed": b"2", "gone": b"3", "folder/gone": b"4"})
    assert site.run().code == 0
    (day / "gone").unlink()
    (day / "folder/gone").unlink()
    (day / "folder").rmdir()
    site.stage({"changed": b"now", "folder": b"became a file"})
    site.bucket.put(f"{site.day_prefix(-1)}gone", b"of another day")
    expect_stored(site, site.run("--full"), {"kept": b"1", "changed": b"now", "folder": b"became a file"})
    assert list(site.bucket.sizes(site.day_prefix(-1))) == [f"{site.day_prefix(-1)}gone"]


def test_a_second_run_beside_the_first_ends_with_an_error_and_changes_nothing(bed: Bed, site: Site) -> None:
    gates = make_gates(site.root / "gates", bed.user)
    site.overrides["aws"] = gates.aws(UPLOAD, HOLD)
    site.stage({"a": b"1"})
    first = site.start()
    assert gates.wait(first)
    site.overrides["aws"] = AWS_1
    second = site.run()
    assert second.code > 0
    assert str(site.day()) in " ".join(second.errors())
    assert site.stored() == {}
    assert not site.indicator().exists()
    gates.release()
    expect_stored(site, first.finish(), {"a": b"1"})


def test_runs_that_share_a_working_directory_leave_each_other_alone(bed: Bed, site: Site) -> None:
    gates = make_gates(site.root / "gates", bed.user)
    site.encrypt = gates.seal(HOLD, "held")
    site.stage({"a": b"1", "held": b"2"})
    first = site.start()
    assert gates.wait(first)
    other = bed.site()
    other.working.rmdir()
    other.working.symlink_to(site.working)
    other.stage({"b": b"3"})
    assert other.run().code == 0
    assert sorted(other.stored()) == ["b"]
    gates.release()
    assert first.finish().code == 0
    assert sorted(site.stored()) == ["a", "held"]
    assert list(site.working.iterdir()) == []
