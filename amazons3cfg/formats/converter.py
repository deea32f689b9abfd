"""Between the model and plain data: the one cattrs converter, driven by the metadata of the fields."""

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import Attribute, define, evolve, fields
from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from amazons3cfg.findings import FieldError, Finding
from amazons3cfg.kinds.fields import BOOLEAN_KIND, QUANTITY_KIND, TEXT_KIND, Spec, spec_of
from amazons3cfg.kinds.quantity import ByteQuantity, format_quantity, parse_quantity
from amazons3cfg.kinds.shown import shown
from amazons3cfg.model.amazons3 import SPECS, AmazonS3Config, requirements
from amazons3cfg.model.local_config import LocalConfig
from amazons3cfg.model.reader import SECTION_ELEMENT
from amazons3cfg.rules import NO_SECTION, QUANTITY, TYPE, UNKNOWN_ELEMENT
from amazons3cfg.rules.suggestions import did_you_mean

_KEYS = [spec.element for spec in SPECS.values()]


@define
class _Data:
    """The form of the data; ``LocalConfig`` itself has a constructor that cattrs cannot call."""

    amazons3: AmazonS3Config | None = None


def to_dict(local: LocalConfig) -> dict[str, Any]:
    """Return ``local`` as plain data: ``{"amazons3": {...}}``, or ``{}`` where it has no section.

    A boolean is a bool, a quantity the text that XML has, such as ``2.5 GB``. What is None is left out.
    """
    data: dict[str, Any] = _CONVERTER.unstructure(_Data(local.amazons3))
    return data


def from_dict(data: object, *, validate: bool = True) -> LocalConfig:
    """Return the configuration that plain ``data`` stands for: the reverse of ``to_dict``.

    None stands for what is not set; a limit may be a number of bytes too.

    :param validate: Whether to require what ``LocalConfig.validate()`` requires, as well as good values
    :raises FieldError: With a finding for everything that is wrong, whose ``element`` is the path of the key,
        such as ``amazons3.s3_bucket``
    """
    local, findings = read_data(data, validate=validate)
    if findings:
        raise FieldError(*findings)
    return local


def read_data(data: object, *, validate: bool) -> tuple[LocalConfig, list[Finding]]:
    """Return what ``from_dict`` does, or an empty configuration and all that is wrong."""
    local = LocalConfig()
    try:
        local.amazons3 = _CONVERTER.structure(data, _Data).amazons3
    except (ClassValidationError, FieldError) as error:
        findings = list(_findings(error))
        section = data.get(SECTION_ELEMENT) if isinstance(data, Mapping) else None
        bucket_path = _path(SPECS["s3Bucket"])
        if validate and isinstance(section, Mapping) and all(found.element != bucket_path for found in findings):
            findings += _required(AmazonS3Config(s3Bucket=section.get(SPECS["s3Bucket"].element)))
        return local, findings
    return local, list(_required(local.amazons3)) if validate else []


def _required(config: AmazonS3Config | None) -> Iterator[Finding]:
    for found in requirements(config):
        if found.code == NO_SECTION.code:
            yield evolve(found, hint=f"add the key {SECTION_ELEMENT}, with {SPECS['s3Bucket'].element} in it")
        else:
            yield evolve(found, element=_path(SPECS[found.field or ""]))


def _path(spec: Spec) -> str:
    return f"{SECTION_ELEMENT}.{spec.element}"


def _findings(error: BaseException) -> Iterator[Finding]:
    if isinstance(error, ClassValidationError):
        for part in error.exceptions:
            yield from _findings(part)
    elif isinstance(error, FieldError):
        yield from error.findings
    elif isinstance(error, ForbiddenExtraKeysError):
        prefix, known = ("", [SECTION_ELEMENT]) if error.cl is _Data else (f"{SECTION_ELEMENT}.", _KEYS)
        for key in sorted(map(str, error.extra_fields)):
            yield UNKNOWN_ELEMENT.finding(f"{key!r} is not known", did_you_mean(key, known), element=prefix + key)
    else:
        raise error


def _read_boolean(value: object, _: Spec) -> bool:
    if isinstance(value, bool):
        return value
    raise FieldError(TYPE.finding(f"{shown(value)} is not a boolean", "write true or false, without quotes"))


def _read_text(value: object, spec: Spec) -> str:
    if isinstance(value, str) and value:
        return value
    message = "the text is empty" if value == "" else f"{shown(value)} is not text"
    raise FieldError(TYPE.finding(message, f"write in quotes: {spec.allowed}"))


def _read_quantity(value: object, spec: Spec) -> ByteQuantity:
    if isinstance(value, str):
        return parse_quantity(value)
    # NaN compares as False.
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= sys.float_info.max:
        return ByteQuantity(value)
    raise FieldError(QUANTITY.finding(f"{shown(value)} is not a byte quantity", f"write {spec.allowed}"))


_READERS: dict[str, Callable[[object, Spec], Any]] = {
    BOOLEAN_KIND.name: _read_boolean,
    TEXT_KIND.name: _read_text,
    QUANTITY_KIND.name: _read_quantity,
}


def _field_hook(attribute: "Attribute[Any]") -> Callable[[object, object], Any]:
    spec = spec_of(attribute)
    read = _READERS[spec.kind.name]

    def structure(value: object, _: object) -> Any:
        if value is None:
            return attribute.default
        try:
            result = read(value, spec)
            if attribute.validator:  # here, since the constructor would stop at the first field that it refuses
                attribute.validator(None, attribute, result)
        except FieldError as error:
            placed = (evolve(found, element=_path(spec), field=attribute.name) for found in error.findings)
            raise FieldError(*placed) from None
        return result

    return structure


def _mapping_hook(cls: type, structure: Callable[[Any, Any], Any], path: str | None) -> Callable[[object, object], Any]:
    keys = [SECTION_ELEMENT] if cls is _Data else _KEYS

    def check(value: object, _: object) -> Any:
        if not isinstance(value, Mapping):
            hint = f"write a mapping with the key {' or '.join(keys)}"
            raise FieldError(TYPE.finding(f"{shown(value)} is not a mapping", hint, element=path))
        return structure(value, cls)

    return check


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    overrides: dict[str, Any] = {
        attribute.name: override(
            rename=spec_of(attribute).element,
            struct_hook=_field_hook(attribute),
            unstruct_hook=format_quantity if spec_of(attribute).kind is QUANTITY_KIND else None,
            omit_if_default=attribute.default is None,
        )
        for attribute in fields(AmazonS3Config)
    }
    section = make_dict_structure_fn(AmazonS3Config, converter, **overrides)
    converter.register_structure_hook(AmazonS3Config, _mapping_hook(AmazonS3Config, section, SECTION_ELEMENT))
    converter.register_unstructure_hook(
        AmazonS3Config, make_dict_unstructure_fn(AmazonS3Config, converter, **overrides)
    )
    whole = make_dict_structure_fn(_Data, converter)
    converter.register_structure_hook(_Data, _mapping_hook(_Data, whole, None))
    converter.register_unstructure_hook(
        _Data, make_dict_unstructure_fn(_Data, converter, amazons3=override(omit_if_default=True))
    )
    return converter


_CONVERTER = _converter()
