"""How the command line names fields and their values: as a document writes them."""

from typing import Any

import click
from click.shell_completion import CompletionItem

from amazons3cfg.findings import FieldError
from amazons3cfg.model.amazons3 import FIELDS, AmazonS3Config
from amazons3cfg.rules.suggestions import did_you_mean

_NAMES = {spec.name: name for name, spec in FIELDS.items()} | {name: name for name in FIELDS}


def field_name(text: str) -> str:
    """Return the API name of a field that is given by the name of its element, or by the API name.

    Raises ``click.BadParameter``.
    """
    if text in _NAMES:
        return _NAMES[text]
    hint = did_you_mean(text, [spec.name for spec in FIELDS.values()])
    raise click.BadParameter(f"there is no field {text!r}; {hint}")


def assignment(text: str) -> tuple[str, Any]:
    """Return the API name and the value of ``FIELD=VALUE``; an empty value is None. Raises ``click.BadParameter``."""
    field, equals, written = text.partition("=")
    if not equals:
        raise click.BadParameter(f"{text!r} is no FIELD=VALUE")
    name = field_name(field)
    try:
        value: Any = FIELDS[name].values.read(written) if written else None
        AmazonS3Config(**{name: value})
    except FieldError as error:
        raise click.BadParameter("\n".join(f"{field}: {found.sentence}" for found in error.findings)) from None
    return name, value


def complete_field(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the fields that begin so."""
    specs = [spec for spec in FIELDS.values() if spec.name.startswith(incomplete)]
    return [CompletionItem(spec.name, help=spec.title) for spec in specs]


def complete_assignment(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the fields that begin so, each with an equals sign."""
    items = complete_field(context, parameter, incomplete)
    return [CompletionItem(f"{item.value}=", help=item.help) for item in items]
