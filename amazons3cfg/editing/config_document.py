"""A whole ``cback.conf`` that remembers how it was written."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from attrs import define, evolve
from lxml import etree

from amazons3cfg.checks import check_document
from amazons3cfg.editing import edits
from amazons3cfg.editing.actions import add_action
from amazons3cfg.editing.field_place import FieldPlace, field_places
from amazons3cfg.editing.field_texts import text_of, texts_of
from amazons3cfg.editing.fixing import encode_changed, fix
from amazons3cfg.editing.paths import find, no_text, parse_path, remove, set_value
from amazons3cfg.findings import DocumentError, Edit, FieldError, Finding
from amazons3cfg.model.amazons3 import FIELD_NAMES, FIELDS, AmazonS3Config, FieldName, field_named
from amazons3cfg.model.blocks import Block
from amazons3cfg.model.configuration import read_configuration
from amazons3cfg.model.local_config import as_section
from amazons3cfg.model.reader import ROOT_ELEMENT, field_elements, find_section, is_empty, read_field, read_section
from amazons3cfg.rules.document import ROOT
from amazons3cfg.text.edits import apply
from amazons3cfg.text.lines import Lines, Units
from amazons3cfg.text.names import is_named, written_name
from amazons3cfg.text.saving import save
from amazons3cfg.text.source import as_declared, decode, encode
from amazons3cfg.text.tree import Document, parse


@define(eq=False, init=False, repr=False)
class ConfigDocument:
    """A configuration document whose ``<amazons3>`` section can be edited in place.

    Untouched, ``bytes()`` gives back what was read. An edit changes the bytes of the elements concerned and
    nothing else: no other section, comment, line end or quote. The fields of the section go by their API names, such
    as ``s3Bucket``; every other element by its path, such as ``peers/peer[name=web]/collect_dir``. What an edit
    returns are its edits, as offsets in the text before it.

    >>> document = ConfigDocument("<cb_config><!-- mine --><amazons3><s3_bucket>a</s3_bucket></amazons3></cb_config>")
    >>> edits = document.set("s3Bucket", "b/c")
    >>> document.text
    '<cb_config><!-- mine --><amazons3><s3_bucket>b/c</s3_bucket></amazons3></cb_config>'
    """

    _data: bytes
    _document: Document
    _read: str
    """The text as it was read."""
    _saved: bytes | None
    """What the file held when it was read or saved; None if there is no file."""

    def __init__(self, data: bytes | str, path: str | os.PathLike[str] | None = None) -> None:
        """Take the document from ``data``; ``path`` is where errors say it is, and where ``save`` writes it.

        Raises ``DocumentError`` for what is no XML, has a document type declaration or another root element.
        """
        source = decode(data, None if path is None else os.fspath(path))
        if isinstance(data, str):
            source = as_declared(source)
            data = encode(source)
        self._data = data
        self._document = parse(source)
        self._read = source.text
        self._saved = None
        root = self._document.root
        if not is_named(root, ROOT_ELEMENT):
            finding = ROOT.finding(f"the root element is <{written_name(root)}>", f"write <{ROOT_ELEMENT}>")
            raise DocumentError(self._document.place_tag(finding, root))

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Self:
        """Read the file at ``path``. Raises ``OSError`` and ``DocumentError``."""
        data = Path(path).read_bytes()
        document = cls(data, path)
        document._saved = data
        return document

    def __bytes__(self) -> bytes:
        return self._data

    @property
    def text(self) -> str:
        """The document's text, without a byte order mark."""
        return self._document.source.text

    @text.setter
    def text(self, text: str) -> None:
        """Replace the whole text, for instance by an older one, to undo edits. Raises ``DocumentError``."""
        self._edit([Edit(0, len(self.text), text)])

    def check(self) -> list[Finding]:
        """Return all that is wrong with the document, as ``amazons3cfg check`` tells it."""
        return check_document(self._document)

    def fix(self, *, unsafe: bool = False) -> tuple[Finding, ...]:
        """Make the safe fixes of what a check finds, and with ``unsafe`` those that guess; return what was mended.

        Raises ``DocumentError`` if that cannot be written without changing other bytes.
        """
        old = self._document.source
        fixed = fix(old, unsafe=unsafe)
        if fixed.applied:
            self._data = encode_changed(self._data, old, fixed.source)
            self._document = parse(fixed.source)
        return fixed.applied

    def diff(self, old: str | None = None) -> str:
        """Return what has changed since the document was read, or since ``old``, as a unified diff."""
        from difflib import unified_diff  # only few ask for it

        before = (self._read if old is None else old).splitlines(keepends=True)
        name = self._document.source.path or "cback.conf"
        return "".join(unified_diff(before, self.text.splitlines(keepends=True), name, name))

    @property
    def section(self) -> AmazonS3Config | None:
        """The section's values, None if there is none; a copy, to be assigned after it was changed.

        Raises ``FieldError`` if there are values that the model refuses. What is assigned is written field by
        field, where it differs; None removes the section, and anything else raises ``FieldError``.
        """
        config, findings = read_section(self._document, validate=False)
        if findings:
            raise FieldError(*findings)
        return config

    @section.setter
    def section(self, config: AmazonS3Config | None) -> None:
        config = as_section(config)
        if config is None:
            self._edit(edits.remove_section(self._document))
        elif find_section(self._document) is None:
            self._edit(edits.add_section(self._document, texts_of(config)))
        else:
            self._edit(edits.set_fields(self._document, self._changed(texts_of(config))))

    def get(self, name: FieldName) -> Any:
        """Return the value of one field, its default if it is absent.

        Raises ``FieldError`` if it is refused, or if no field has that name.
        """
        field_named(name)
        element = self._element(name)
        if element is None or is_empty(element):
            return getattr(AmazonS3Config(), name)
        return read_field(self._document, element, name)

    def set(self, name: FieldName, value: Any) -> tuple[Edit, ...]:
        """Assign one field, as to an ``AmazonS3Config``; None empties its element, if there is one.

        A boolean is a bool, or its text in a document; nothing else is taken by its truth. Raises ``FieldError``
        if the value is refused, or if no field has that name, and then nothing is changed. An element that says
        the same already is left as it is written.
        """
        return self._edit(edits.set_fields(self._document, self._changed({name: text_of(name, value)})))

    def remove(self, name: FieldName) -> tuple[Edit, ...]:
        """Remove the element of one field, if there is one. Raises ``FieldError`` if no field has that name."""
        field_named(name)
        return self._edit(edits.remove_field(self._document, name))

    def has_path(self, path: str) -> bool:
        """Tell whether there is an element at ``path``; one that holds text is there only with some in it.

        Raises ``FieldError`` if the path leads to no element that Cedar Backup reads, or to several.
        """
        return find(read_configuration(self._document), parse_path(path)) is not None

    def get_path(self, path: str) -> str:
        """Return the text of the element at ``path``; empty if there is none.

        Raises ``FieldError`` if the path leads to no element, to several, or to one that holds others.
        """
        parsed = parse_path(path)
        found = find(read_configuration(self._document), parsed)
        if isinstance(found, Block):
            raise FieldError(no_text(parsed))
        return found.text if found else ""

    def set_path(self, path: str, text: str) -> tuple[Edit, ...]:
        """Give the element at ``path`` a text; what is missing on the way is added.

        Raises ``FieldError`` if the text stands for no value of the element, or the path does not lead to one that
        holds text; nothing is changed then.
        """
        return self._edit(set_value(read_configuration(self._document), parse_path(path), text))

    def remove_path(self, path: str) -> tuple[Edit, ...]:
        """Remove the element at ``path``, if it is there. Raises ``FieldError`` if there are several."""
        return self._edit(remove(read_configuration(self._document), parse_path(path)))

    def add_section(self, values: Mapping[str, Any]) -> None:
        """Add a section with all five fields, each behind a comment that explains it.

        Args:
            values: by the fields' API names; the others are left at their defaults

        Raises:
            FieldError: if a value is refused, or no field has a name
            ValueError: if there is a section already
        """
        if find_section(self._document) is not None:
            raise ValueError("there is an <amazons3> section already")
        texts = texts_of(AmazonS3Config())
        for name, value in values.items():
            text = text_of(name, value)
            texts |= {each: text for each in FIELD_NAMES if each == name}
        self._edit(edits.add_section(self._document, texts, comments=True))

    def add_action(self) -> None:
        """Add an extension action that stores the backup after stage; nothing if there is one."""
        self._edit(add_action(self._document))

    def places(self) -> dict[str, FieldPlace]:
        """Return where each field that is there stands."""
        return field_places(self._document)

    def position(self, offset: int, units: Units = "utf-16") -> tuple[int, int]:
        """Return the line and the column, from 0, of a character of the text, as editors count them.

        Args:
            offset: of the character, as findings, edits and places have it
            units: what a column counts: bytes, 16-bit units or characters

        """
        return Lines(self.text).position(offset, units)

    def save(
        self, path: str | os.PathLike[str] | None = None, *, backup: str | None = None, overwrite: bool = False
    ) -> None:
        """Write the document to its file, or to ``path``, so that a crash leaves the old or the new one, whole.

        Args:
            path: where to write it, if not to the file that it was read from
            backup: A suffix, such as ``.bak``, under which to keep a copy of the old file; numbered if it is taken
            overwrite: whether to write even if the file is not as it was when it was read

        Raises:
            FileChangedError: if it is not, and ``overwrite`` is not set; an OSError
            OSError: if it cannot be written
        """
        own = self._document.source.path
        target = own if path is None else os.fspath(path)
        if target is None:
            raise ValueError("the document was not read from a file: say where to save it")
        expected = self._saved if target == own else None
        save(Path(target), self._data, expected=expected, overwrite=overwrite, backup=backup)
        if target == own:
            self._saved = self._data

    def _element(self, name: str) -> etree._Element | None:
        section = find_section(self._document)
        return None if section is None else field_elements(section).get(name)

    def _changed(self, texts: Mapping[FieldName, str]) -> dict[FieldName, str]:
        """Return those of the fields' ``texts`` that say something else than the document."""
        return {name: text for name, text in texts.items() if text != self._current(name)}

    def _current(self, name: FieldName) -> str | None:
        """Return how the field's value would be written now; None if it is refused."""
        try:
            return FIELDS[name].values.write(self.get(name))
        except FieldError:
            return None

    def _edit(self, changes: list[Edit]) -> tuple[Edit, ...]:
        if not changes:
            return ()
        source = self._document.source
        changed = evolve(source, text=apply(source.text, changes))
        del self._document  # a big tree is parsed much faster into the memory of the old one
        try:
            self._document = parse(changed)
            self._data = encode_changed(self._data, source, changed)
        except ValueError:
            self._document = parse(source)
            raise
        return tuple(changes)
