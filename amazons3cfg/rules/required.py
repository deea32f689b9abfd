"""A5: what has to be there, and how often."""

from amazons3cfg.rules.catalogue import rule

MISSING = rule(
    "A501",
    "missing",
    "error",
    "An element that Cedar Backup requires is missing or empty.",
    "Cedar Backup refuses the whole file, or the action that reads the section ends with an error.",
)
MISSING_INHERITED = rule(
    "A502",
    "missing-inherited",
    "error",
    "An element is missing here, and where its value would else come from.",
    "Cedar Backup refuses the whole file, or the action that reads the section ends with an error.",
)
NO_ENTRY = rule(
    "A503",
    "no-entry",
    "error",
    "There is not one of the entries of which at least one is needed.",
    "Cedar Backup refuses the whole file, or the action has nothing to do and ends with an error.",
)
MISSING_SECTION = rule(
    "A504",
    "missing-section",
    "error",
    "A section that an action needs is not there.",
    "The action ends with an error, every time it runs.",
)
NO_WORK = rule(
    "A505",
    "no-work",
    "error",
    "There is no collect, stage, store or purge section.",
    "Cedar Backup refuses the whole file.",
)
EITHER = rule(
    "A506",
    "either",
    "error",
    "Both or neither of two elements are there, of which exactly one is needed.",
    "The action that reads the section ends with an error.",
)
DATABASES = rule(
    "A507",
    "databases",
    "error",
    "Databases are named although all are wanted, or neither.",
    "The action that reads the section ends with an error.",
)
NO_REFERENCE = rule(
    "A508",
    "no-reference",
    "warning",
    "There is no reference section.",
    "The manual requires it, and the action validate of Cedar Backup reports that it is missing.",
)
NOTHING_TO_DO = rule(
    "A509",
    "nothing-to-do",
    "warning",
    "A section has no entry, so that its action has nothing to do.",
    "Cedar Backup takes it, and does nothing.",
)
