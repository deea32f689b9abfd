"""A2: which sections and elements there are."""

from amazons3cfg.rules.catalogue import rule

NO_SECTION = rule(
    "A201",
    "no-section",
    "error",
    "There is no amazons3 section directly under cb_config.",
    "The store action cannot run without its section.",
)
EXTRA_SECTION = rule(
    "A202",
    "extra-section",
    "error",
    "A section is there more than once; only the first is read.",
    "What the others say has no effect.",
)
UNKNOWN_ELEMENT = rule(
    "A203",
    "unknown-element",
    "error",
    "An element is not one of those that stand there; most often it is misspelt.",
    "Cedar Backup passes over it without a word, so that what it says has no effect.",
)
REPEATED_ELEMENT = rule(
    "A204",
    "repeated-element",
    "error",
    "An element is given more than once; only the first that is not empty is read.",
    "What the others say has no effect.",
)
NESTED_ELEMENT = rule(
    "A205",
    "nested-element",
    "error",
    "An element holds another one where only text belongs.",
    "Part of the value would be lost without a word.",
)
ATTRIBUTE = rule(
    "A206",
    "attribute",
    "error",
    "A section or element has an attribute; none is defined.",
    "Cedar Backup reads no attributes, so that what it says has no effect.",
)
STRAY_TEXT = rule(
    "A207",
    "stray-text",
    "error",
    "There is text between the elements of a section.",
    "Nobody reads it; most often it is a value without its tags.",
)
NAMESPACE = rule(
    "A208",
    "namespace",
    "error",
    "A section or element is in an XML namespace; the format has none.",
    "With a prefix, Cedar Backup does not find the element.",
)
UNREAD_ELEMENT = rule(
    "A209",
    "unread-element",
    "error",
    "An element is known, but not read where it stands.",
    "What it says has no effect.",
)
STRANGE_ELEMENT = rule(
    "A210",
    "strange-element",
    "warning",
    "An element is not known, and looks like none that is.",
    "Cedar Backup passes over it, so that what it says has no effect.",
)
MISSPELT_SECTION = rule(
    "A211",
    "misspelt-section",
    "error",
    "A section is not known, and its name looks like that of one.",
    "Cedar Backup takes it for a third party's and passes over it, so that the whole section has no effect.",
)
REDUNDANT_ELEMENT = rule(
    "A212",
    "redundant-element",
    "warning",
    "An element is given again, empty or with the same value.",
    "It has no effect now, and will mislead whoever changes the other one.",
)
IGNORED_ATTRIBUTE = rule(
    "A213",
    "ignored-attribute",
    "warning",
    "An element has an attribute, and Cedar Backup reads none.",
    "What it says has no effect.",
)
IGNORED_TEXT = rule(
    "A214",
    "ignored-text",
    "warning",
    "There is text between elements, which nobody reads.",
    "Most often it is a value without its tags, which has no effect.",
)
