"""Between the model and plain data: the one cattrs converter, driven by the metadata of the fields."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import define, evolve
from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from amazons3cfg.findings import FieldError, Finding
from amazons3cfg.kinds.shown import represented, shown
from amazons3cfg.model.amazons3 import DEFAULTS, FIELDS, AmazonS3Config, requirements
from amazons3cfg.model.local_config import LocalConfig
from amazons3cfg.model.reader import SECTION_ELEMENT
from amazons3cfg.rules.structure import NO_SECTION, UNKNOWN_ELEMENT
from amazons3cfg.rules.suggestions import did_you_mean
from amazons3cfg.rules.values import TYPE
from amazons3cfg.sections.description import Element

_KEYS = [spec.name for spec in FIELDS.values()]


@define
class _Data:
    """The form of the data; ``LocalConfig`` itself has a constructor that cattrs cannot call."""

    amazons3: AmazonS3Config | None = None


def to_dict(local: LocalConfig) -> dict[str, Any]:
    """Return ``local`` as plain data: ``{"amazons3": {...}}``, or ``{}`` where it has no section.

    A boolean is a bool, a quantity the text that XML has, such as ``2.5 GB``. What is None is left out.

    Raises:
        FieldError: if ``local`` is no ``LocalConfig``
    """
    require(local)
    data: dict[str, Any] = _CONVERTER.unstructure(_Data(local.amazons3))
    return data


def require(local: object) -> None:
    """Raise ``FieldError`` if ``local`` is no ``LocalConfig``."""
    if not isinstance(local, LocalConfig):
        hint = "use a LocalConfig, whose attribute amazons3 is the section"
        raise FieldError(TYPE.finding(f"{represented(local)} is no LocalConfig", hint))


def from_dict(data: object, *, validate: bool = True) -> LocalConfig:
    """Return the configuration that plain ``data`` stands for: the reverse of ``to_dict``.

    None stands for what is not set; a limit may be a number of bytes too.

    Args:
        data: a mapping, as a parser of JSON, YAML or TOML returns it
        validate: whether to require what ``LocalConfig.validate()`` requires, as well as good values

    Raises:
        FieldError: with a finding for everything that is wrong, whose ``element`` is the path of the key,
            such as ``amazons3.s3_bucket``
    """
    local, findings = read_data(data, validate=validate)
    if findings:
        raise FieldError(*findings)
    return local


def read_data(data: object, *, validate: bool) -> tuple[LocalConfig, list[Finding]]:
    """Return what ``from_dict`` does, without what is refused, and all that is wrong."""
    local = LocalConfig()
    try:
        local.amazons3 = _CONVERTER.structure(data, _Data).amazons3
    except (ClassValidationError, FieldError) as error:
        findings = list(_findings(error))
        section = data.get(SECTION_ELEMENT) if isinstance(data, Mapping) else None
        if not isinstance(section, Mapping):
            return local, findings
        refused = {found.element for found in findings}
        kept = {key: value for key, value in section.items() if f"{SECTION_ELEMENT}.{key}" not in refused}
        local.amazons3 = _CONVERTER.structure({SECTION_ELEMENT: kept}, _Data).amazons3
        if validate and _path(FIELDS["s3Bucket"]) not in refused:
            findings += _required(local.amazons3)
        return local, findings
    return local, list(_required(local.amazons3)) if validate else []


def _required(config: AmazonS3Config | None) -> Iterator[Finding]:
    for found in requirements(config):
        if found.code == NO_SECTION.code:
            yield evolve(found, hint=f"add the key {SECTION_ELEMENT}, with {FIELDS['s3Bucket'].name} in it")
        else:
            yield evolve(found, element=_path(FIELDS[found.field or ""]))


def _path(element: Element) -> str:
    return f"{SECTION_ELEMENT}.{element.name}"


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


def _field_hook(name: str, element: Element, default: object) -> Callable[[object, object], Any]:
    read = element.values.from_data

    def structure(value: object, _: object) -> Any:
        if value is None:
            return default
        try:
            return read(value)
        except FieldError as error:
            placed = (evolve(found, element=_path(element), field=name) for found in error.findings)
            raise FieldError(*placed) from None

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
        name: override(
            rename=element.name,
            struct_hook=_field_hook(name, element, getattr(DEFAULTS, name)),
            unstruct_hook=element.values.to_data,
            omit_if_default=getattr(DEFAULTS, name) is None,
        )
        for name, element in FIELDS.items()
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
