"""Examples of the rules: changes of one whole document."""

from typing import NamedTuple

from amazons3cfg.rules.base import BASE, Changes, replaced


class Example(NamedTuple):
    """A document that fails and one that passes: ``BASE`` with changes."""

    piece: str
    """What is replaced, after the other changes."""
    wrong: str
    """What stands for it in the document that fails, with «» around the place where something is found."""
    right: str | None = None
    """What stands for it in the one that passes; by default the piece itself."""
    at: str = ""
    """The place with the marks, if it is in another piece of the document."""
    also: Changes = ()
    """The changes in both."""
    encoding: str = "utf-8"
    """What both are saved in."""

    @property
    def fails(self) -> str:
        """The document that fails."""
        return unmarked(self._marked)

    @property
    def passes(self) -> str:
        """The document that passes."""
        text = replaced(BASE, self.also)
        return text if self.right is None else replaced(text, ((self.piece, self.right),))

    @property
    def place(self) -> tuple[int, int]:
        """Where in the document that fails something is found: two offsets in characters."""
        before, found, _ = self._marked.replace("»", "«").split("«")
        return len(before), len(before) + len(found)

    @property
    def _marked(self) -> str:
        text = replaced(BASE, (*self.also, (self.piece, self.wrong)))
        return replaced(text, ((unmarked(self.at), self.at),)) if self.at else text


class Assignment(NamedTuple):
    """A value that is refused and one that is not, where no document holds the first."""

    field: str
    """The attribute of ``AmazonS3Config`` that it is assigned to."""
    wrong: object
    right: object

    @property
    def fails(self) -> str:
        """The expression in Python that is refused."""
        return f"AmazonS3Config({self.field}={_shown(self.wrong)})"

    @property
    def passes(self) -> str:
        """The expression that is not."""
        return f"AmazonS3Config({self.field}={_shown(self.right)})"


def _shown(value: object) -> str:
    return f'"{repr(value)[1:-1]}"' if isinstance(value, str) else repr(value)


def unmarked(text: str) -> str:
    """Return ``text`` without the marks around the place where something is found."""
    return text.replace("«", "").replace("»", "")
