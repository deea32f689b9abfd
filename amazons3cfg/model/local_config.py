"""The extension's part of a configuration document: the published way to read and write it."""

import os
from typing import Any

from attrs import define, field
from lxml import etree

from amazons3cfg.findings import FieldError
from amazons3cfg.kinds.ordering import Ordered
from amazons3cfg.kinds.shown import represented
from amazons3cfg.model.amazons3 import AmazonS3Config, requirements
from amazons3cfg.model.reader import read_section
from amazons3cfg.model.writer import add_to_lxml, document_xml
from amazons3cfg.rules.values import TYPE
from amazons3cfg.text.source import decode, read_source
from amazons3cfg.text.tree import parse


def as_section(value: Any) -> AmazonS3Config | None:
    """Return ``value``, which is a section or None. Raises ``FieldError`` for anything else."""
    if value is None or isinstance(value, AmazonS3Config):
        return value
    message, hint = f"{represented(value)} is no AmazonS3Config", "use None or an AmazonS3Config"
    raise FieldError(TYPE.finding(message, hint, field="amazons3"))


@define(slots=True, eq=False, repr=False, init=False, getstate_setstate=False)
class LocalConfig(Ordered):
    """What the extension knows of a configuration document: its ``<amazons3>`` section.

    The published API of ``CedarBackup3.extend.amazons3``. Mutable and unhashable; compared by its section.

    >>> local = LocalConfig(xmlData="<cb_config><amazons3><s3_bucket>abc/def</s3_bucket></amazons3></cb_config>")
    >>> local.amazons3.s3Bucket
    'abc/def'
    >>> local.amazons3.fullBackupSizeLimit = 1024
    >>> LocalConfig(xmlData=local.toXml()) == local
    True
    """

    amazons3: AmazonS3Config | None = field(default=None, converter=as_section)
    """The section's values, or None; anything else raises ``FieldError``, and the old value stays."""

    def __init__(
        self,
        xmlData: str | bytes | None = None,
        xmlPath: str | os.PathLike[str] | None = None,
        validate: bool = True,
    ) -> None:
        """Read the section of a whole document, or start empty if neither source is given.

        Args:
            xmlData: the document; a str is text already, whatever encoding it declares
            xmlPath: the file to read the document from
            validate: whether to require what ``validate()`` requires, as well as readable values

        Raises:
            ValueError: if both sources are given
            DocumentError: if the document is not well-formed, or has a document type declaration
            FieldError: if values are refused or missing, with one finding for each
            OSError: if the file cannot be read
        """
        if xmlData is not None and xmlPath is not None:
            raise ValueError("use either xmlData or xmlPath, but not both")
        source = None
        if xmlData is not None:
            source = decode(xmlData)
        elif xmlPath is not None:
            source = read_source(xmlPath)
        config = None
        if source is not None:
            config, findings = read_section(parse(source), validate=validate)
            if findings:
                raise FieldError(*findings)
        self.__attrs_init__(config)

    def __repr__(self) -> str:
        return f"LocalConfig({self.amazons3})"

    def __cmp__(self, other: Any) -> int:
        """Return -1, 0 or 1, as ``self`` is less than, equal to or greater than ``other``.

        A missing section sorts before any other, and None before any ``LocalConfig``; for a stranger the
        result is ``NotImplemented``.
        """
        if other is None:
            return 1
        try:
            theirs = other.amazons3
        except AttributeError:
            return NotImplemented  # type: ignore[no-any-return]
        if self.amazons3 is None:
            return 0 if theirs is None else -1
        return self.amazons3.__cmp__(theirs)

    def validate(self) -> None:
        """Check that there is a section, and a bucket without blanks at its ends in it.

        Raises:
            FieldError: otherwise
        """
        findings = requirements(self.amazons3)
        if findings:
            raise FieldError(*findings)

    def addConfig(self, xmlDom: Any, parentNode: Any) -> None:
        """Append the ``<amazons3>`` section to a parent, with all five fields; nothing if there is none.

        Args:
            xmlDom: the ``xml.dom.minidom`` document; not used for lxml
            parentNode: the node to append to: one of that document, or an lxml element
        """
        if self.amazons3 is None:
            return
        if isinstance(parentNode, etree._Element):
            add_to_lxml(self.amazons3, parentNode)
        else:
            import amazons3cfg.model.dom  # who has a DOM has loaded minidom, which takes 2 ms

            amazons3cfg.model.dom.add_to_dom(self.amazons3, xmlDom, parentNode)

    def toXml(self) -> bytes:
        """Return a whole document in UTF-8 with this section in it, which reads back equal."""
        return document_xml(self.amazons3)
