"""The values of a section as attrs classes, and the way between them and a document."""

from amazons3cfg.model.amazons3 import FIELDS, FieldName

__all__ = ["FIELDS", "FieldName"]
