"""Comparison through one three-way method, as Cedar Backup kept it from Python 2."""

from typing import Any


class Ordered:
    """Gives a class with ``__cmp__`` all six operators, and makes it unhashable.

    ``__cmp__`` returns a negative number, 0 or a positive one, or ``NotImplemented`` for a stranger:
    then ``==`` is False and ``<`` is a TypeError.
    """

    __slots__ = ()

    def __cmp__(self, other: Any) -> int:
        raise NotImplementedError

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
