"""What the values of the ``amazons3`` section mean: the bucket, the encrypt command and the limits."""

import re
from collections.abc import Iterator
from functools import lru_cache

from attrs import evolve

from amazons3cfg.findings import Edit, Finding, Fix
from amazons3cfg.kinds import bucket, command
from amazons3cfg.kinds.quantity import ByteQuantity, format_quantity
from amazons3cfg.model.blocks import Block, Leaf
from amazons3cfg.model.configuration import Configuration
from amazons3cfg.rules import RULES
from amazons3cfg.rules.bucket import BUCKET_SHELL
from amazons3cfg.rules.encrypt import LIMIT_ORDER, LIMIT_ZERO

# What a POSIX shell does not take as it stands, unquoted.
_SHELL = re.compile(r"[\s\"'\\$`|&;<>()*?\[\]{}!#~]")


def check_store(configuration: Configuration) -> Iterator[Finding]:
    """Yield what is wrong with the values of the section; their spelling is looked at elsewhere."""
    section = configuration.section("amazons3")
    if section is None:
        return
    document = configuration.document
    place = section.leaf("s3_bucket")
    if place and not place.is_nested:
        found = _bucket(place.text)
        if configuration.by_original:
            found += tuple(_shell(place.text))
        yield from (document.place(finding, place.element) for finding in found)
    place = section.leaf("encrypt")
    if place and not place.is_nested:
        for problem in _command(place.text):
            if not (configuration.by_original and RULES[problem.finding.code].reader == "ours"):
                yield document.place(problem.finding, place.element, problem.offset)
    yield from _limits(configuration, section)


@lru_cache(100)  # the files of many machines are stored alike
def _bucket(text: str) -> tuple[Finding, ...]:
    return (*bucket.requirements(text), *bucket.problems(text))


@lru_cache(100)
def _command(text: str) -> tuple[command.Problem, ...]:
    return tuple(command.problems(text))


def _shell(text: str) -> Iterator[Finding]:
    active = _SHELL.search(text.strip())
    if active:
        message = f"the shell that the original puts {text!r} into acts on {active[0]!r}"
        yield BUCKET_SHELL.finding(message, "use letters, digits, dots, hyphens and slashes only", field="s3Bucket")


def _limits(configuration: Configuration, section: Block) -> Iterator[Finding]:
    full, incremental = (
        None if leaf is None or leaf.is_nested else leaf
        for leaf in (section.leaf("full_size_limit"), section.leaf("incr_size_limit"))
    )
    places = {"fullBackupSizeLimit": full, "incrementalBackupSizeLimit": incremental}
    for finding in check_limits(*(leaf.value if leaf else None for leaf in (full, incremental))):
        leaf = places[finding.field or ""]
        if leaf is None:
            continue
        placed = configuration.document.place(finding, leaf.element)
        if finding.code == LIMIT_ORDER.code and full and incremental:
            if not all(_is_sure(section, each) for each in (full, incremental)):
                continue
            placed = evolve(placed, fix=_exchanged(configuration, full, incremental))
        yield placed


def _is_sure(section: Block, leaf: Leaf) -> bool:
    """Tell whether what is read of ``leaf`` is all that is written: it is not cut, nor there twice."""
    return leaf.text == leaf.element.text and len(section.leaves[leaf.description.name]) == 1


def _exchanged(configuration: Configuration, one: Leaf, other: Leaf) -> Fix:
    text, spans = (
        configuration.document.source.text,
        [configuration.document.span(leaf.element) for leaf in (one, other)],
    )
    written = [text[span.content : span.content_end] for span in spans]
    edits = (Edit(span.content, span.content_end, new) for span, new in zip(spans, reversed(written), strict=True))
    return Fix("exchange them, if they were mixed up", tuple(edits), "unsafe")


def check_limits(full: ByteQuantity | None, incremental: ByteQuantity | None) -> Iterator[Finding]:
    """Yield what is wrong with the limits, each by itself and both together."""
    for field, limit in (("fullBackupSizeLimit", full), ("incrementalBackupSizeLimit", incremental)):
        if limit is not None and limit.bytes == 0:
            text = format_quantity(limit)
            yield LIMIT_ZERO.finding(
                f"a limit of {text} makes every backup with data in it fail", "leave it out for no limit", field=field
            )
    # A limit of 0 is an error of its own, and hardly the one that is meant.
    if full is not None and incremental is not None and incremental > full and full.bytes:
        yield LIMIT_ORDER.finding(
            f"the incremental limit, {format_quantity(incremental)}, is above the full one, {format_quantity(full)}",
            "exchange them, if they were mixed up",
            field="incrementalBackupSizeLimit",
        )
