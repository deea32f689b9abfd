"""A document as text: its bytes, the places in them, the parsed tree, and how it is saved."""

from amazons3cfg.text.source import Source, decode, read_source

__all__ = ["Source", "decode", "read_source"]
