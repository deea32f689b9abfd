"""When the extension actions run: by their indexes, or by what depends on what."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from itertools import islice, pairwise

from amazons3cfg.checks.official import UNENCRYPTED, fitting_index, official
from amazons3cfg.checks.structure import misspelt
from amazons3cfg.findings import Finding, Fix
from amazons3cfg.model.blocks import Block, Leaf
from amazons3cfg.model.configuration import Configuration
from amazons3cfg.rules import Rule
from amazons3cfg.rules.actions import ACTION_LOOP, ACTION_ORDER, CLEAR_DATA, EARLY_CAPACITY, EQUAL_INDEX, UNKNOWN_ACTION
from amazons3cfg.rules.suggestions import closest
from amazons3cfg.sections.actions import STANDARD_ACTIONS, STORE_MODULES, Action
from amazons3cfg.text.splices import Line, element_line, insert

_MANY = 200
"""So many actions that wait for each other are told."""
_CHAIN = [action.name for action in STANDARD_ACTIONS.values() if not action.alone]


def check_order(configuration: Configuration) -> Iterator[Finding]:
    """Yield what is wrong with the order of the extension actions."""
    if configuration.by_dependency:
        yield from _dependencies(configuration)
    else:
        yield from _indexes(configuration)


def _indexes(configuration: Configuration) -> Iterator[Finding]:
    taken = {STANDARD_ACTIONS[name].index: name for name in _CHAIN}
    stores = [action.value("index") for action in configuration.actions if _stores(action)]
    for action in configuration.actions:
        known, leaf = official(action), action.leaf("index")
        if leaf is None or leaf.value is None:
            continue
        index, name = leaf.value, action.text("name")
        wrong = _wrong_place(known, index) if known else ""
        if known and wrong:
            rule = CLEAR_DATA if known.name in UNENCRYPTED and wrong.startswith("not come before") else _rule(known)
            yield _at_index(
                configuration,
                leaf,
                rule.finding(f"index {index} does {wrong}", fix=_index(configuration, action, leaf, known)),
            )
        elif known and known.name in UNENCRYPTED and any(store is not None and store <= index for store in stores):
            message = f"index {index} does not come before the action that stores to Amazon S3"
            yield _at_index(configuration, leaf, CLEAR_DATA.finding(message, "use indexes in the order of the work"))
        elif index in taken and name != taken[index]:
            message = f"{taken[index]!r} has the index {index}, too"
            yield _at_index(configuration, leaf, EQUAL_INDEX.finding(message, "use another index, next to it"))
        elif known is None or not known.before:
            taken.setdefault(index, name)


def _stores(action: Block) -> bool:
    return action.text("module") in STORE_MODULES


def _wrong_place(known: Action, index: int) -> str:
    if known.after and index <= STANDARD_ACTIONS[known.after].index:
        return f"not come after {known.after}, which has {STANDARD_ACTIONS[known.after].index}"
    if known.before and index >= STANDARD_ACTIONS[known.before].index:
        return f"not come before {known.before}, which has {STANDARD_ACTIONS[known.before].index}"
    return ""


def _rule(known: Action) -> Rule:
    """Return the rule for an action in the wrong place; the manual itself has capacity before store."""
    return EARLY_CAPACITY if known.name == "capacity" else ACTION_ORDER


def _index(configuration: Configuration, action: Block, leaf: Leaf, known: Action) -> Fix | None:
    index = fitting_index(configuration, action, known)
    return Fix.of(f"write <index>{index}</index>", 0, len(leaf.text), index, "unsafe") if index else None


def _at_index(configuration: Configuration, leaf: Leaf, finding: Finding) -> Finding:
    return configuration.document.place(finding, leaf.element)


def _dependencies(configuration: Configuration) -> Iterator[Finding]:
    names = {action.text("name") for action in configuration.actions}
    followers: defaultdict[str, set[str]] = defaultdict(set)
    for earlier, later in pairwise(_CHAIN):
        followers[earlier].add(later)
    unknown: list[tuple[str, Leaf, str]] = []
    for action in configuration.actions:
        name = action.text("name")
        for place in ("run_before", "run_after"):
            for leaf, other in _named(action, place):
                if other not in names and other not in STANDARD_ACTIONS:
                    unknown.append((name, leaf, other))
                elif place == "run_after":
                    followers[other].add(name)
                else:
                    followers[name].add(other)
    few = len(unknown) < _MANY  # of very many none is compared with all names
    for name, leaf, other in unknown:
        never = _never_beside(followers, name, leaf) if few else set[str]()
        yield _unknown(configuration, leaf, other, names if few else set(), never)
    stores = [action.text("name") for action in configuration.actions if _stores(action)]
    waiting, reached = _waiting(followers), lru_cache(_MANY)(partial(_reached, followers))
    for action in configuration.actions:
        name = action.text("name")
        block = action.block("depends") or action
        if name in waiting and name in _reached(followers, name):
            finding = ACTION_LOOP.finding(f"{name!r} is to run before itself", "remove one of what it waits for")
            yield configuration.document.place_tag(finding, block.element)
            continue
        found = list(_unplaced(configuration, action, reached, stores))
        yield from found
        if official(action) and action.block("depends") is None and all(each.severity != "error" for each in found):
            finding = ACTION_ORDER.finding("there is no <depends> in <action>", "add <depends>, even an empty one")
            yield configuration.document.place_tag(finding, action.element)


def _unplaced(
    configuration: Configuration, action: Block, reached: Callable[[str], set[str]], stores: list[str]
) -> Iterator[Finding]:
    """Yield what an official extension's action should run before or after, and does not."""
    known, name = official(action), action.text("name")
    if known and known.after and name not in reached(known.after):
        yield _not_placed(configuration, action, known.after, _rule(known))
    if known and known.before and known.before not in reached(name):
        rule = CLEAR_DATA if known.name in UNENCRYPTED else _rule(known)
        yield _not_placed(configuration, action, known.before, rule, before=True)
    elif known and known.name in UNENCRYPTED:
        for store in set(stores) - reached(name):
            yield _not_placed(configuration, action, store, CLEAR_DATA, before=True)


