"""The JSON Schema (2020-12) of the data, generated from the metadata of the fields.

``python -m amazons3cfg.formats.json_schema`` prints it; ``schema/amazons3.schema.json`` is its output.
"""

import json
from typing import Any

from amazons3cfg.formats.converter import to_dict
from amazons3cfg.model.amazons3 import DEFAULTS, FIELDS, AmazonS3Config
from amazons3cfg.model.local_config import LocalConfig
from amazons3cfg.sections.amazons3 import AMAZONS3
from amazons3cfg.sections.description import Element

__all__ = ["json_schema"]


def json_schema() -> dict[str, Any]:
    """Return the schema of what ``from_dict`` takes and ``LocalConfig.validate()`` passes.

    It cannot tell that a number in text is too large for a float (``1e999``), or half of a surrogate pair.
    """
    example = LocalConfig()
    example.amazons3 = AmazonS3Config(
        **{name: element.values.read(element.example) for name, element in FIELDS.items()}
    )
    data = to_dict(example)
    section = {
        "title": AMAZONS3.title,
        "description": AMAZONS3.help,
        "type": "object",
        "properties": {
            element.name: _field(element, getattr(DEFAULTS, name), data[AMAZONS3.name][element.name])
            for name, element in FIELDS.items()
        },
        "required": [element.name for element in FIELDS.values() if element.required],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Cedar Backup's amazons3 section",
        "description": "The configuration of the Amazon S3 store action, as data: JSON, YAML or TOML.",
        "type": "object",
        "properties": {AMAZONS3.name: section},
        "required": [AMAZONS3.name],
        "additionalProperties": False,
        "examples": [data],
    }


def _field(element: Element, default: object, example: object) -> dict[str, Any]:
    kind = element.values
    schema = {"title": element.title, "description": element.help, **kind.json_schema}
    if not element.required:
        types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        schema |= {"type": [*types, "null"], "default": default}
    if kind.pattern:
        # Not $, which in some dialects matches before a last line feed too.
        schema["pattern"] = rf"^(?:{kind.pattern})(?![\s\S])"
    return schema | {"examples": [example]}


if __name__ == "__main__":
    print(json.dumps(json_schema(), indent=2))
