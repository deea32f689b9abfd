"""The date changes while the action runs, or the days beside it have 23 or 25 hours."""

import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta

import pytest
from testbed.arrange import is_upload
from testbed.bed import Bed
from testbed.cback import Run
from testbed.clock import DAY, HOUR, Clock, local_time, local_time_after, local_time_before
from testbed.expect import expect_stored
from testbed.gates import LIST, Gates, make_gates
from testbed.proxy import Rule, fault_proxy
from testbed.scene import sealed
from testbed.site import Site

FILES = {"a": b"1", "b": b"22", "folder/c": b"333"}
ENDS: dict[str, Callable[[timedelta], Clock]] = {
    "midnight": lambda left: local_time(DAY - left),
    "summer time begins": lambda left: local_time_before(DAY - HOUR / 2, HOUR, left),
    "summer time ends": lambda left: local_time_before(HOUR / 2, -HOUR, left),
}
by_rule = pytest.mark.skipif(
    not 2 < datetime.now(UTC).timetuple().tm_yday < 365, reason="rules for summer time take the year from UTC"
)
Hold = Callable[[Site, Gates, ExitStack], None]


def _while_encrypting(site: Site, gates: Gates, cleanup: ExitStack) -> None:
    site.encrypt = gates.seal(_until(site.clock), "b")


def _while_uploading(site: Site, gates: Gates, cleanup: ExitStack) -> None:
    proxy = cleanup.enter_context(fault_proxy(site.bucket.port))
    proxy.rules.append(Rule(is_upload, before=site.clock.wait, first=2))
    site.user.configure_aws(proxy.endpoint)


def _before_verifying(site: Site, gates: Gates, cleanup: ExitStack) -> None:
    site.overrides["aws"] = gates.aws(LIST, _until(site.clock))


def _until(clock: Clock) -> str:
    return f'while [ "$(date +%s)" -lt {clock.end:.0f} ]; do sleep 0.1; done'


def _run_over(bed: Bed, end: Callable[[timedelta], Clock], hold: Hold) -> tuple[Site, Run]:
    """Run the action so that the date changes after it has chosen the day."""
    for seconds in (3, 15, 45):  # a busy machine needs longer to get there
        site = bed.site(prefix="some/prefix", clock=end(timedelta(seconds=seconds)))
        for offset in (-1, 1):
            site.bucket.put(f"{site.day_prefix(offset)}kept", b"of another day")
            (site.stage({"not yet whole": b"1"}, offset) / "cback.stage").unlink()
        site.stage(FILES)
        gates = make_gates(site.root / "gates", bed.user)
        site.encrypt = gates.seal()
        with ExitStack() as cleanup:
            hold(site, gates, cleanup)
            run = site.run()
        site.user.configure_aws(bed.endpoint)
        chosen = next((line for line in run.log.splitlines() if "Storing the staging directory" in line), "")
        if chosen.startswith(str(site.clock.today)):
            assert not run.log.splitlines()[-1].startswith(str(site.clock.today))
            return site, run
    raise RuntimeError(f"no run chose its day in time: {run.log}")


@pytest.mark.parametrize(
    ("end", "hold", "next_day"),
    [
        ("midnight", _while_encrypting, 1),
        ("midnight", _while_uploading, 1),
        ("midnight", _before_verifying, 1),
        pytest.param("summer time begins", _while_uploading, 1, marks=by_rule),
        pytest.param("summer time ends", _while_uploading, -1, marks=by_rule),
    ],
)
def test_the_day_that_was_chosen_is_stored_though_the_date_changes(
    bed: Bed, end: str, hold: Hold, next_day: int
) -> None:
    site, run = _run_over(bed, ENDS[end], hold)
    expect_stored(site, run, FILES, decrypt=lambda body: sealed(bed.user, body))
    keys = {f"{site.day_prefix()}{name}" for name in FILES} | {f"{site.day_prefix(day)}kept" for day in (-1, 1)}
    assert site.bucket.sizes().keys() == keys
    assert [path.parent for path in site.staging.rglob("cback.amazons3")] == [site.day()]
    days = [site.day_name(next_day + offset) for offset in (0, -1, 1)]
    again = site.run()
    assert again.code > 0
    assert f"looked for {', '.join(days)}, holding cback.stage and no cback.amazons3" in " ".join(again.errors())
    assert site.bucket.sizes().keys() == keys


def test_a_day_staged_before_midnight_is_stored_after_it_with_a_warning(bed: Bed) -> None:
    site = bed.site(clock=ENDS["midnight"](timedelta(seconds=1)), options={"warn_midnite": "Y"})
    site.stage(FILES)
    site.clock.wait()
    run = site.run()
    expect_stored(site, run, FILES)
    assert f"[WARNING] The staging directory {site.day()} is not today's" in run.log


def _hours(clock: Clock, day: date) -> float:
    command = ["date", "+%s", "-d"]
    midnights = [
        int(subprocess.check_output([*command, str(each)], env={"TZ": clock.zone})) for each in (day, day + DAY)
    ]
    return (midnights[1] - midnights[0]) / HOUR.total_seconds()


@by_rule
@pytest.mark.parametrize(
    ("make_clock", "long_or_short", "hours", "staged"),
    [
        (lambda: local_time_after(HOUR / 2, HOUR, 22 * HOUR), -1, 23, -1),
        (lambda: local_time_after(HOUR / 2, -HOUR, 22 * HOUR), -1, 25, -1),
        (lambda: local_time_after(DAY - HOUR / 2, -HOUR, 20 * HOUR), 0, 25, -1),
        (lambda: local_time_before(HOUR / 2, -HOUR, 2 * HOUR), 0, 25, 1),
    ],
    ids=["after 23 hours", "after 25 hours", "late on a day of 25 hours", "early on a day of 25 hours"],
)
def test_yesterday_and_tomorrow_are_those_of_the_calendar(
    bed: Bed, make_clock: Callable[[], Clock], long_or_short: int, hours: int, staged: int
) -> None:
    site = bed.site(clock=make_clock())
    assert _hours(site.clock, site.clock.today + long_or_short * DAY) == hours
    site.stage(FILES, staged)
    expect_stored(site, site.run(), FILES, staged)
