"""The names of elements, as they are written and as Cedar Backup looks them up."""

from lxml import etree


def local_name(element: etree._Element) -> str:
    """Return the name of ``element`` without its namespace."""
    return str(element.tag).rpartition("}")[2]


def written_name(element: etree._Element) -> str:
    """Return the name of ``element`` as its tags have it, with the prefix."""
    prefix = element.prefix
    return local_name(element) if prefix is None else f"{prefix}:{local_name(element)}"


def is_named(element: etree._Element, name: str) -> bool:
    """Tell whether ``element`` is written as ``name``, without a prefix; a default namespace does not count.

    That is how Cedar Backup looks elements up.
    """
    return element.tag == name or (element.prefix is None and local_name(element) == name)


def children_named(element: etree._Element, name: str) -> list[etree._Element]:
    """Return the children of ``element`` that are written as ``name``, in their order."""
    return [child for child in element.iterchildren("{*}" + name) if child.prefix is None]
