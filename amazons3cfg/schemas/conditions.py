"""What a description says of several elements at once, as XPath 2.0 for ``xs:assert`` of XSD 1.1."""

from collections.abc import Iterator, Mapping

from amazons3cfg.findings import FieldError
from amazons3cfg.kinds.numbers import Number, Whole
from amazons3cfg.sections import CB_CONFIG, Element, When


def assertions() -> Mapping[str, list[str]]:
    """Return what is asserted of elements, by their paths; that of the root is empty."""
    found: dict[str, list[str]] = {}
    for path, element in _walk("", CB_CONFIG):
        for place, test in _own(path, element):
            found.setdefault(place, []).append(test)
        for child in element.children:
            for place, test in _required(path, child, element):
                found.setdefault(place, []).append(test)
    return found


def _walk(path: str, element: Element) -> Iterator[tuple[str, Element]]:
    yield path, element
    for child in element.children:
        yield from _walk(_join(path, child.name), child)


def _own(path: str, element: Element) -> Iterator[tuple[str, str]]:
    for group in element.one_of if path else ():  # of the root in a way of its own
        parts = [_present(element.by_name[name]) for name in group]
        if element.exclusive:
            yield path, f"count({' | '.join(parts)}) = 1"
        else:
            yield path, " or ".join(parts)
    for first, second in element.refused:
        yield path, f"not({_holds(first, element)} and {_holds(second, element)})"


def _required(path: str, child: Element, parent: Element) -> Iterator[tuple[str, str]]:
    """Yield what makes ``child`` required below ``path``, unless its mere presence is."""
    if not child.required or (child.required is True and not child.inherits):
        return
    absent = [f"not({_present(child)})"]
    if child.old_name:
        absent.append(f"not({_present(parent.by_name[child.old_name])})")
    conditions = [child.read_when] if child.read_when else []
    if isinstance(child.required, When):
        conditions.append(child.required)
    elsewhere = [condition for condition in conditions if "/" in condition.name]
    tests = [_holds(condition, parent) for condition in conditions if condition not in elsewhere]
    place = _common(path, *([child.inherits] if child.inherits else []), *(each.name for each in elsewhere))
    below = path.removeprefix(place).lstrip("/") or "."
    excuses = [_relative(child.inherits, place)] if child.inherits else []
    excuses += [f"not({_holds(each, _at(place), _relative_path(each.name, place))})" for each in elsewhere]
    wrong = below + "".join(f"[{test}]" for test in (*tests, *absent))
    yield place, " or ".join([*excuses, f"not({wrong})"])


def _common(path: str, *others: str) -> str:
    """Return the deepest element that has all in it."""
    parts = path.split("/")
    while parts and not all(other.startswith("/".join(parts) + "/") for other in others):
        parts.pop()
    return "/".join(parts)


def _relative(path: str, place: str) -> str:
    parent, _, name = _relative_path(path, place).rpartition("/")
    return _join(parent, _present(_at(path), name))


def _relative_path(path: str, place: str) -> str:
    return path.removeprefix(f"{place}/") if place else path


def _at(path: str) -> Element:
    element = CB_CONFIG
    for name in filter(None, path.split("/")):
        element = element.by_name[name]
    return element


def _join(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name


def _present(element: Element, name: str = "") -> str:
    """Return an expression for the element if it is there: one that holds text counts only if there is any."""
    return (name or element.name) + ("[string()]" if element.kind else "")


def _holds(condition: When, parent: Element, path: str = "") -> str:
    """Return an expression for ``condition``, as it is compared: as the kind reads it, and with the default."""
    path = path or condition.name
    element = parent.by_name[path]
    if not condition.values:
        return _present(element)
    kind = element.kind
    if isinstance(kind, Whole | Number):
        tests = [f"number({path}) = {value}" for value in condition.values]
    else:
        same = [text for text in (kind.choices if kind else ()) if _reads_as(element, text, condition.values)]
        tests = [f"{path} = ({', '.join(map(repr, same))})"]
    if element.default in condition.values:
        tests.append(f"not({_present(element, path)})")
    return f"({' or '.join(tests)})" if len(tests) > 1 else tests[0]


def _reads_as(element: Element, text: str, values: tuple[str, ...]) -> bool:
    try:
        return element.kind is not None and element.kind.read(text) in map(element.kind.read, values)
    except FieldError:
        return False
