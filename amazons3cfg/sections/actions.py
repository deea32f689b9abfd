"""The actions of Cedar Backup and of its official extensions: what each needs, and when it runs."""

from collections.abc import Mapping

from attrs import define, field

from amazons3cfg.sections import EXTENSIONS
from amazons3cfg.sections.description import When


@define(frozen=True, slots=True)
class Action:
    """An action that cback3 can run."""

    name: str
    sections: tuple[str, ...]
    """The sections that it needs: without one of them it ends with an error."""
    index: int
    """Its place in the order; of an extension the one that the manual gives, or that its text wants."""
    module: str = ""
    """The Python module of an extension."""
    after: str = ""
    """The standard action that an extension's must follow to be of use."""
    before: str = ""
    """The standard action that an extension's must come before to be of use."""
    alone: bool = False
    """Whether cback3 runs it only without any other action."""
    programs: Mapping[str, When | None] = field(factory=dict)
    """The programs that it calls by their names, each with the condition on its section under which it does."""


def _extension(name: str, index: int, after: str = "", before: str = "", **programs: When | None) -> Action:
    section = EXTENSIONS[name]
    return Action(name, (*section.needs, name), index, section.module, after, before, programs=programs)


ORIGINAL = "CedarBackup3.extend.amazons3"
"""The module of the original's store action."""
STORE_MODULES = ("amazons3action", ORIGINAL)
"""The modules that a configuration may name for the store action: ours, and the original's."""

FUNCTION = "executeAction"
"""The function that runs the action of each official extension, and of ours."""

STANDARD_ACTIONS: dict[str, Action] = {
    action.name: action
    for action in (
        Action("collect", ("options", "collect"), 100),
        Action("stage", ("options", "stage"), 200),
        Action(
            "store",
            ("options", "store"),
            300,
            programs={
                "cdrecord": When("device_type", ("cdwriter",)),
                "mkisofs": When("device_type", ("cdwriter",)),
                "growisofs": When("device_type", ("dvdwriter",)),
            },
        ),
        Action("purge", ("options", "purge"), 400),
        Action("rebuild", ("options", "store"), 0, alone=True),
        Action("validate", (), 0, alone=True),
        Action("initialize", ("options", "store"), 0, alone=True),
    )
}
"""The standard actions by name; the first four in their order are what ``all`` means on the command line."""

EXTENSION_ACTIONS: dict[str, Action] = {
    action.name: action
    for action in (
        _extension("amazons3", 201, after="stage", su=None, aws=None),
        _extension("capacity", 301, after="store"),
        _extension("encrypt", 299, after="stage", before="store", gpg=None),
        _extension("mbox", 99, before="stage", grepmail=None),
        _extension("mysql", 99, before="stage", mysqldump=None),
        _extension(
            "postgresql",
            99,
            before="stage",
            pg_dump=When("all", ("N",)),
            pg_dumpall=When("all", ("Y",)),
        ),
        _extension("split", 299, after="stage", before="store", split=None),
        _extension("subversion", 99, before="stage", svnlook=None, svnadmin=None),
        Action("sysinfo", ("options", "collect"), 99, "CedarBackup3.extend.sysinfo", before="stage"),
    )
}
"""The official extensions' actions by the names that the manual gives them. The function is ``executeAction``."""
