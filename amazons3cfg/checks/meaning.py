"""What the standard sections and those of other extensions say that is hardly meant."""

from collections.abc import Callable, Iterator
from functools import cache

from amazons3cfg.findings import Finding
from amazons3cfg.model.blocks import Block
from amazons3cfg.model.configuration import Configuration
from amazons3cfg.rules import Rule
from amazons3cfg.rules.meaning import (
    EXCLUDED_ELSEWHERE,
    FILE_NAME,
    PEER_NAME,
    PEERS_REPLACED,
    PIECE_SIZE,
    RETAIN_NOTHING,
    SAME_PATH,
    SECRET,
    SOURCE_DIR,
    SPLIT_SIZE,
    STAGE_MANAGED,
)
from amazons3cfg.sections.description import Element

_ENTRIES = ("file", "dir", "repository", "repository_dir")
"""The entries of sections that each have a path of their own."""


def check_meaning(configuration: Configuration) -> Iterator[Finding]:
    """Yield what Cedar Backup takes and does in another way than is meant."""
    yield from _peers(configuration)
    yield from _staging(configuration)
    yield from _split(configuration)
    for block in configuration.blocks:
        for look in _looks(block.description):
            yield from look(configuration, block)


@cache
def _looks(description: Element) -> tuple[Callable[[Configuration, Block], Iterator[Finding]], ...]:
    """Return what looks at an element, by what may stand in it."""
    names = description.by_name
    wanted = (
        (_paths, not names.keys().isdisjoint(_ENTRIES)),
        (_excluded, {"exclude", "abs_path"} <= names.keys()),
        (_ignored, "ignore_file" in names),
        (_retained, "retain_days" in names),
        (_secrets, any(child.secret for child in description.children)),
    )
    return tuple(look for look, is_wanted in wanted if is_wanted)


def _at(
    configuration: Configuration, block: Block, name: str, rule: Rule, message: str, hint: str
) -> Iterator[Finding]:
    leaf = block.leaf(name)
    if leaf:
        yield configuration.document.place(rule.finding(message, hint), leaf.element)


def _peers(configuration: Configuration) -> Iterator[Finding]:
    stage, peers = configuration.section("stage"), configuration.section("peers")
    for section in (peers, stage):
        for peer in section.each("peer") if section else ():
            name = peer.text("name")
            if "/" in name or name in (".", ".."):
                message = f"{name!r} cannot be the name of a directory"
                yield from _at(configuration, peer, "name", PEER_NAME, message, "use a name without a slash")
    if stage is None:
        return
    for peer in stage.each("peer"):
        if peer.value("managed") and peer.value("type") == "remote":
            message = "peers of the stage section are not managed"
            yield from _at(configuration, peer, "managed", STAGE_MANAGED, message, "put the peer into <peers>")
    if peers and any(peer.value("type") for peer in stage.each("peer")):
        left_out = {peer.text("name") for peer in peers.each("peer")} - {p.text("name") for p in stage.each("peer")}
        if left_out:
            message = f"the peers here replace those of <peers>, so that {', '.join(sorted(left_out))} is not staged"
            hint = "name all peers here, or none"
            yield configuration.document.place_tag(PEERS_REPLACED.finding(message, hint), stage.each("peer")[0].element)


def _staging(configuration: Configuration) -> Iterator[Finding]:
    stage, store = configuration.section("stage"), configuration.section("store")
    if stage and store and stage.value("staging_dir") and store.value("source_dir"):
        staged, stored = stage.text("staging_dir"), store.text("source_dir")
        if staged.rstrip("/") != stored.rstrip("/"):
            message, hint = f"{stored} is stored, and {staged} is staged", f"write {staged}, if that is meant"
            yield from _at(configuration, store, "source_dir", SOURCE_DIR, message, hint)


def _split(configuration: Configuration) -> Iterator[Finding]:
    split = configuration.section("split")
    size = split.value("split_size") if split else None
    if split is None or size is None:
        return
    limit = split.value("size_limit")
    if size.bytes < 1:
        message = "a piece would hold less than one byte"
        yield from _at(configuration, split, "split_size", SPLIT_SIZE, message, "write a size such as 100 MB")
    elif limit is not None and size.bytes > limit.bytes:
        message = "a piece may be larger than the files that are split"
        hint = "write no more than size_limit"
        yield from _at(configuration, split, "split_size", PIECE_SIZE, message, hint)


def _paths(configuration: Configuration, block: Block) -> Iterator[Finding]:
    seen = set[tuple[str, str]]()
    for name in _ENTRIES:
        for entry in block.each(name):
            path = entry.text("abs_path")
            if path and (name, path.rstrip("/")) in seen:
                message = f"{path} is there twice"
                yield from _at(configuration, entry, "abs_path", SAME_PATH, message, "keep one of the two")
            seen.add((name, path.rstrip("/")))


def _excluded(configuration: Configuration, block: Block) -> Iterator[Finding]:
    exclude, own = block.block("exclude"), block.text("abs_path")
    if exclude is None or not own:
        return
    for leaf in exclude.leaves.get("abs_path", ()):
        if leaf.value and leaf.text != own and not leaf.text.startswith(own.rstrip("/") + "/"):
            finding = EXCLUDED_ELSEWHERE.finding(f"{leaf.text} is not below {own}", "exclude it where it is, or not")
            yield configuration.document.place(finding, leaf.element)


def _ignored(configuration: Configuration, block: Block) -> Iterator[Finding]:
    name = block.text("ignore_file")
    if "/" in name:
        message = f"{name!r} has a slash in it, and is the name of a file"
        yield from _at(configuration, block, "ignore_file", FILE_NAME, message, "write the name only")


def _retained(configuration: Configuration, block: Block) -> Iterator[Finding]:
    if block.value("retain_days") == 0:
        message = "all that is there is purged"
        yield from _at(configuration, block, "retain_days", RETAIN_NOTHING, message, "write 1 or more days")


def _secrets(configuration: Configuration, block: Block) -> Iterator[Finding]:
    for description in block.description.children:
        if description.secret and block.leaf(description.name):
            message, hint = (
                "the password can be read in the file and in the list of processes",
                "put it into the client's own configuration",
            )
            yield from _at(configuration, block, description.name, SECRET, message, hint)
