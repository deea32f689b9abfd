"""The values of an ``<amazons3>`` section as an attrs class, whose fields are described in ``sections``."""

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, get_args

from attrs import Attribute, define, field, fields

from amazons3cfg.findings import FieldError, Finding
from amazons3cfg.kinds import bucket
from amazons3cfg.kinds.ordering import Ordered
from amazons3cfg.kinds.quantity import ByteQuantity, SupportsQuantity, as_quantity
from amazons3cfg.rules.structure import NO_SECTION, UNKNOWN_ELEMENT
from amazons3cfg.sections.amazons3 import AMAZONS3
from amazons3cfg.sections.description import Element

if TYPE_CHECKING:
    from decimal import Decimal

FieldName = Literal["warnMidnite", "s3Bucket", "encryptCommand", "fullBackupSizeLimit", "incrementalBackupSizeLimit"]
"""The names of the fields in the API."""
_ELEMENT = "element"
"""The key of a field's description in its attrs metadata."""


def _is(element: str) -> dict[str, Element]:
    """Return the metadata of the field that is the section's ``element``."""
    return {_ELEMENT: AMAZONS3.by_name[element]}


def _check(_: object, attribute: "Attribute[Any]", value: object) -> None:
    """Refuse what the kind of the element refuses; an attrs validator."""
    try:
        attribute.metadata[_ELEMENT].values.assigned(value)
    except FieldError as error:
        raise error.of(attribute.name) from None


def _limit(value: "ByteQuantity | SupportsQuantity | str | float | Decimal | None") -> ByteQuantity | None:
    """Return the quantity that ``value`` stands for, or ``value`` itself for the validator to refuse."""
    try:
        return None if value is None else as_quantity(value)
    except FieldError:
        return value  # type: ignore[return-value]


@define(slots=True, eq=False, repr=False, getstate_setstate=False)
class AmazonS3Config(Ordered):
    """The values of an ``<amazons3>`` section; the published API of ``CedarBackup3.extend.amazons3``.

    Mutable and unhashable. Assignment validates: a refused value raises ``FieldError``, a ``ValueError``,
    and the old one stays. Compared field by field in the order of the constructor.
    """

    warnMidnite: bool = field(default=False, converter=bool, metadata=_is("warn_midnite"))
    s3Bucket: str | None = field(default=None, validator=_check, metadata=_is("s3_bucket"))
    encryptCommand: str | None = field(default=None, validator=_check, metadata=_is("encrypt"))
    fullBackupSizeLimit: ByteQuantity | None = field(
        default=None, converter=_limit, validator=_check, metadata=_is("full_size_limit")
    )
    incrementalBackupSizeLimit: ByteQuantity | None = field(
        default=None, converter=_limit, validator=_check, metadata=_is("incr_size_limit")
    )

    def __repr__(self) -> str:
        return f"AmazonS3Config({', '.join(map(str, field_values(self)))})"

    def __cmp__(self, other: Any) -> int:
        """Return -1, 0 or 1, as ``self`` is less than, equal to or greater than ``other``.

        False sorts before True, a string that is None as "", a limit that is None as 0 bytes; but None and a
        zero quantity differ, and then the result is 1 both ways round, as in the original. ``None`` is less
        than any configuration; for a stranger the result is ``NotImplemented``.
        """
        if other is None:
            return 1
        try:
            theirs = field_values(other)
        except AttributeError:
            return NotImplemented  # type: ignore[no-any-return]
        for value, their, sort_key in zip(field_values(self), theirs, _SORT_KEYS):  # noqa: B905 - fast
            if value is their:
                continue
            key, their_key = sort_key(value), sort_key(their)
            if key != their_key:
                return -1 if key < their_key else 1
            if value is None or their is None:
                return 1
        return 0


FIELDS: dict[str, Element] = {attribute.name: attribute.metadata[_ELEMENT] for attribute in fields(AmazonS3Config)}
"""The description of each field by its name in the API, in the order of the constructor and the document."""

FIELD_NAMES: tuple[FieldName, ...] = get_args(FieldName)
"""The names of the fields, in that order."""

DEFAULTS = AmazonS3Config()
"""What the fields are where nothing is said; not to be changed."""


def field_named(name: str) -> Element:
    """Return the description of the field ``name``, such as ``s3Bucket``. Raises ``FieldError`` if there is none."""
    if name in FIELDS:
        return FIELDS[name]
    from amazons3cfg.rules.suggestions import did_you_mean  # only when something is wrong

    elements = {element.name: each for each, element in FIELDS.items()}
    hint = f"did you mean {elements[name]}?" if name in elements else did_you_mean(str(name), FIELDS)
    raise FieldError(UNKNOWN_ELEMENT.finding(f"{name!r} is not the name of a field", hint, field=str(name)))


field_values = attrgetter(*FIELDS)
"""Returns the values of a configuration, in the order of ``FIELDS``."""

_SORT_KEYS = tuple(element.values.sort_key for element in FIELDS.values())


def requirements(config: AmazonS3Config | None) -> list[Finding]:
    """Return what keeps ``config`` from being used: no section, no bucket, or one with blanks at its ends."""
    if config is None:
        hint = "add an <amazons3> element with an <s3_bucket> in it"
        return [NO_SECTION.finding("the AmazonS3 section is required", hint, element="amazons3")]
    return list(bucket.requirements(config.s3Bucket))
