"""How the values of the section's fields are written."""

from typing import Any

from amazons3cfg.findings import FieldError
from amazons3cfg.kinds.boolean import Boolean
from amazons3cfg.kinds.shown import represented
from amazons3cfg.model.amazons3 import FIELD_NAMES, FIELDS, AmazonS3Config, FieldName, field_named
from amazons3cfg.rules.values import TYPE


def text_of(name: str, value: Any) -> str:
    """Return how ``value`` of the field ``name`` is written. Raises ``FieldError`` if it is refused."""
    kind = field_named(name).values
    if value is None:
        return ""
    if isinstance(kind, Boolean) and not isinstance(value, bool):  # the model takes anything by its truth, N too
        if not isinstance(value, str):
            message = f"{represented(value)} is not a boolean"
            raise FieldError(TYPE.finding(message, "use True, False, 'Y' or 'N'", field=name))
        try:
            value = kind.read(value)
        except FieldError as error:
            raise error.of(name) from None
    try:
        return kind.write(kind.assigned(value))
    except FieldError as error:
        raise error.of(name) from None


def texts_of(config: AmazonS3Config) -> dict[FieldName, str]:
    """Return how each field is written, by its API name."""
    return {name: FIELDS[name].values.write(getattr(config, name)) for name in FIELD_NAMES}
