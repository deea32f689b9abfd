"""What an editor needs to build a form: the fields, and a check of one value as a person typed it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import define, evolve

from amazons3cfg.checks.store import check_limits
from amazons3cfg.findings import FieldError, Finding
from amazons3cfg.kinds import bucket, command
from amazons3cfg.model.amazons3 import DEFAULTS, FIELD_NAMES, FIELDS, FieldName, field_named
from amazons3cfg.rules.encrypt import LIMIT_ORDER
from amazons3cfg.text.source import Source

__all__ = ["FormField", "check_value", "form_fields", "judge_value", "judge_values", "read_value", "write_value"]

_LIMITS = ("fullBackupSizeLimit", "incrementalBackupSizeLimit")


@define(frozen=True, slots=True)
class FormField:
    """One field of a form."""

    name: FieldName
    """The attribute of ``AmazonS3Config``, which ``check_value`` takes too, for instance ``s3Bucket``."""
    element: str
    """The XML element, and the key in other formats, for instance ``s3_bucket``."""
    label: str
    help: str
    type: str
    """The name of the kind of value: boolean, text or quantity."""
    default: bool | None
    """The value of a field that is left empty."""
    required: bool
    example: str
    """A typical value, as it is typed."""
    pattern: str | None
    """A regular expression that the whole of a good text matches, for instance for HTML; None for a boolean."""


def form_fields() -> tuple[FormField, ...]:
    """Return the five fields, in the order of the document."""
    return tuple(
        FormField(
            name=name,
            element=FIELDS[name].name,
            label=FIELDS[name].title,
            help=FIELDS[name].help,
            type=FIELDS[name].values.name,
            default=getattr(DEFAULTS, name),
            required=bool(FIELDS[name].required),
            example=FIELDS[name].example,
            pattern=FIELDS[name].values.pattern,
        )
        for name in FIELD_NAMES
    )


def check_value(name: str, text: str) -> list[Finding]:
    """Return all that is wrong with the ``text`` typed for the field ``name``, warnings included.

    The text is that of an XML element: a boolean is Y or N, a quantity for instance 2.5 GB; empty text stands
    for a field that is not set. A problem inside an encrypt command has its line and column in the text.
    Raises ``FieldError`` if no field has that name.
    """
    try:
        return judge_value(name, read_value(name, text))
    except FieldError as error:
        if name not in FIELDS:
            raise
        return [evolve(found, field=name) for found in error.findings]


def judge_value(name: str, value: Any) -> list[Finding]:
    """Return all that is wrong with a ``value`` of the field ``name``, warnings included, by itself.

    Raises ``FieldError`` if no field has that name, or the model does not take the value.
    """
    try:
        value = field_named(name).values.assigned(value)
    except FieldError as error:
        raise error.of(name) from None
    if name == "s3Bucket":
        return [*bucket.requirements(value), *bucket.problems(value)]
    if name == "encryptCommand":
        return list(_check_command(value))
    limits = {"fullBackupSizeLimit": (value, None), "incrementalBackupSizeLimit": (None, value)}
    return list(check_limits(*limits[name])) if name in limits else []


def judge_values(
    values: Mapping[str, Any], others: Callable[[str], Any] = lambda name: None
) -> Iterator[tuple[str, Finding]]:
    """Yield all that is wrong with ``values`` by their fields, each by itself and together.

    Args:
        values: by the names of the fields; the model takes them
        others: returns the value of a field that is not among them

    """
    for name, value in values.items():
        yield from ((name, found) for found in judge_value(name, value))
    if any(name in values for name in _LIMITS):  # the one thing that two fields can be wrong in together
        limits = (values[name] if name in values else others(name) for name in _LIMITS)
        yield from ((found.field or "", found) for found in check_limits(*limits) if found.code == LIMIT_ORDER.code)


def read_value(name: str, text: str) -> Any:
    """Return the value that ``text``, typed for the field ``name``, stands for: the default if it is empty.

    Raises ``FieldError`` if it stands for none, or if no field has that name.
    """
    kind = field_named(name).values
    return kind.read(text) if text else getattr(DEFAULTS, name)


def write_value(name: str, value: Any) -> str:
    """Return the text that a person would type for a value of the field ``name``; empty if it is not set.

    Raises ``FieldError`` if no field has that name.
    """
    return field_named(name).values.write(value)


def _check_command(text: str | None) -> Iterator[Finding]:
    for found, offset in command.problems(text) if text else ():
        yield found if offset is None else Source(text or "").place(found, offset)
