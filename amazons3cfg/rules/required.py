"""A5: what has to be there, and how often."""

from amazons3cfg.rules.base import (
    ACTION,
    AMAZONS3,
    COLLECT,
    PEER,
    PURGE,
    REFERENCE,
    SPLIT,
    STAGE,
    STAGING_PEER,
    WITH_CAPACITY,
    WITH_MYSQL,
    WITH_SPLIT,
)
from amazons3cfg.rules.catalogue import rule
from amazons3cfg.rules.example import Example

MISSING = rule(
    "A501",
    "missing",
    "error",
    "An element that Cedar Backup requires is missing or empty.",
    "Cedar Backup refuses the whole file, or the action that reads the section ends with an error.",
    Example("      <backup_group>backup</backup_group>\n", "", at="«<options>»"),
)
MISSING_INHERITED = rule(
    "A502",
    "missing-inherited",
    "error",
    "An element is missing here, and where its value would else come from.",
    "Cedar Backup refuses the whole file, or the action that reads the section ends with an error.",
    Example("      <archive_mode>targz</archive_mode>\n", "", at="«<dir>»\n         <abs_path>/etc"),
)
NO_ENTRY = rule(
    "A503",
    "no-entry",
    "error",
    "There is not one of the entries of which at least one is needed.",
    "Cedar Backup refuses the whole file, or the action has nothing to do and ends with an error.",
    Example(PEER, "", at="«<peers>»", also=STAGING_PEER),
)
MISSING_SECTION = rule(
    "A504",
    "missing-section",
    "error",
    "A section that an action needs is not there.",
    "The action ends with an error, every time it runs.",
    Example(SPLIT, "", at="«<module>»CedarBackup3.extend.split", also=WITH_SPLIT),
)
NO_WORK = rule(
    "A505",
    "no-work",
    "error",
    "There is no collect, stage, store or purge section.",
    "Cedar Backup refuses the whole file.",
    Example(COLLECT + STAGE + PURGE, "", at="«<cb_config>»", also=((ACTION, ""), (AMAZONS3, ""))),
)
EITHER = rule(
    "A506",
    "either",
    "error",
    "Both or neither of two elements are there, of which exactly one is needed.",
    "The action that reads the section ends with an error.",
    Example("</max_percentage>\n", "</max_percentage>\n      «<min_bytes>»16 MB</min_bytes>\n", also=WITH_CAPACITY),
)
DATABASES = rule(
    "A507",
    "databases",
    "error",
    "Databases are named although all are wanted, or neither.",
    "The action that reads the section ends with an error.",
    Example("<all>Y</all>", "<all>Y</all>\n      <database>«wiki»</database>", also=WITH_MYSQL),
)
NO_REFERENCE = rule(
    "A508",
    "no-reference",
    "warning",
    "There is no reference section.",
    "The manual requires it, and the action validate of Cedar Backup reports that it is missing.",
    Example(REFERENCE, "", at="«<cb_config>»"),
)
NOTHING_TO_DO = rule(
    "A509",
    "nothing-to-do",
    "warning",
    "A section has no entry, so that its action has nothing to do.",
    "Cedar Backup takes it, and does nothing.",
    Example(PURGE, "   «<purge>»\n   </purge>\n"),
)
