"""What a run must have led to, as assertions."""

import stat
from collections.abc import Callable, Mapping

from testbed.cback import Run
from testbed.site import Site


def expect_stored(
    site: Site,
    run: Run,
    files: Mapping[str, bytes],
    offset: int = 0,
    decrypt: Callable[[bytes], bytes] = bytes,
) -> None:
    """Assert that the run was silent and good, and that the day's objects are exactly ``files`` once decrypted."""
    assert run.code == 0, run.errors()
    assert run.output == ""
    stored = site.stored(offset)
    assert sorted(stored) == sorted(files)
    for name, content in files.items():
        plain = stored[name] and decrypt(stored[name])
        assert plain == content, f"{name}: {len(plain)} bytes, not the {len(content)} of its source"
    indicator = site.indicator(offset).stat()
    assert (indicator.st_uid, indicator.st_gid) == (site.user.uid, site.user.gid)
    assert stat.S_ISREG(indicator.st_mode)
    assert indicator.st_size == 0
    assert list(site.working.iterdir()) == []


def expect_refused(site: Site, run: Run, *words: str) -> None:
    """Assert that the run failed with an error that holds ``words``, and left nothing."""
    assert run.code > 0
    said = " ".join(run.errors())
    for word in words:
        assert word in said, said
    assert site.stored() == {}
    assert not site.indicator().exists()
    assert list(site.working.iterdir()) == []
