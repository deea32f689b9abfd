"""A2: which sections and elements there are."""

from amazons3cfg.rules.base import AMAZONS3
from amazons3cfg.rules.catalogue import rule
from amazons3cfg.rules.example import Example

NO_SECTION = rule(
    "A201",
    "no-section",
    "error",
    "There is no amazons3 section directly under cb_config.",
    "The store action cannot run without its section.",
    Example(AMAZONS3, "", at="«<cb_config>»"),
)
EXTRA_SECTION = rule(
    "A202",
    "extra-section",
    "error",
    "A section is there more than once; only the first is read.",
    "What the others say has no effect.",
    Example(AMAZONS3, AMAZONS3 + "   «<amazons3>»\n      <s3_bucket>other-bucket</s3_bucket>\n   </amazons3>\n"),
)
UNKNOWN_ELEMENT = rule(
    "A203",
    "unknown-element",
    "error",
    "An element is not one of those that stand there; most often it is misspelt.",
    "Cedar Backup passes over it without a word, so that what it says has no effect.",
    Example("<full_size_limit>2.5 GB</full_size_limit>", "«<full_size_limt>»2.5 GB</full_size_limt>"),
)
REPEATED_ELEMENT = rule(
    "A204",
    "repeated-element",
    "error",
    "An element is given more than once; only the first that is not empty is read.",
    "What the others say has no effect.",
    Example("<warn_midnite>Y</warn_midnite>", "<warn_midnite>Y</warn_midnite>\n      «<warn_midnite>»N</warn_midnite>"),
)
NESTED_ELEMENT = rule(
    "A205",
    "nested-element",
    "error",
    "An element holds another one where only text belongs.",
    "Part of the value would be lost without a word.",
    Example(
        "<s3_bucket>example-bucket/staging<", "«<s3_bucket>»<name>example-bucket</name><", "<s3_bucket>example-bucket<"
    ),
)
ATTRIBUTE = rule(
    "A206",
    "attribute",
    "error",
    "A section or element has an attribute; none is defined.",
    "Cedar Backup reads no attributes, so that what it says has no effect.",
    Example("<warn_midnite>", '«<warn_midnite default="Y">»'),
)
STRAY_TEXT = rule(
    "A207",
    "stray-text",
    "error",
    "There is text between the elements of a section.",
    "Nobody reads it; most often it is a value without its tags.",
    Example(
        "<warn_midnite>", "«across midnight»\n      <warn_midnite>", "<!-- across midnight -->\n      <warn_midnite>"
    ),
)
NAMESPACE = rule(
    "A208",
    "namespace",
    "error",
    "A section or element is in an XML namespace; the format has none.",
    "With a prefix, Cedar Backup does not find the element.",
    Example("<warn_midnite>Y</warn_midnite>", '«<p:warn_midnite xmlns:p="urn:p">»Y</p:warn_midnite>'),
)
UNREAD_ELEMENT = rule(
    "A209",
    "unread-element",
    "error",
    "An element is known, but not read where it stands.",
    "What it says has no effect.",
    Example(
        "<dir>\n         <abs_path>/etc</abs_path>",
        "«<recursion_level>»1</recursion_level>\n      <dir>\n         <abs_path>/etc</abs_path>",
        "<dir>\n         <abs_path>/etc</abs_path>\n         <recursion_level>1</recursion_level>",
    ),
)
STRANGE_ELEMENT = rule(
    "A210",
    "strange-element",
    "warning",
    "An element is not known, and looks like none that is.",
    "Cedar Backup passes over it, so that what it says has no effect.",
    Example("<abs_path>/etc</abs_path>", "<abs_path>/etc</abs_path>\n         «<owner>»kim</owner>"),
)
MISSPELT_SECTION = rule(
    "A211",
    "misspelt-section",
    "error",
    "A section is not known, and its name looks like that of one.",
    "Cedar Backup takes it for a third party's and passes over it, so that the whole section has no effect.",
    Example(AMAZONS3, AMAZONS3.replace("<amazons3>", "«<amazonS3>»").replace("/amazons3", "/amazonS3")),
)
REDUNDANT_ELEMENT = rule(
    "A212",
    "redundant-element",
    "warning",
    "An element is given again, empty or with the same value.",
    "It has no effect now, and will mislead whoever changes the other one.",
    Example("<warn_midnite>Y</warn_midnite>", "<warn_midnite>Y</warn_midnite>\n      «<warn_midnite>»Y</warn_midnite>"),
)
IGNORED_ATTRIBUTE = rule(
    "A213",
    "ignored-attribute",
    "warning",
    "An element has an attribute, and Cedar Backup reads none.",
    "What it says has no effect.",
    Example("<stage>", '«<stage enabled="no">»'),
)
IGNORED_TEXT = rule(
    "A214",
    "ignored-text",
    "warning",
    "There is text between elements, which nobody reads.",
    "Most often it is a value without its tags, which has no effect.",
    Example("<staging_dir>", "«each day»\n      <staging_dir>", "<!-- each day -->\n      <staging_dir>"),
)
