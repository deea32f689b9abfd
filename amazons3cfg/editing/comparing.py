"""What two configurations differ in, by what they mean to Cedar Backup."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from attrs import define, field
from lxml import etree

from amazons3cfg.editing.paths import Step, key_of
from amazons3cfg.findings import FieldError
from amazons3cfg.model.configuration import Configuration
from amazons3cfg.model.resolved import Part, Value, resolve
from amazons3cfg.sections import CB_CONFIG
from amazons3cfg.sections.description import Element
from amazons3cfg.text.names import local_name


class Difference(NamedTuple):
    """An element whose value is not the same in two configurations."""

    path: str
    """Such as ``peers/peer[name=web]/collect_dir``; of a section that is not described, its name."""
    old: tuple[str, ...] = ()
    """The texts that only the first has; its default where it has none."""
    new: tuple[str, ...] = ()
    """Those that only the second has."""
    is_secret: bool = False
    """Whether they are not to be shown."""


@define(slots=True)
class _Values:
    """All that counts for an element, which may be repeated."""

    element: Element
    values: list[Value] = field(factory=list)
    is_written: bool = False
    """Whether any of it stands there, and is not inherited or the default."""


def differences(old: Configuration, new: Configuration) -> Iterator[Difference]:
    """Yield all that two configurations differ in, in the order of the sections.

    What is only inherited, or a default, is told where it is written. Sections that are not described are compared as
    XML.
    """
    left, right = _flat(resolve(old)), _flat(resolve(new))
    order = [section.name for section in CB_CONFIG.children]
    for path in sorted(left | right, key=lambda path: order.index(path.partition("/")[0])):
        there, here = (flat.get(path) or _Values((left.get(path) or right[path]).element) for flat in (left, right))
        if there.is_written or here.is_written:
            only = _without(there.values, here.values), _without(here.values, there.values)
            if any(only):
                yield Difference(path, *only, there.element.secret)
    theirs, ours = _strange(old), _strange(new)
    yield from (Difference(name) for name in theirs | ours if theirs.get(name) != ours.get(name))


def _flat(root: Part) -> dict[str, _Values]:
    """Return all values below ``root`` by their paths."""
    found: dict[str, _Values] = {}
    for path, value, is_written in _walk(root, "", here=True):
        values = found.setdefault(path, _Values(value.element))
        values.values.append(value)
        values.is_written |= is_written
    return found


def _walk(part: Part, before: str, *, here: bool) -> Iterator[tuple[str, Value, bool]]:
    """Yield the path of each value, the value, and whether it stands there; nothing does in what is not ``here``."""
    numbers: Counter[str] = Counter()
    taken: set[str] = set()
    for child in part.children:
        if isinstance(child, Value):
            yield f"{before}{child.name}", child, here and not child.origin
            continue
        numbers[child.name] += 1
        step = _step(child, numbers[child.name])
        if str(step) in taken:  # two of one name: by their places, then
            step = Step(child.name, number=numbers[child.name])
        taken.add(str(step))
        yield from _walk(child, f"{before}{step}/", here=here and not child.origin)


def _step(part: Part, number: int) -> Step:
    """Return the step to one of several: by the child that tells it from the others, or else by its number."""
    if not part.element.repeated:
        return Step(part.name)
    values = {child.name: child.text for child in reversed(part.children) if isinstance(child, Value)}
    key = key_of(part.element)
    return Step(part.name, key, values[key]) if values.get(key) else Step(part.name, number=number)


def _without(values: Iterable[Value], others: Iterable[Value]) -> tuple[str, ...]:
    """Return the texts of ``values`` that mean what none of ``others`` does."""
    left, only = [_meaning(value) for value in others], []
    for value in values:
        meaning = _meaning(value)
        if meaning in left:
            left.remove(meaning)
        else:
            only.append(value.text)
    return tuple(only)


def _meaning(value: Value) -> Any:
    kind = value.element.values
    try:
        return kind.sort_key(kind.read(value.text))
    except FieldError:
        return value.text


def _strange(configuration: Configuration) -> dict[str, list[Sequence[Any]]]:
    """Return what the sections hold that are not described, by their names."""
    found: dict[str, list[Sequence[Any]]] = {}
    for element in configuration.root.strange:
        found.setdefault(local_name(element), []).append(_content(element))
    return found


def _content(element: etree._Element) -> Sequence[Any]:
    """Return all of an element but its layout."""
    texts = (element.text, *(child.tail for child in element))
    content = [(text or "").strip() for text in texts]
    return element.tag, dict(element.attrib), content, [_content(child) for child in element]
