"""Kinds of values: how each is read, written, compared, described and completed."""

from amazons3cfg.kinds.kind import Kind

__all__ = ["Kind"]
