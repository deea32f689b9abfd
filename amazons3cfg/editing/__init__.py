"""Editing a person's file: every byte stays as it was written, but for those of the element that is changed."""

from amazons3cfg.editing.config_document import ConfigDocument
from amazons3cfg.editing.field_place import FieldPlace
from amazons3cfg.text.saving import FileChangedError

__all__ = ["ConfigDocument", "FieldPlace", "FileChangedError"]
