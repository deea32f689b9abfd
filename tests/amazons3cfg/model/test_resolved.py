"""What counts in a document is what Cedar Backup itself has read, with what it would inherit."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from CedarBackup3.config import Config, LocalPeer, RemotePeer
from command import UNMEASURED
from documents import document
from hypothesis import given
from valid_documents import documents_by_description

from amazons3cfg.cli.resolving import as_json
from amazons3cfg.model.configuration import Configuration, read_configuration
from amazons3cfg.model.resolved import action_order
from amazons3cfg.rules.base import BASE
from amazons3cfg.text.source import decode
from amazons3cfg.text.tree import parse

SAMPLES = Path(__file__).parents[3] / "samples"
PEER = "<peer><name>{}</name><type>{}</type><collect_dir>/c</collect_dir>{}</peer>"


def configuration(text: str) -> Configuration:
    return read_configuration(parse(decode(text.encode())))


def ours(text: str) -> Any:
    """Return what we understand of the standard sections."""
    return json.loads(as_json(configuration(text), secrets=True))


def without_none(**values: Any) -> dict[str, Any]:
    # The original's lists compare without regard to order.
    plain = {name: list(value) if isinstance(value, list) else value for name, value in values.items()}
    return {name: value for name, value in plain.items() if value is not None and value not in ([], {})}


def theirs(text: str) -> dict[str, Any]:
    """Return what the original has read of them, with what its documentation says that is inherited."""
    config = Config(xmlData=text, validate=False)
    found: dict[str, Any] = {}
    if config.options:
        options = config.options
        found["options"] = without_none(
            starting_day=options.startingDay,
            working_dir=options.workingDir,
            backup_user=options.backupUser,
            backup_group=options.backupGroup,
            rcp_command=options.rcpCommand,
            rsh_command=options.rshCommand,
            cback_command=options.cbackCommand,
            managed_actions=options.managedActions,
        )
    if config.peers:
        found["peers"] = without_none(peer=peers(config, config.peers))
    if config.collect:
        found["collect"] = collected(config.collect)
    if config.stage:
        source = config.stage if config.stage.localPeers or config.stage.remotePeers else config.peers
        found["stage"] = without_none(staging_dir=config.stage.targetDir, peer=peers(config, source))
    if config.store:
        store = config.store
        blanking = store.blankBehavior
        found["store"] = without_none(
            source_dir=store.sourceDir,
            media_type=store.mediaType,
            device_type=store.deviceType or "cdwriter",
            target_device=store.devicePath,
            target_scsi_id=store.deviceScsiId,
            drive_speed=store.driveSpeed,
            check_data=store.checkData,
            check_media=store.checkMedia,
            warn_midnite=store.warnMidnite,
            no_eject=store.noEject,
            refresh_media_delay=store.refreshMediaDelay or 0,
            eject_delay=store.ejectDelay or 0,
            blank_behavior=blanking
            and without_none(mode=blanking.blankMode, factor=blanking.blankFactor and float(blanking.blankFactor)),
        )
    if config.purge:
        each = [without_none(abs_path=d.absolutePath, retain_days=d.retainDays) for d in config.purge.purgeDirs or ()]
        found["purge"] = without_none(dir=each)
    return found


def peers(config: Any, section: Any) -> list[dict[str, Any]]:
    """Return the peers; those of each type by themselves, as the original keeps them."""
    options = config.options
    if section is None:
        return []
    local: list[LocalPeer] = section.localPeers or []
    remote: list[RemotePeer] = section.remotePeers or []
    found = [
        without_none(
            name=peer.name,
            type="local",
            collect_dir=peer.collectDir,
            ignore_failures=peer.ignoreFailureMode or "none",
        )
        for peer in local
    ]
    return found + [
        without_none(
            name=peer.name,
            type="remote",
            collect_dir=peer.collectDir,
            ignore_failures=peer.ignoreFailureMode or "none",
            backup_user=peer.remoteUser or options.backupUser,
            rcp_command=peer.rcpCommand or options.rcpCommand,
            managed=peer.managed,
            rsh_command=peer.rshCommand or options.rshCommand,
            cback_command=peer.cbackCommand or options.cbackCommand,
            managed_actions=options.managedActions if peer.managedActions is None else peer.managedActions,
        )
        for peer in remote
    ]


def collected(collect: Any) -> dict[str, Any]:
    paths, patterns = collect.absoluteExcludePaths or [], collect.excludePatterns or []
    return without_none(
        collect_dir=collect.targetDir,
        collect_mode=collect.collectMode,
        archive_mode=collect.archiveMode,
        ignore_file=collect.ignoreFile,
        exclude=without_none(abs_path=paths, pattern=patterns),
        file=[
            without_none(
                abs_path=each.absolutePath,
                collect_mode=each.collectMode or collect.collectMode,
                archive_mode=each.archiveMode or collect.archiveMode,
            )
            for each in collect.collectFiles or ()
        ],
        dir=[
            without_none(
                abs_path=each.absolutePath,
                collect_mode=each.collectMode or collect.collectMode,
                archive_mode=each.archiveMode or collect.archiveMode,
                ignore_file=each.ignoreFile or collect.ignoreFile,
                link_depth=each.linkDepth or 0,
                dereference=each.dereference,
                recursion_level=each.recursionLevel or 0,
                exclude=without_none(
                    abs_path=[*(each.absoluteExcludePaths or []), *paths],
                    rel_path=each.relativeExcludePaths,
                    pattern=[*(each.excludePatterns or []), *patterns],
                ),
            )
            for each in collect.collectDirs or ()
        ],
    )


def compared(text: str) -> None:
    found, expected = ours(text), theirs(text)
    for name, section in expected.items():
        mine = {key: value for key, value in found[name].items() if value not in ([], {})}
        for unlisted in ("override", "pre_action_hook", "post_action_hook"):
            mine.pop(unlisted, None)
        if "peer" in mine:
            mine["peer"].sort(key=lambda peer: peer["type"])
        for each in mine.get("dir", []):
            if each.get("exclude") == {}:
                del each["exclude"]
        assert mine == section


@pytest.mark.parametrize("name", ["full.conf", "good.conf"])
def test_the_samples_are_understood_as_cedar_backup_does(name: str) -> None:
    compared((SAMPLES / name).read_text())


@given(documents_by_description())
def test_any_document_is_understood_as_cedar_backup_does(text: str) -> None:
    compared(text)


@pytest.mark.parametrize(
    "changes",
    [
        (("<abs_path>/etc<", "<mode>weekly</mode><collect_mode>incr</collect_mode><abs_path>/etc<"),),
        (("<abs_path>/etc<", "<mode/><collect_mode>incr</collect_mode><abs_path>/etc<"),),
        (("</staging_dir>", "</staging_dir>" + PEER.format("a", "remote", "<managed>y</managed>")),),
        (("</staging_dir>", "</staging_dir>" + PEER.format("a", "removed", "")),),
        (("   <peers>", "   <peers>" + PEER.format("a", "", "")),),
        (("</starting_day>", "</starting_day><starting_day>friday</starting_day>"),),
    ],
    ids=["old name wins", "empty old name", "peers in stage", "no known type", "no type", "twice"],
)
def test_what_is_read_otherwise_than_it_looks_is_shown_as_it_is_read(changes: tuple[tuple[str, str], ...]) -> None:
    compared(document(*changes, base=BASE))


def test_the_peers_in_stage_replace_all_others() -> None:
    text = document(("</staging_dir>", "</staging_dir>" + PEER.format("a", "local", "")), base=BASE)
    assert [peer["name"] for peer in ours(text)["stage"]["peer"]] == ["a"]
    assert [peer["name"] for peer in ours(BASE)["stage"]["peer"]] == ["server"]


def extensions(mode: str, *actions: tuple[str, str]) -> str:
    text = "".join(
        f"<action><name>{name}</name><module>recorder</module><function>{name}</function>{place}</action>"
        for name, place in actions
    )
    start, end = BASE.index("   <extensions>"), BASE.index("   <options>")
    return f"{BASE[:start]}<extensions><order_mode>{mode}</order_mode>{text}</extensions>{BASE[end:]}"


def after(*names: str, before: str = "") -> str:
    return f"<depends><run_after>{','.join(names)}</run_after><run_before>{before}</run_before></depends>"


@pytest.mark.parametrize(
    "text",
    [
        extensions("index", ("a", "<index>500</index>"), ("b", "<index>7</index>"), ("c", "<index>250</index>")),
        extensions("dependency", ("a", after("c")), ("b", after(before="collect")), ("c", after("b", "stage"))),
        extensions("dependency", ("a", after("stage")), ("b", after(before="a,stage")), ("c", after("b", before="a"))),
    ],
    ids=["index", "dependency", "both sides"],
)
def test_actions_run_in_the_order_that_is_shown(text: str, tmp_path: Path) -> None:
    (tmp_path / "cback.conf").write_text(text)
    functions = "".join(f"def {name}(*_): open('ran', 'a').write({name!r})\n" for name in "abc")
    (tmp_path / "recorder.py").write_text(functions)
    cback3 = Path(sys.executable).with_name("cback3")
    arguments = ["--config", "cback.conf", "--logfile", "log", "--owner", "root:root", "c", "a", "b"]
    environment = UNMEASURED | {"PYTHONPATH": str(tmp_path)}
    subprocess.run([cback3, *arguments], cwd=tmp_path, env=environment, check=True, timeout=60)
    shown = action_order(configuration(text))
    assert [name for name in shown if len(name) == 1] == list((tmp_path / "ran").read_text())
    # Cedar Backup logs the order of all that it knows.
    order = re.search(r"Action order will be: \[(.*)\]", (tmp_path / "log").read_text())
    assert order
    assert shown == [name for name in re.findall(r"'(\w+)'", order[1]) if name in shown]
    assert [name for name in shown if len(name) > 1] == ["collect", "stage", "purge"]


def test_a_loop_has_no_order_and_an_action_named_all_is_in_none() -> None:
    assert action_order(configuration(extensions("dependency", ("a", after("b")), ("b", after("a"))))) == []
    assert "all" not in action_order(configuration(extensions("index", ("all", "<index>1</index>"))))
