"""Which day is stored, and when it is too big."""

import pytest
from testbed.expect import expect_refused, expect_stored
from testbed.site import Site

FILES = {"a": b"1234567890", "b": b"1234567890"}


@pytest.mark.parametrize(("offset", "warn"), [(-1, "Y"), (-1, "N"), (1, "Y")], ids=["yesterday", "quietly", "tomorrow"])
def test_a_day_next_to_today_is_stored_with_a_warning_where_wanted(site: Site, offset: int, warn: str) -> None:
    site.options["warn_midnite"] = warn
    site.stage(FILES, offset)
    run = site.run()
    expect_stored(site, run, FILES, offset)
    assert ("[WARNING]" in run.log) == (warn == "Y")


def test_today_is_preferred_to_its_neighbours_and_is_no_reason_to_warn(site: Site) -> None:
    site.options["warn_midnite"] = "Y"
    for offset in (0, 1):
        site.stage(FILES, offset)
    run = site.run()
    expect_stored(site, run, FILES)
    assert "[WARNING]" not in run.log
    assert len(site.bucket.sizes()) == len(FILES)


def test_missed_days_are_named_and_each_is_stored_by_hand(site: Site) -> None:
    for offset in (-1, -9, 0):
        site.stage(FILES, offset)
    run = site.run()
    expect_stored(site, run, FILES)
    [warning] = [line for line in run.log.splitlines() if "[WARNING]" in line]
    assert {offset for offset in (-1, -9, 0) if site.day_name(offset) in warning} == {-1, -9}
    for offset in (-1, -9):
        done = site.by_hand("store", site.day_name(offset).replace("/", "-"))
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        assert site.stored(offset) == FILES
        assert site.indicator(offset).exists()
    again = site.by_hand("store", site.day_name(-9))
    assert (again.returncode, again.stdout) == (2, "")
    assert "--full" in again.stderr
    assert list(site.working.iterdir()) == []


def test_a_stored_day_is_stored_again_only_by_a_full_backup(site: Site) -> None:
    site.stage(FILES)
    site.indicator().touch()
    site.user.give(site.indicator())
    run = site.run()
    assert run.code > 0
    assert site.stored() == {}
    expect_stored(site, site.run("--full"), FILES)


def test_a_full_backup_takes_today_or_nothing(site: Site) -> None:
    site.stage(FILES, -1)
    expect_refused(site, site.run("--full"), str(site.staging), str(site.day().relative_to(site.staging)))


def test_a_day_that_is_not_staged_to_its_end_is_not_stored(site: Site) -> None:
    (site.stage(FILES) / "cback.stage").unlink()
    expect_refused(site, site.run())


@pytest.mark.parametrize(
    ("switches", "starting_day", "limit"),
    [
        ((), 1, "incr_size_limit"),
        ((), 0, "full_size_limit"),
        (("--full",), 1, "full_size_limit"),
    ],
    ids=["incremental", "first day of the week", "--full"],
)
def test_a_day_over_its_limit_is_not_sent(site: Site, switches: tuple[str, ...], starting_day: int, limit: str) -> None:
    site.starting_day = site.weekday(starting_day)
    site.options.update({"full_size_limit": "1 MB", "incr_size_limit": "1 MB", limit: "19"})
    site.stage(FILES)
    expect_refused(site, site.run(*switches), "limit")


def test_a_day_exactly_at_its_limit_is_sent(site: Site) -> None:
    site.options["incr_size_limit"] = "20"
    site.stage(FILES)
    expect_stored(site, site.run(), FILES)
