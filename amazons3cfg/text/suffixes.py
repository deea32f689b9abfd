"""The endings of files by their format; the formats themselves, in ``formats``, take long to import."""

SUFFIXES: dict[str, tuple[str, ...]] = {
    "xml": (".xml", ".conf"),
    "json": (".json",),
    "yaml": (".yaml", ".yml"),
    "toml": (".toml",),
}
"""The endings, in lower case, by the names of the formats."""
NOT_XML: tuple[str, ...] = sum((endings for name, endings in SUFFIXES.items() if name != "xml"), ())
"""Those of all formats but XML."""
