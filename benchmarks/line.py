"""What a line of the table is."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.workshop import Workshop


class LackingError(Exception):
    """What a line needs is not installed, so that it is skipped; the text tells what that is."""


@dataclass(frozen=True)
class Target:
    """What is to be reached."""

    at_least: float | None = None
    """How many times less than the original ours takes."""
    at_most: float | None = None
    """How many times the limit ours takes."""


@dataclass(frozen=True)
class Measured:
    """Figures taken in one run by turns: seconds, or bytes."""

    ours: float
    original: float | None = None
    limit: float | None = None

    @property
    def gain(self) -> float | None:
        """How many times less than the original ours takes."""
        return None if self.original is None else self.original / self.ours

    @property
    def excess(self) -> float | None:
        """How many times the limit ours takes."""
        return None if self.limit is None else self.ours / self.limit

    def reaches(self, target: Target) -> bool:
        """Tell whether both ratios are as good as they are to be."""
        slow = target.at_least is not None and (self.gain is None or self.gain < target.at_least)
        far = target.at_most is not None and (self.excess is None or self.excess > target.at_most)
        return not (slow or far)


@dataclass(frozen=True)
class Line:
    """One line: the work, what the limit is, and how all is measured."""

    work: str
    limit: str
    """What is measured as the limit, to complete 'limit: ...'; empty where there is none."""
    target: Target
    measure: Callable[[Workshop], Measured]
    unit: str = "s"
    """Of the figures: s or B."""


@dataclass(frozen=True)
class Group:
    """Lines that are measured in the same circumstances."""

    title: str
    lines: tuple[Line, ...]
