"""A new, whole ``cback.conf`` that stores to Amazon S3, with comments that explain it, from the descriptions."""

from collections.abc import Collection, Iterator
from textwrap import wrap

from amazons3cfg.sections import SECTIONS
from amazons3cfg.sections.actions import EXTENSION_ACTIONS, FUNCTION, STORE_MODULES
from amazons3cfg.sections.collect import COLLECT
from amazons3cfg.sections.description import Element
from amazons3cfg.sections.stage import STAGE
from amazons3cfg.text.splices import Line, nested
from amazons3cfg.text.tree import INDENT

MARK = "FILL IN"
"""What stands in the comment before an element that a person has to fill in."""
TO_FILL_IN = ("peers/peer/name", "collect/dir/abs_path", "amazons3/s3_bucket")
"""The elements for which no text is right everywhere, by their paths."""
_SECTIONS = ("reference", "extensions", "options", "peers", "collect", "stage", "purge", "amazons3")
_TEXTS = {
    "extensions/action/name": "amazons3",
    "extensions/action/module": STORE_MODULES[0],
    "extensions/action/function": FUNCTION,
    "extensions/action/index": str(EXTENSION_ACTIONS["amazons3"].index),
    "peers/peer/type": "local",
    "collect/collect_mode": "daily",
    "collect/archive_mode": "targz",
    "collect/ignore_file": ".cbignore",
}
"""The texts of elements that are optional, or whose example is another; those of the others are their examples."""
_ENTRIES: dict[str, tuple[dict[str, str], ...]] = {
    "extensions/action": ({},),
    "peers/peer": ({},),
    "collect/dir": ({},),
    "purge/dir": (
        {"abs_path": COLLECT.by_name["collect_dir"].example, "retain_days": "1"},
        {"abs_path": STAGE.by_name["staging_dir"].example, "retain_days": "7"},
    ),
}
"""The entries of sections that are there, each with texts of its own; of others there is an example in a comment."""
_WIDTH = 110
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- The configuration of Cedar Backup on a machine that collects its own files and stores them in Amazon S3. Empty
     elements may stay empty or be removed, but for those that are marked {mark}. -->
"""


def new_configuration(filled_in: Collection[str] = ()) -> str:
    """Return the text of the document. All in it that must be filled in is empty, behind a comment with ``MARK``.

    Args:
        filled_in: the paths of elements to leave without the mark, since they are filled in next.

    """
    lines = [line for name in _SECTIONS for line in _element(SECTIONS[name], name, filled_in, {})]
    head = _HEAD.format(mark=MARK)
    return head + "".join(f"{INDENT * line.depth}{line.text}\n" for line in nested("cb_config", lines))


def _element(element: Element, path: str, filled_in: Collection[str], texts: dict[str, str]) -> Iterator[Line]:
    """Yield the lines of an element with the comment before it."""
    if element.kind:
        yield from _leaf(element, path, filled_in, texts)
    elif "/" not in path or path in _ENTRIES:
        yield from _comment(element.help)
        old_names = {child.old_name for child in element.children}
        for entry in _ENTRIES.get(path, ({},)):
            children = (
                line
                for child in element.children
                if child.name not in old_names and child.read_when is None
                for line in _element(child, f"{path}/{child.name}", filled_in, entry)
            )
            yield from nested(element.name, children)
        if path == "peers/peer":
            yield from _comment("A machine that is reached over the network, for example:")
            yield from _example(element)
    else:
        yield from _comment(element.help)
        yield from _example(element)


def _leaf(element: Element, path: str, filled_in: Collection[str], texts: dict[str, str]) -> Iterator[Line]:
    text = texts.get(element.name, _TEXTS.get(path, ""))
    if not text and path not in TO_FILL_IN and element.required and not element.inherits:
        text = element.example
    example = f" For example: {element.example}" if not text and "--" not in element.example else ""
    inherited = f" Without it, {element.inherits} counts." if element.inherits else ""
    default = f" Without it: {element.default}." if element.default and not text else ""
    mark = f"{MARK}. " if path in TO_FILL_IN and path not in filled_in else ""
    yield from _comment(f"{mark}{element.help}{inherited}{default}{example}")
    yield Line(0, f"<{element.name}>{text}</{element.name}>" if text else f"<{element.name}/>")


def _comment(text: str) -> Iterator[Line]:
    lines = wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    for number, line in enumerate(lines):
        start, end = "     " if number else "<!-- ", " -->" if number == len(lines) - 1 else ""
        yield Line(0, f"{start}{line}{end}")


def _example(element: Element) -> Iterator[Line]:
    """Yield an example of an element as a comment."""
    yield Line(0, "<!--")
    yield from _filled(element)
    yield Line(0, "-->")


def _filled(element: Element) -> list[Line]:
    if element.kind:
        return [Line(0, f"<{element.name}>{element.example}</{element.name}>")]
    old_names = {child.old_name for child in element.children}
    children = [child for child in element.children if child.name not in old_names and "--" not in child.example]
    return nested(element.name, [line for child in children for line in _filled(child)])
