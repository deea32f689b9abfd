"""The JSON Schema (2020-12) of the data, generated from the metadata of the fields.

``python -m amazons3cfg.formats.json_schema`` prints it; ``schema/amazons3.schema.json`` is its output.
"""

import json
import sys
from typing import Any

from attrs import Attribute, fields

from amazons3cfg.formats.converter import to_dict
from amazons3cfg.kinds.fields import BOOLEAN_KIND, QUANTITY_KIND, TEXT_KIND, spec_of
from amazons3cfg.model.amazons3 import SPECS, AmazonS3Config
from amazons3cfg.model.local_config import LocalConfig
from amazons3cfg.model.reader import SECTION_ELEMENT

_KINDS: dict[str, dict[str, Any]] = {
    BOOLEAN_KIND.name: {"type": "boolean"},
    TEXT_KIND.name: {"type": "string", "minLength": 1},
    QUANTITY_KIND.name: {"type": ["string", "number"], "minimum": 0, "maximum": sys.float_info.max},
}


def json_schema() -> dict[str, Any]:
    """Return the schema of what ``from_dict`` takes and ``LocalConfig.validate()`` passes.

    It cannot tell that a number in text is too large for a float (``1e999``), or half of a surrogate pair.
    """
    example = LocalConfig()
    example.amazons3 = AmazonS3Config(**{name: spec.kind.read(spec.example) for name, spec in SPECS.items()})
    data = to_dict(example)
    section = {
        "title": "Amazon S3 store action",
        "description": "How each day's staging directory is stored.",
        "type": "object",
        "properties": {
            spec_of(attribute).element: _field(attribute, data[SECTION_ELEMENT][spec_of(attribute).element])
            for attribute in fields(AmazonS3Config)
        },
        "required": [spec.element for spec in SPECS.values() if spec.required],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Cedar Backup's amazons3 section",
        "description": "The configuration of the Amazon S3 store action, as data: JSON, YAML or TOML.",
        "type": "object",
        "properties": {SECTION_ELEMENT: section},
        "required": [SECTION_ELEMENT],
        "additionalProperties": False,
        "examples": [data],
    }


def _field(attribute: "Attribute[Any]", example: object) -> dict[str, Any]:
    spec = spec_of(attribute)
    schema = {"title": spec.label, "description": spec.help, **_KINDS[spec.kind.name]}
    if not spec.required:
        types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        schema |= {"type": [*types, "null"], "default": attribute.default}
    if spec.pattern:
        # Not $, which in some dialects matches before a last line feed too.
        schema["pattern"] = rf"^(?:{spec.pattern})(?![\s\S])"
    return schema | {"examples": [example]}


if __name__ == "__main__":
    print(json.dumps(json_schema(), indent=2))
