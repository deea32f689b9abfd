"""What every kind of value can do; each kind is a class in a module of its own."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar, Generic, TypeVar

from attrs import define

from amazons3cfg.findings import Finding

T = TypeVar("T")


@define(frozen=True)
class Kind(ABC, Generic[T]):
    """A kind of value: how it is read from the text of an element, written, checked, compared and described."""

    name: ClassVar[str]
    """What it is called in documentation, forms and messages, for instance ``boolean``."""

    @property
    @abstractmethod
    def allowed(self) -> str:
        """What may be written, as it completes the sentence 'write ...'."""

    @abstractmethod
    def read(self, text: str) -> T:
        """Return the value of an element's text, which is not empty.

        Raises:
            FieldError: the text stands for none; a fix in it counts from the start of the text.

        """

    def remarks(self, text: str) -> Iterator[Finding]:
        """Yield what is odd about a text that can be read: most often a warning, with its fix."""
        yield from ()

    def write(self, value: T | None) -> str:
        """Return the text of an element that holds ``value``; ``""`` where it is None."""
        return "" if value is None else str(value)

    def assigned(self, value: Any) -> T | None:
        """Return what an assignment of ``value`` to an attribute of the model stores.

        Raises:
            FieldError: the value is refused.

        """
        return None if value is None else self.read(value)

    def from_data(self, value: object) -> T:
        """Return the value that ``value``, of plain data such as JSON, stands for; it is not None.

        Raises:
            FieldError: it stands for none.

        """
        return self.read(str(value))

    def to_data(self, value: T) -> Any:
        """Return ``value`` as plain data."""
        return self.write(value)

    def sort_key(self, value: T | None) -> Any:
        """Return what a value is compared by."""
        return self.write(value)

    @property
    def choices(self) -> tuple[str, ...]:
        """All texts that may be written, for completion; empty where they cannot be listed."""
        return ()

    @property
    def pattern(self) -> str | None:
        """A regular expression that the whole of a good text matches, in the common ground of Python and JavaScript."""
        return None

    @property
    def xsd_base(self) -> str:
        """The built-in type of XML Schema that the kind restricts."""
        return "xs:string"

    @property
    def xsd_facets(self) -> tuple[tuple[str, str], ...]:
        """The facets of that restriction: enumerations, patterns or bounds."""
        return tuple(("enumeration", choice) for choice in self.choices)

    @property
    def json_schema(self) -> dict[str, Any]:
        """The type, and what it restricts, of the value as plain data."""
        return {"type": "string", **({"enum": list(self.choices)} if self.choices else {})}
