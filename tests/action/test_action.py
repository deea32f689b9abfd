"""What is checked before anything is done."""

import itertools
import logging
import os
import platform
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import amazons3action
import pytest
from amazons3action import action, executeAction, logger


def configured(**sections: Any) -> Any:
    options = SimpleNamespace(backupUser="root", backupGroup="root", workingDir="/", startingDay="monday")
    stage = SimpleNamespace(targetDir="/nonexistent")
    return SimpleNamespace(**{"options": options, "stage": stage, **sections})


OPTIONS = SimpleNamespace(full=False)


def test_everything_of_the_published_api_is_there() -> None:
    names = {"AmazonS3Config", "LocalConfig", "executeAction", "logger", "SU_COMMAND", "AWS_COMMAND", "STORE_INDICATOR"}
    assert set(amazons3action.__all__) == names | {"__version__"}
    assert (amazons3action.SU_COMMAND, amazons3action.AWS_COMMAND) == (["su"], ["aws"])
    assert amazons3action.STORE_INDICATOR == "cback.amazons3"
    assert logger.name.startswith("CedarBackup3.log.")


@pytest.mark.parametrize("system", ["Windows", "Darwin"])
def test_another_system_is_refused(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    with pytest.raises(ValueError, match="Linux"):
        executeAction("/nonexistent", OPTIONS, configured())


def test_another_user_than_root_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(action, "isRunningAsRoot", lambda: False)
    with pytest.raises(ValueError, match="root"):
        executeAction("/nonexistent", OPTIONS, configured())


@pytest.mark.parametrize("section", ["options", "stage"])
def test_a_missing_section_is_refused(section: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(action, "isRunningAsRoot", lambda: True)
    with pytest.raises(ValueError, match="<options> and <stage>"):
        executeAction("/nonexistent", OPTIONS, configured(**{section: None}))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize(
    ("mode", "owner", "group", "warned"),
    [
        (0o644, 0, 0, False),
        (0o646, 0, 0, True),
        (0o640, 12345, 0, True),
        (0o664, 0, 0, False),
        (0o664, 0, 1, True),
        (0o644, 0, 12345, False),
    ],
)
def test_a_configuration_that_others_can_write_is_warned_of(
    mode: int, owner: int, group: int, warned: bool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "cback.conf"
    path.write_text("<cb_config/>")
    path.chmod(mode)
    os.chown(path, owner, group)
    with caplog.at_level(logging.WARNING), pytest.raises(ValueError, match="section is required"):
        executeAction(str(path), OPTIONS, configured())
    assert [str(path) in message and "chmod go-w" in message for message in caplog.messages] == [True] * warned


@pytest.mark.skipif(os.geteuid() != 0, reason="the action runs as root")
@pytest.mark.parametrize(("starting", "limit"), [("sunday", "full"), ("monday", "incremental")])
def test_the_limit_is_that_of_the_day_that_was_chosen_though_midnight_follows(
    starting: str, limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = itertools.count(date(2026, 3, 1).toordinal())

    class Midnight(date):
        @classmethod
        def today(cls) -> Self:
            return cls.fromordinal(next(days))

    monkeypatch.setattr(action, "date", Midnight)
    staged = tmp_path / "2026/03/01"
    staged.mkdir(parents=True)
    (staged / "cback.stage").touch()
    (staged / "file").write_bytes(b"22")
    path = tmp_path / "cback.conf"
    limits = {"full": "full_size_limit", "incremental": "incr_size_limit"}
    section = f"<s3_bucket>bucket</s3_bucket><{limits[limit]}>1</{limits[limit]}>"
    path.write_text(f"<cb_config><amazons3>{section}</amazons3></cb_config>")
    config = configured(stage=SimpleNamespace(targetDir=str(tmp_path)))
    config.options.startingDay = starting
    with pytest.raises(ValueError, match=f"over the {limit} backup size limit"):
        executeAction(str(path), OPTIONS, config)
