"""The published schemas: as text, and loaded by xmlschema."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import xmlschema

SchemaName = Literal["section", "document"]

_FILES: dict[SchemaName, str] = {"section": "amazons3.xsd", "document": "cb_config.xsd"}
_PACKAGE = Path(str(files("amazons3cfg")))


def schema_path(name: SchemaName) -> Path:
    """Return the file of the XSD 1.0 schema of the section, or the XSD 1.1 one of a whole ``cback.conf``."""
    # In a wheel the folder is inside the package, in the source tree and an editable install beside it.
    folders = (_PACKAGE / "schema", _PACKAGE.parent / "schema")
    return next(path for path in (folder / _FILES[name] for folder in folders) if path.is_file())


@cache
def load_schema(name: SchemaName) -> "xmlschema.XMLSchema10 | xmlschema.XMLSchema11":
    """Return the schema, compiled by xmlschema, which takes about a tenth of a second once."""
    import xmlschema  # heavy

    version = xmlschema.XMLSchema10 if name == "section" else xmlschema.XMLSchema11
    return version(str(schema_path(name)), allow="local")
