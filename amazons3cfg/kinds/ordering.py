"""Comparison through one three-way method, as Cedar Backup kept it from Python 2."""

from typing import Any


class Ordered:
    """Gives a class with ``__cmp__`` all six operators, and makes it unhashable.

    ``__cmp__`` returns a negative number, 0 or a positive one, or ``NotImplemented`` for a stranger:
    then ``==`` is False and ``<`` is a TypeError. Copies and pickles keep all that an object holds, of a subclass too.
    """

    __slots__ = ()

    def __cmp__(self, other: Any) -> int:
        raise NotImplementedError

    def __getstate__(self) -> Any:
        return super().__getstate__()

    def __setstate__(self, state: Any) -> None:
        for attributes in state if isinstance(state, tuple) else (state,):
            for name, value in (attributes or {}).items():
                object.__setattr__(self, name, value)  # the values have been judged before

    def __eq__(self, other: object) -> bool:
        order = self.__cmp__(other)
        return order if order is NotImplemented else order == 0

    def __lt__(self, other: Any) -> bool:
        order = self.__cmp__(other)
        return order if order is NotImplemented else order < 0

    def __le__(self, other: Any) -> bool:
        order = self.__cmp__(other)
        return order if order is NotImplemented else order <= 0

    def __gt__(self, other: Any) -> bool:
        order = self.__cmp__(other)
        return order if order is NotImplemented else order > 0

    def __ge__(self, other: Any) -> bool:
        order = self.__cmp__(other)
        return order if order is NotImplemented else order >= 0
