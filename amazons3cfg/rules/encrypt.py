"""A32 and A33: the encrypt command and the size limits."""

from amazons3cfg.rules.catalogue import rule
from amazons3cfg.rules.example import Example

ENCRYPT_NO_INPUT = rule(
    "A321",
    "encrypt-no-input",
    "error",
    "The encrypt command does not use ${input}.",
    "It could not know which file to encrypt.",
    Example("gpg --batch -r backup -o ${output} -e ${input}", "«gpg --batch -r backup -o ${output} -e»"),
)
ENCRYPT_NO_OUTPUT = rule(
    "A322",
    "encrypt-no-output",
    "error",
    "The encrypt command does not use ${output}.",
    "What it makes would not be where the action looks for it.",
    Example("gpg --batch -r backup -o ${output} -e ${input}", "«gpg --batch -r backup -e ${input}»"),
)
ENCRYPT_UNKNOWN = rule(
    "A323",
    "encrypt-unknown",
    "error",
    "The encrypt command has a ${...} other than input and output.",
    "Nothing is put in its place.",
    Example("-r backup", "-r «$»{recipient}"),
    reader="ours",
)
ENCRYPT_OPEN_QUOTE = rule(
    "A324",
    "encrypt-open-quote",
    "error",
    "A quote or ${ in the encrypt command is not closed.",
    "Nobody can tell where the word ends.",
    Example("-r backup", "-r «'»R and D", "-r 'R and D'"),
)
ENCRYPT_SHELL = rule(
    "A325",
    "encrypt-shell",
    "error",
    "The encrypt command uses shell syntax, and no shell runs it.",
    "The action splits it into words itself, so that no file's name is ever read by a shell.",
    Example("-e ${input}", "-e ${input} «|» logger"),
    reader="ours",
)
ENCRYPT_SCRIPT = rule(
    "A326",
    "encrypt-script",
    "error",
    "A file's name is put into a script that the encrypt command has a shell run.",
    "A file named $(...) would be run as a command.",
    Example(
        "gpg --batch -r backup -o ${output} -e ${input}",
        "«sh -c 'age -o ${output} ${input}'»",
        """sh -c 'age -o "$2" "$1"' sh ${input} ${output}""",
    ),
)
ENCRYPT_PROGRAM = rule(
    "A327",
    "encrypt-program",
    "error",
    "The encrypt command does not start with a program: it is empty, an option, a file's name, or the whole command.",
    "There is no such program, so the encryption fails at night; or a staged file would be run.",
    Example("gpg --batch -r backup -o ${output} -e ${input}", "«'»gpg --batch -r backup -o ${output} -e ${input}'"),
)
ENCRYPT_ZERO = rule(
    "A328",
    "encrypt-zero",
    "error",
    "A file's name stands where a script has its $0, so that it is missing among the script's arguments.",
    "The script would read or write the wrong file.",
    Example(
        "gpg --batch -r backup -o ${output} -e ${input}",
        """sh -c 'age -o "$2" "$1"' «$»{input} ${output}""",
        """sh -c 'age -o "$2" "$1"' sh ${input} ${output}""",
    ),
)
ENCRYPT_TYPESET = rule(
    "A329",
    "encrypt-typeset",
    "error",
    "The encrypt command has quotes, dashes or blanks outside of quotes as web pages and word processors make them.",
    "They mean nothing to a command, so that words and options are others than meant.",
    Example("--batch", "«\u2013»batch"),
)
ENCRYPT_SUFFIX = rule(
    "A330",
    "encrypt-suffix",
    "error",
    "The encrypt command makes a file whose name is longer than ${output}, for instance ${output}.gpg.",
    "The action looks for the file ${output}, so it would end with an error; the original stores whatever is made.",
    Example("-o ${output}", "-o ${output}«.»gpg"),
    reader="ours",
)
LIMIT_ZERO = rule(
    "A331",
    "limit-zero",
    "error",
    "A size limit is 0, so that every backup with data in it fails.",
    "The action ends with an error, every night.",
    Example("600 MB", "«0»", ""),
)
LIMIT_ORDER = rule(
    "A332",
    "limit-order",
    "warning",
    "The incremental limit is above the full one.",
    "An incremental backup is hardly larger than a full one, so the two may be mixed up.",
    Example("600 MB", "«3 GB»"),
)
