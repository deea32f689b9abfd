"""A pytest plugin that checks configuration files: as tests of their own, or by an assertion in a test.

pytest imports it in every run, so what it needs is imported where it is used.
"""

import glob
import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

if TYPE_CHECKING:
    import xmlschema

    from amazons3cfg.findings import Finding
    from amazons3cfg.schemas.files import SchemaName
    from amazons3cfg.text.source import Source
    from amazons3cfg.text.tree import Document

_FILES = pytest.StashKey[dict[Path, bool]]()
"""The files that match, and whether pytest is to check each even if it does not come across it."""


class CbackConfWarning(UserWarning):
    """Something in a configuration file that is allowed, but hardly meant."""


class CbackConfError(AssertionError):
    """All that is wrong with a configuration file; ``str()`` has a line for each."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option and the ini option that name the files to check."""
    group = parser.getgroup("amazons3cfg", "Cedar Backup configuration files")
    group.addoption(
        "--cback-conf",
        action="append",
        default=[],
        metavar="PATTERN",
        help="check the files that match, each as a test of its own; may be repeated",
    )
    parser.addini("cback_conf", "patterns of files to check, each as a test of its own", type="args", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Find the files."""
    config.addinivalue_line("filterwarnings", f"default::{__name__}.{CbackConfWarning.__name__}")
    asked = _matching(config.getoption("cback_conf"), config.invocation_params.dir, "--cback-conf")
    usual = _matching(config.getini("cback_conf"), config.rootpath, "cback_conf")
    # If tests are named on the command line, only those are wanted.
    added = asked if config.args_source is pytest.Config.ArgsSource.ARGS else [*asked, *usual]
    config.stash[_FILES] = {path.resolve(): False for path in usual} | {path.resolve(): True for path in added}


def _matching(patterns: Iterable[str], folder: Path, option: str) -> list[Path]:
    paths: list[Path] = []
    for pattern in patterns:
        # A file's name may look like a pattern. Path.glob takes no absolute pattern.
        names = [pattern] if (folder / pattern).is_file() else glob.glob(pattern, root_dir=folder, recursive=True)  # noqa: PTH207
        found = [path for path in map(folder.joinpath, sorted(names)) if path.is_file()]
        if not found:
            raise pytest.UsageError(f"{option}: no file matches {pattern!r} below {folder}")
        paths += found
    return paths


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "ConfFile | None":
    """Collect a configuration file."""
    if file_path.resolve() in parent.config.stash[_FILES]:
        return ConfFile.from_parent(parent, path=file_path)
    return None


@pytest.hookimpl(tryfirst=True)  # before tests are deselected
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add the files that pytest did not come across; as arguments, names with ``[`` or ``::`` would be split."""
    found = {item.path.resolve() for item in items if isinstance(item, ConfItem)}
    for path, wanted in config.stash[_FILES].items():
        if wanted and path not in found:
            items.extend(session.genitems(ConfFile.from_parent(session, path=path)))


class ConfFile(pytest.File):
    """A configuration file, which holds one test."""

    def collect(self) -> Iterator["ConfItem"]:
        """Yield the test."""
        yield ConfItem.from_parent(self, name="amazons3cfg")


class ConfItem(pytest.Item):
    """The test that nothing is wrong with a configuration file."""

    funcargs: ClassVar[dict[str, Any]] = {}  # which pytest-lsp, for one, wants of every test

    def runtest(self) -> None:
        """Check the file."""
        assert_cback_conf(Path(os.path.relpath(self.path)))  # as a person would name it

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what is wrong, without the traceback, which would tell of this module only."""
        from amazons3cfg.checks.settings import SettingsError

        if excinfo.errisinstance((CbackConfError, CbackConfWarning, OSError, SettingsError)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """Return the file, and its name as the title of a failure."""
        return self.path, None, self.nodeid.removesuffix(f"::{self.name}")


@pytest.fixture(scope="session")
def cback_schemas() -> "dict[SchemaName, xmlschema.XMLSchema10 | xmlschema.XMLSchema11]":
    """Load the schemas: ``section`` (XSD 1.0), and ``document`` (XSD 1.1) of a whole ``cback.conf``."""
    from amazons3cfg.schemas.files import load_schema

    return {"section": load_schema("section"), "document": load_schema("document")}


def assert_cback_conf(conf: str | bytes | os.PathLike[str]) -> None:
    """Assert that nothing is wrong with a whole ``cback.conf``, by all rules and by the schema.

    A path of JSON, YAML or TOML is one of the section as data, and its rules count.

    Which rules count is as the settings of the repository say: from the directory of the file upwards, or for a
    document from the working directory. Findings that are warnings are given as a ``CbackConfWarning``.

    Args:
        conf: the document, or the path of the file; a str is the document

    Raises:
        CbackConfError: with a line for each error
        OSError: if the file cannot be read
        SettingsError: if the settings cannot be accepted

    """
    __tracebackhide__ = True
    from amazons3cfg.checks.settings import settings_of
    from amazons3cfg.findings import ConfigError
    from amazons3cfg.text.source import decode, read_source

    settings = settings_of(os.fsdecode(conf) if isinstance(conf, os.PathLike) else None)

    try:
        source = read_source(conf) if isinstance(conf, os.PathLike) else decode(conf, "<document>")
        findings, violations = _problems(source)
    except ConfigError as error:
        findings, violations = list(error.findings), []
    findings = [finding for finding in findings if settings.wants(finding)]
    for finding in findings:
        if not settings.fails(finding):
            warnings.warn(finding.line_of_report, CbackConfWarning, stacklevel=2)
    errors = [finding.line_of_report for finding in findings if settings.fails(finding)] + violations
    if errors:
        raise CbackConfError("\n".join(errors))


def _problems(source: "Source") -> "tuple[list[Finding], list[str]]":
    """Return what the rules find, and what of the schema's no rule says. Raises ``DocumentError``."""
    from amazons3cfg.formats import format_of

    with suppress(ValueError):  # a name such as cback.conf.new
        if format_of(source.path or "") != "xml":
            from amazons3cfg.formats.checking import check_data

            return check_data(source), []
    from amazons3cfg.checks import check_document
    from amazons3cfg.text.tree import parse

    document = parse(source)
    findings = check_document(document)
    return findings, list(_violations(document, findings))


def _violations(document: "Document", findings: "list[Finding]") -> Iterator[str]:
    """Yield, in the schema's words, what is wrong with an element in which the rules find nothing."""
    from amazons3cfg.schemas.files import load_schema

    root: Any = document.root  # xmlschema's types do not know lxml
    try:
        for error in load_schema("document").iter_errors(root):
            element: Any = error.elem
            span = document.span(root if element is None else element)
            if not any(span.start <= found.start < span.end for found in findings):
                place = f"{document.source.path}:{error.sourceline}"
                yield f"{place}: error[schema]: {error.reason or error.message} ({error.path})"
    except KeyError as missing:  # xsi:type names a type that no schema has
        if not findings:
            yield f"{document.source.path}: error[schema]: {missing.args[0]}"
