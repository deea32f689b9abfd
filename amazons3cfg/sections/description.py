"""How an element of ``cback.conf`` is described."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from attrs import define, field

from amazons3cfg.kinds.kind import Kind
from amazons3cfg.rules.catalogue import Rule


class When(NamedTuple):
    """A condition: the element ``name`` has one of ``values``, or is there at all if none are given.

    ``name`` is that of an element beside it, or a path from the root such as ``extensions/order_mode``. The values
    are compared as the element's kind reads them; where the element is absent, its default counts.
    """

    name: str
    values: tuple[str, ...] = ()


@define(frozen=True, eq=False)
class Element:
    """An element: what it means, what it holds, and how often it stands in its parent.

    It has either a ``kind``, and then text, or ``children``.
    """

    name: str
    help: str
    """What it means, for a person, in one or two sentences."""
    kind: Kind[Any] | None = None
    children: tuple["Element", ...] = ()
    label: str = ""
    """Its name on a form; made from ``name`` where it is empty."""
    example: str = ""
    """A typical text of the element."""
    default: str = ""
    """The text that means the same as its absence; empty if there is none."""
    required: bool | When = False
    """Whether Cedar Backup requires it, always or under a condition; where it is inherited, here or there."""
    repeated: bool = False
    inherits: str = ""
    """Where the value comes from if it is absent here: a path such as ``options/backup_user``."""
    read_when: When | None = None
    """Under which condition it is read at all."""
    old_name: str = ""
    """Another element that is read in its place, and wins; also described, and never required."""
    one_of: tuple[tuple[str, ...], ...] = ()
    """Groups of children of which at least one must be there."""
    exclusive: bool = False
    """Whether no more than one of each such group may be there."""
    refused: tuple[tuple[When, When], ...] = ()
    """Conditions on two children that Cedar Backup refuses together, such as a DVD for a writer of CDs."""
    unique: str = ""
    """The child by which no two elements of that name may be the same; for a repeated element."""
    wanted: bool = False
    """Whether Cedar Backup takes its absence, and then fails at night or does nothing."""
    unread: Mapping[str, str] = field(factory=dict)
    """Elements that people write here and that are not read: each with what to do instead."""
    secret: bool = False
    """Whether the value is not shown unless asked for."""
    secret_words: str = ""
    """A regular expression of what is not to be shown in it, and wherever else it stands: its one group."""
    rule: Rule | None = None
    """The rule that a wrong or missing value breaks, where it is not the one of its kind."""
    by_name: Mapping[str, "Element"] = field(init=False, repr=False)
    """The children by their names."""

    @by_name.default
    def _children_by_name(self) -> dict[str, "Element"]:
        return {child.name: child for child in self.children}

    @property
    def values(self) -> Kind[Any]:
        """The kind of value of an element that holds text."""
        return self.kind  # type: ignore[return-value]

    @property
    def title(self) -> str:
        """What it is called on a form."""
        return self.label or self.name.replace("_", " ").capitalize()

    @property
    def allowed(self) -> str:
        """What may be written in it, as it completes the sentence 'write ...'."""
        return (
            self.kind.allowed if self.kind else f"<{self.name}> with {' or '.join(c.name for c in self.children)} in it"
        )

    def walk(self, path: str = "") -> Iterator[tuple[str, "Element"]]:
        """Yield this element and all below it, each behind its path from ``path``, such as ``collect/dir/abs_path``."""
        own = f"{path}/{self.name}" if path else self.name
        yield own, self
        for child in self.children:
            yield from child.walk(own)


@define(frozen=True, eq=False)
class Section(Element):
    """A section: an element directly under ``cb_config``."""

    module: str = ""
    """The Python module of the official extension that reads it; empty for a standard section."""
    needs: tuple[str, ...] = ()
    """The other sections that the action which reads it needs."""
    order: str = ""
    """Where the extension's action belongs among the standard ones, for instance ``after stage``."""
    strict: bool = False
    """Whether each unknown element is an error, and not only one that looks like a known one."""