def _named(action: Block, place: str) -> Iterator[tuple[Leaf, str]]:
    depends = action.block("depends")
    leaf = depends.leaf(place) if depends else None
    for name in (leaf.value or ()) if leaf else ():
        yield leaf, name  # type: ignore[misc]


def _waiting(followers: dict[str, set[str]]) -> set[str]:
    """Return the actions that wait for each other, and those behind them; the first of very many."""
    before = Counter(later for names in followers.values() for later in names)
    ready = [name for name in followers if not before[name]]
    while ready:
        for later in followers.get(ready.pop(), ()):
            before[later] -= 1
            if not before[later]:
                ready.append(later)
    return set(islice((name for name, count in before.items() if count > 0), _MANY))


def _reached(followers: dict[str, set[str]], start: str) -> set[str]:
    """Return all that runs after ``start``."""
    reached, waiting = set[str](), [start]
    while waiting:
        new = followers.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return reached


def _never_beside(followers: dict[str, set[str]], name: str, leaf: Leaf) -> set[str]:
    """Return what cannot be named in ``leaf`` of the action ``name``, or that would run before itself."""
    if leaf.description.name == "run_after":
        return _reached(followers, name) | {name}
    return {other for other in followers if name in _reached(followers, other)} | {name}


def _unknown(configuration: Configuration, leaf: Leaf, other: str, names: set[str], never: set[str]) -> Finding:
    known = [*STANDARD_ACTIONS, *islice(names - STANDARD_ACTIONS.keys(), _MANY)]
    meant, fix = closest(other, known), None
    if meant is not None and meant not in never and leaf.text.count(other) == 1:
        start = leaf.text.index(other)
        fix = Fix.of(f"write {meant} for {other}", start, start + len(other), meant, "unsafe")
    message = f"there is no action {other!r}"
    finding = UNKNOWN_ACTION.finding(message, f"use one of {', '.join(sorted(known))}", fix=fix)
    return configuration.document.place(finding, leaf.element)


def _not_placed(
    configuration: Configuration, action: Block, other: str, rule: Rule, *, before: bool = False
) -> Finding:
    element = "run_before" if before else "run_after"
    document = configuration.document
    depends = action.block("depends")
    written = f"<{element}>{other}</{element}>"
    fix = None
    if depends is None and misspelt(action, "depends"):
        pass  # what it says is not read yet
    elif depends is None:
        lines = [Line(0, f"<depends>{written}</depends>")]
        edits = insert(document, action.element, "depends", lines, list(action.description.by_name))
        fix = Fix(f"write <depends>{written}</depends>", tuple(edits), "unsafe")
    elif not depends.leaves.get(element) and not misspelt(depends, element):
        lines = [element_line(document, element, other)]
        edits = insert(document, depends.element, element, lines, list(depends.description.by_name))
        fix = Fix(f"write <depends>{written}</depends>", tuple(edits), "unsafe")
    message = f"nothing makes {action.text('name')!r} run {'before' if before else 'after'} {other}"
    finding = rule.finding(message, f"write <depends>{written}</depends>", fix=fix)
    return document.place_tag(finding, (depends or action).element)
