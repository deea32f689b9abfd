"""Every mistake of one step that can be made in a document."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, cached_property, partial
from xml.sax.saxutils import escape

from lxml import etree

from oracle.complete import variants

# Good and bad values of every kind. Each element is given each of them, whatever its kind is.
VALUES = (
    *("Y", "y", "N", "n", "yes", "true", "1", " Y", "N\n"),
    *(
        "0",
        "1.0",
        "-1",
        "+3",
        " 2 ",
        "1_0",
        "\u0663",
        "1e3",
        "nan",
        "inf",
        "1e999",
        "0x10",
        "50%",
        "99,5",
        "101",
        "4.5",
    ),
    *("10 MB", "2.5GB", "16 mb", "16 TB", "16 B", " KB", "0.5", "-1 GB", "nan MB", "1,5 GB", "\u00a05 KB"),
    *("/", "//a", "/../a", "/a b", " /a", "/a\n", "/a/", "a/b", "./a", "~/a", "C:\\a", "/etc", "/caf\u00e9"),
    *("monday", "sunday", "Monday", "friday ", "someday", "mon", "daily", "weekly", "incr", "Daily", "DAILY", "full"),
    *("tar", "targz", "tarbz2", "tar.gz", "zip", "none", "gzip", "bzip2", "None", "xz", "all", "index", "dependency"),
    *("local", "remote", "Local", "cdr-74", "cdrw-80", "dvd+r", "dvd+rw", "dvd-r", "cdwriter", "dvdwriter", "gpg"),
    *("collect", "stage", "collect,stage", "collect, ,stage,", ",", "Collect", "mysql", "nobody", "my sql", "ab\n"),
    *("a.b", "os.path", "os.getcwd", "a..b", "1a", "class", "a-b", "CedarBackup3.extend.mysq", "executeAction"),
    *(
        ".*",
        ".*\\.x",
        "*.x",
        "(",
        "[a",
        "a{2,1}",
        "(?i)a",
        "0,0,0",
        "1, 0 ,0",
        "ATA:1,0,0",
        "0,0",
        "IOServices/2",
        "ATA:x,0,0",
    ),
    *(" ", "\n", "x", "two words", "$HOME/x", "a | b", 'say "it', "it's", "FSFS", "caf\u00e9", "<&>", "x" * 300),
)
_SAME = "with the same value"
_ANOTHER = "with another value"
_NAMES = {"hook", "blank_mode", "blank_factor"}
"""Names that the manual or a docstring has, and that nobody reads."""
_PIECES = {
    "by a comment": "<x>{}<!-- c -->more</x>",
    "by a comment before": "<x><!-- c -->{}</x>",
    "by an element": "<x>{}<b/>more</x>",
    "by an instruction": "<x>{}<?a b?></x>",
}


@dataclass(frozen=True)
class Mistake:
    """A mistake of one step, and the document that it makes."""

    document: str
    """The name of the document that it is made in."""
    before: etree._Element
    """That document."""
    xpath: str
    path: str
    """Where, with the places among elements of one name from 1: ``purge/dir[2]/abs_path``."""
    deed: str
    """What is done: removed, emptied, repeated, misspelt, misplaced, valued, cut."""
    detail: str
    change: Callable[[etree._Element], None]

    @cached_property
    def root(self) -> etree._Element:
        """The document with the mistake."""
        root = deepcopy(self.before)
        (element,) = root.xpath(self.xpath)
        self.change(element)
        return root

    @property
    def text(self) -> str:
        """The whole document with the mistake."""
        return etree.tostring(self.root, encoding="unicode")

    @property
    def is_harmless(self) -> bool:
        """Whether nothing of the element's text is lost to a reader that takes the first piece of text only."""
        return self.detail in ("by a comment before", "by an instruction")

    def __str__(self) -> str:
        return f"{self.document}: {self.path} {self.deed} {self.detail}".rstrip()


def all_mistakes() -> Iterator[Mistake]:
    """Yield every mistake in the complete document, and in what each variant has otherwise."""
    for name, (root, changed) in variants().items():
        for element in root.iter():
            section = next((each for each in (element, *element.iterancestors()) if each.getparent() is root), None)
            if changed is None or (section is not None and section.tag == changed):
                yield from mistakes_at(name, root, element)


