"""Parts of files that were never put together: aborted by `aws` itself, or after a kill by the next run."""

import signal
import time

import pytest
from testbed.arrange import is_part, is_upload
from testbed.bed import Bed
from testbed.proxy import Rule, error_answer, fault_proxy
from testbed.site import Site

BIG = {"big.bin": bytes(40 << 20)}


def _interrupted(bed: Bed, site: Site, rule: Rule, number: signal.Signals) -> None:
    """Run the action, and end it when a request has met the rule."""
    site.stage(BIG)
    with fault_proxy(bed.port) as proxy:
        bed.user.configure_aws(proxy.endpoint, attempts=1)
        proxy.rules.append(rule)
        started = site.start()
        assert rule.reached.wait(60)
        started.process.send_signal(number)
        assert started.finish().code == -number
    bed.user.configure_aws(bed.endpoint)


def test_a_signal_lets_aws_abort_its_uploads(bed: Bed, site: Site) -> None:
    _interrupted(bed, site, Rule(is_part, before=lambda: time.sleep(0.3)), signal.SIGTERM)
    assert site.bucket.unfinished() == []
    assert list(site.working.iterdir()) == []


def test_after_a_kill_the_next_run_aborts_the_days_own_uploads_and_no_others(bed: Bed, site: Site) -> None:
    others = [f"{site.day_prefix(-1)}a", "outside", f"{site.day_prefix().rstrip('/')}0/alike"]
    for key in others:
        site.bucket.begin(key)
    _interrupted(bed, site, Rule(is_part, hold=True), signal.SIGKILL)
    assert site.bucket.unfinished() == sorted([*others, f"{site.day_prefix()}big.bin"])
    run = site.run()
    assert run.code == 0
    assert site.bucket.unfinished() == sorted(others)
    assert "'some/prefix" in run.log


@pytest.mark.parametrize("refused", ["uploads", "uploadId"])
def test_without_the_permission_the_log_tells_what_removes_them(bed: Bed, site: Site, refused: str) -> None:
    site.bucket.begin(f"{site.day_prefix()}big.bin")
    site.stage({"a": b"1"})
    (site.working / "cback.amazons3.0123456789abcdef").mkdir()
    with fault_proxy(bed.port) as proxy:
        bed.user.configure_aws(proxy.endpoint, attempts=1)
        proxy.rules.append(
            Rule(
                lambda request: refused in request.target and not is_upload(request), error_answer(403, "AccessDenied")
            )
        )
        run = site.run()
    bed.user.configure_aws(bed.endpoint)
    assert run.code == 0
    assert "s3:ListBucketMultipartUploads" in run.log
    assert "AccessDenied" in run.log
