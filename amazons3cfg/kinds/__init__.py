"""Kinds of values: how each is read, written, compared, described and completed."""