def misspellings(name: str) -> Iterator[str]:
    """Yield every misspelling of one letter: dropped, doubled, exchanged with the next, and a capital."""
    made = {name}
    for place, letter in enumerate(name):
        rest = name[place + 1 :]
        for wrong in (
            name[:place] + rest,
            name[: place + 1] + letter + rest,
            name[:place] + rest[:1] + letter + rest[1:],
            name[:place] + letter.upper() + rest,
        ):
            if wrong not in made and _is_name(wrong):
                made.add(wrong)
                yield wrong


def _is_name(text: str) -> bool:
    return text[:1].isalpha() or text[:1] == "_"


def place_of(element: etree._Element) -> str:
    """Return the path of an element below the root, with places where there are several of one name."""
    steps = []
    for each in (element, *element.iterancestors()):
        parent = each.getparent()
        if parent is None:
            break
        name = str(each.tag)
        same = parent.findall(name)
        steps.append(f"{name}[{same.index(each) + 1}]" if len(same) > 1 else name)
    return "/".join(reversed(steps)) or str(element.tag)


def mistakes_at(document: str, root: etree._Element, element: etree._Element) -> Iterator[Mistake]:
    """Yield every mistake that can be made at an element of a document of that name."""
    make = partial(Mistake, document, root, root.getroottree().getpath(element), place_of(element))
    parent = element.getparent()
    for wrong in misspellings(str(element.tag)):
        if parent is None or parent.find(wrong) is None:
            yield make("misspelt", wrong, partial(_rename, name=wrong))
    if parent is None:
        return
    if len(element):
        known = _known_below()
        for name in sorted(_NAMES.union(*known.values()) - known[_names(element)]):
            yield make("misplaced", name, partial(_insert, name=name))
    yield make("removed", "", _remove)
    yield make("emptied", "", _empty)
    for detail in (_SAME, "empty before", "empty behind", _ANOTHER):
        yield make("repeated", detail, partial(_repeat, detail=detail))
    if len(element):
        return
    for value in VALUES:
        if value != element.text:
            yield make("valued", repr(value), partial(_give, text=value))
    for detail in _PIECES:
        yield make("cut", detail, partial(_cut, detail=detail))


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent


@cache
def _known_below() -> dict[tuple[str, ...], set[str]]:
    """Return the names of the elements that may stand below each path."""
    known: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for root, _ in variants().values():
        for element in root.iter():
            known[_names(element)[:-1]].add(str(element.tag))
    return known


def _names(element: etree._Element) -> tuple[str, ...]:
    return tuple(str(each.tag) for each in (*reversed(list(element.iterancestors())), element))


def _insert(element: etree._Element, name: str) -> None:
    etree.SubElement(element, name).text = "1"


def _rename(element: etree._Element, name: str) -> None:
    element.tag = name


def _remove(element: etree._Element) -> None:
    _parent(element).remove(element)


def _give(element: etree._Element, text: str) -> None:
    element.text = text


def _cut(element: etree._Element, detail: str) -> None:
    piece = etree.fromstring(_PIECES[detail].format(escape(element.text or "")))
    piece.tag, piece.tail = element.tag, element.tail
    _parent(element).replace(element, piece)


def _empty(element: etree._Element) -> None:
    for child in element:
        element.remove(child)
    element.text = None


def _repeat(element: etree._Element, detail: str) -> None:
    copy = deepcopy(element)
    if detail.startswith("empty"):
        _empty(copy)
    elif detail != _SAME:
        for leaf in copy.iter():
            if not len(leaf) and leaf.text:
                leaf.text = _another(leaf.text)
                break
    if detail == "empty before":
        element.addprevious(copy)
    else:
        element.addnext(copy)


def _another(text: str) -> str:
    """Return another value of what seems to be the same kind."""
    swaps = {"Y": "N", "N": "Y", "daily": "weekly", "weekly": "daily", "incr": "daily", "tar": "targz", "targz": "tar"}
    if text in swaps:
        return swaps[text]
    if text.isdigit():
        return str(int(text) + 1)
    return text + "x"
