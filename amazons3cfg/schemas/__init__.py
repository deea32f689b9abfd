"""The published schemas."""

from amazons3cfg.schemas.files import load_schema, schema_path

__all__ = ["load_schema", "schema_path"]
