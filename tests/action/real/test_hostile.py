"""A backup user who tries to make root write, read or delete elsewhere, or another user who looks on."""

import stat
from pathlib import Path

import pytest
from testbed.bed import Bed
from testbed.expect import expect_stored
from testbed.gates import HOLD, make_gates
from testbed.site import Site

FILES = {"a": b"1", "trap": b"2"}


@pytest.fixture
def victim(site: Site) -> Path:
    """Make a directory of root with a file that nobody may touch."""
    directory = site.root / "victim"
    directory.mkdir()
    (directory / "kept").write_bytes(b"of root")
    return directory


def _trap(bed: Bed, site: Site, action: str) -> None:
    """Let the encrypt command, which runs as the backup user, perform ``action`` in the working directory first."""
    gates = make_gates(site.root / "gates", bed.user)
    site.encrypt = gates.seal(f'cd "{site.working}" && {action}', "trap")
    site.stage(FILES)


def _untouched(victim: Path) -> bool:
    kept = victim / "kept"
    return [path.name for path in victim.iterdir()] == ["kept"] and kept.read_bytes() == b"of root" and _of_root(kept)


def _of_root(path: Path) -> bool:
    return path.lstat().st_uid == 0


def test_a_link_in_the_place_of_the_workspace_leads_no_clean_up_elsewhere(bed: Bed, site: Site, victim: Path) -> None:
    _trap(bed, site, f"w=$(echo cback.amazons3.*) && mv $w moved && ln -s {victim} $w")
    assert site.run().code > 0
    assert _untouched(victim)
    site.run()
    assert _untouched(victim)


def test_a_link_inside_the_workspace_leads_no_clean_up_elsewhere(bed: Bed, site: Site, victim: Path) -> None:
    _trap(bed, site, f"cd cback.amazons3.* && mkdir extra && ln -s {victim} extra/link && ln -s {victim}/kept link")
    site.run()
    assert _untouched(victim)
    assert list(site.working.iterdir()) == []


def test_a_link_of_another_runs_name_in_the_working_directory_is_not_followed(site: Site, victim: Path) -> None:
    link = site.working / "cback.amazons3.0123456789abcdef"
    link.symlink_to(victim)
    site.stage(FILES)
    assert site.run().code == 0
    assert _untouched(victim)


@pytest.mark.parametrize("target", ["kept", "made"])
def test_a_link_in_the_place_of_the_indicator_is_replaced(site: Site, victim: Path, target: str) -> None:
    site.stage(FILES)
    site.indicator().symlink_to(victim / target)
    expect_stored(site, site.run("--full"), FILES)
    assert not site.indicator().is_symlink()
    assert _untouched(victim)


def test_a_pipe_in_the_place_of_an_encrypted_file_does_not_stop_the_run(bed: Bed, site: Site) -> None:
    _trap(bed, site, 'mkfifo "$2" && exit 0')
    run = site.run()
    assert run.code > 0
    assert "trap" in " ".join(run.errors())


def test_only_the_backup_user_can_enter_the_workspace(bed: Bed, site: Site) -> None:
    site.stage(FILES)
    gates = make_gates(site.root / "gates", bed.user)
    site.encrypt = gates.seal(HOLD, "trap")
    started = site.start()
    assert gates.wait(started)
    workspaces = [path.stat() for path in site.working.iterdir()]
    gates.release()
    assert started.finish().code == 0
    assert [(each.st_uid, stat.S_IMODE(each.st_mode)) for each in workspaces] == [(bed.user.uid, 0o700)]
