"""Whole documents built from the descriptions of the sections, and what the original says of a document."""

from collections.abc import Collection, Iterator, Mapping
from importlib import import_module
from typing import Any
from xml.sax.saxutils import escape

from CedarBackup3.config import Config
from CedarBackup3.xmlutil import createOutputDom, serializeDom
from lxml import etree

from amazons3cfg.sections import CB_CONFIG, EXTENSIONS, SECTIONS, Element

# Something of each kind, right, wrong, and at the border between the two.
POOL = (
    *("x", "X", " ", "\n", "a b", " a", "a\n", "ab\n\n", "/a", "/a\n", " /a", "//", "/..", "a/b", "é"),
    *("Y", "y", "N", "n", "yes", " Y", "true", "1", "0", "-1", "+1", " 1 ", "1.0", "1_0", "\u0665", "01", "0x1"),
    *("1e3", "1.5", ".5", "5.", "1e", "nan", "inf", "-0", "-0.0", "50%", "100", "101", " 50 ", "1e400", "1e-400"),
    *("16 MB", "16MB", " 16  MB ", "16 mb", "16 TB", "nan MB", "inf GB", "-1 KB", "1,5 GB", "KB", " MB", "1\u00a0MB"),
    *("monday", "Monday", "monday ", "weekly", "incr", "none", "gzip", "all", "tar", "index", "remote", "gpg"),
    *("ab", "ab\n", "a,b", "a, b ,", "a,,b", ",", "a b,c", "A,b", "a.b", "a.b\n", "a.", ".a", "_a", "class", "f()"),
    *("[", "*", "(a", "a)", "(?i)a", "a{2,1}", "\\", r"\1", "a|b", "^a$", "a**", "x++", "(?<=a*)b"),
    *("0,0,0", "1, 2 ,3", "ATA:0,0,0", "a:b : 1,0,0", "a\n:1,0,0", ":1,0,0", "0,0", "-1,0,0", "\u0665,0,0", " 0,0,0\n"),
    *("IOServices", "IO/Services/1", "IOServices/x", "xIOServices", "cdr-74", "dvd+rw", "cdwriter"),
)


def elements() -> Iterator[tuple[str, Element]]:
    """Yield every element behind its path from the root."""
    for section in CB_CONFIG.children:
        yield from section.walk()


def whole_document(
    texts: Mapping[str, str] | None = None,
    without: Collection[str] = (),
    sections: Collection[str] = tuple(SECTIONS),
    extra: Mapping[str, str] | None = None,
) -> str:
    """Return a document with every element once, each with its example.

    Args:
        texts: other texts, by the paths of their elements.
        without: the paths of elements that are left out.
        sections: the names of those that are there.
        extra: what stands before the children of the elements of those paths.

    """
    others = set(SECTIONS) - set(sections)
    return _xml(CB_CONFIG, "", texts or {}, {*without, *others}, extra or {})


def _xml(
    element: Element, own: str, texts: Mapping[str, str], without: Collection[str], extra: Mapping[str, str]
) -> str:
    if element.kind:
        content = escape(texts.get(own, element.example))
    else:
        paths = {child.name: f"{own}/{child.name}".lstrip("/") for child in element.children}
        passed_over = set(without)
        for group in element.one_of if element.exclusive else ():
            chosen = next((name for name in group if paths[name] in texts), group[0])
            passed_over.update(paths[name] for name in group if name != chosen)
        content = extra.get(own, "") + "".join(
            _xml(child, paths[child.name], texts, without, extra)
            for child in element.children
            if paths[child.name] not in passed_over
        )
    return f"<{element.name}>{content}</{element.name}>"


def refusal(document: str, *, validate: bool = True) -> str:
    """Return why the original refuses ``document``, asked of it as a whole and for each extension; empty if not."""
    for reader in (Config, *_local_configs(document)):
        try:
            reader(xmlData=document, validate=validate)
        except ValueError as error:
            return str(error) or "refused"
    return ""


def written(document: str) -> str:
    """Return ``document`` as the original has read it and writes it again."""
    text: str = Config(xmlData=document, validate=False).extractXml(validate=False)
    for reader in _local_configs(document):
        dom, parent = createOutputDom()
        reader(xmlData=document, validate=False).addConfig(dom, parent)
        text += serializeDom(dom)
    return text


def _local_configs(document: str) -> Iterator[Any]:
    """Yield the original's class for each section of an extension that is there."""
    for child in etree.fromstring(document.encode()):
        if child.tag in EXTENSIONS:
            yield import_module(EXTENSIONS[str(child.tag)].module).LocalConfig
