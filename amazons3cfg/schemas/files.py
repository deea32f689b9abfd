"""The published schemas: their files, and the XSDs loaded by xmlschema."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import xmlschema

SchemaName = Literal["section", "document"]

SCHEMA_FILES = {
    "section": "amazons3.xsd",
    "document": "cb_config.xsd",
    "editors": "cb_config-editors.xsd",
    "json": "amazons3.schema.json",
}
"""The XSD 1.0 of the section, the XSD 1.1 of a whole ``cback.conf``, an XSD 1.0 of it for editors that know no other,
and the JSON Schema of the other formats."""

CATALOG = "catalog.xml"
"""The OASIS XML catalog that stands beside them."""

_PACKAGE = Path(str(files("amazons3cfg")))


def schema_path(name: str) -> Path:
    """Return the file of the schema of that name, a key of ``SCHEMA_FILES``."""
    # In a wheel the folder is inside the package, in the source tree and an editable install beside it.
    folders = (_PACKAGE / "schema", _PACKAGE.parent / "schema")
    return next(path for path in (folder / SCHEMA_FILES[name] for folder in folders) if path.is_file())


@cache
def load_schema(name: SchemaName) -> "xmlschema.XMLSchema10 | xmlschema.XMLSchema11":
    """Return the XSD of that name, compiled by xmlschema, which takes about a tenth of a second once."""
    import xmlschema  # heavy

    version = xmlschema.XMLSchema10 if name == "section" else xmlschema.XMLSchema11
    return version(str(schema_path(name)), allow="local")
