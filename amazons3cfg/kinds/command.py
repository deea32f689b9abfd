"""The encrypt command: a command line that is split into words here, so that no shell ever sees it."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Self, cast

from attrs import define, evolve

from amazons3cfg.findings import Edit, FieldError, Finding, Fix
from amazons3cfg.kinds.command_output import suffixed
from amazons3cfg.kinds.command_placeholders import RULES, misspelt
from amazons3cfg.kinds.command_script import NAME, misuses
from amazons3cfg.kinds.typography import CHARACTERS, TYPESET, typed, typography
from amazons3cfg.rules import Rule
from amazons3cfg.rules.encrypt import (
    ENCRYPT_OPEN_QUOTE,
    ENCRYPT_PROGRAM,
    ENCRYPT_SCRIPT,
    ENCRYPT_SHELL,
    ENCRYPT_UNKNOWN,
    ENCRYPT_ZERO,
)

# POSIX shell, 2.9.1 and 2.2.1: an assignment before the command, and a line that is continued.
_ASSIGNMENT = re.compile(r"(?:[ \t\n]|\\\n)*([A-Za-z_][A-Za-z0-9_]*\+?=)")
# Without a brace in the name, so that the search for its end never passes the next variable.
_VARIABLE = r"\$\{(?P<variable>[^{}]*)\}|(?P<open>\$\{)"
# What POSIX shell quoting (2.2) makes of each character, by the quote that it stands in; `shell` is what only
# a shell could act on. ${input} and ${output} are replaced in single quotes too, as the original does.
_QUOTING = {
    "": re.compile(
        r"(?P<blank>[ \t\n]+)|(?P<quote>['\"])|\\(?P<joined>\n)|\\(?P<escaped>.)|(?P<end>\\)|" + _VARIABLE + "|"
        r"(?P<shell>\$(?:\w+|[(@*#?$!'\"-])|[|&;<>()]+|[`*?\[]|(?<![^ \t\n])[~#])|"
        rf"(?P<typeset>{TYPESET})|(?P<plain>[^ \t\n'\"\\$|&;<>()`*?\[~#{CHARACTERS}]+|.)",
        re.DOTALL,
    ),
    '"': re.compile(
        r"(?P<quote>\")|\\(?P<joined>\n)|\\(?P<escaped>[$`\"\\])|"
        + _VARIABLE
        + r"|(?P<shell>\$(?:\w+|[(@*#?$!-])|`)|(?P<plain>[^\"\\$`]+|.)",
        re.DOTALL,
    ),
    "'": re.compile(r"(?P<quote>')|" + _VARIABLE + "|(?P<plain>[^'$]+|.)", re.DOTALL),
}
# More would help nobody, and a command of a million pipes would fill the memory with them.
_MOST_PROBLEMS = 100
_SCRIPT_HINT = """write sh -c 'a script with "$1" and "$2"' sh ${input} ${output}"""
_ARGUMENT_HINT = "let the script take the names from its arguments, and put ${input} and ${output} behind it"
_BUILTIN_HINT = "write the program itself, or put the command into a script and call that"
_NO_PROGRAM = {
    "nothing": ("the name of the program is empty", "write the program first"),
    "option": ("the command starts with the option {!r}", "write the program before it"),
    "whole": ("{!r} is one word, and so the name of the program", "leave out the quotes around it"),
    "name": ("{!r} would be run as a program", "write the program first"),
}
_SHELL_HINT = "quote it if it is meant as it stands; else put the command into a script and call that"


class Part(NamedTuple):
    """A piece of a word: literal text, or the name of a variable."""

    text: str
    variable: bool = False


class Problem(NamedTuple):
    """A finding, and the offset of its cause in the command; None where something is absent."""

    finding: Finding
    offset: int | None


@define(frozen=True, slots=True)
class EncryptCommand:
    """A command line for one file, whose words may hold ``${input}`` and ``${output}``.

    >>> EncryptCommand.parse("gpg -c -o ${output} '${input}'").arguments("my file", "my file.gpg")
    ['gpg', '-c', '-o', 'my file.gpg', 'my file']
    """

    words: tuple[tuple[Part, ...], ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Split ``text`` into words as a POSIX shell would, quotes and backslashes included.

        Raises ``FieldError``, with a finding for each problem: a variable that is unknown or absent, an open
        quote, or anything that only a shell could act on, such as a pipe, ``$HOME``, ``~`` or ``*``. Of
        very many problems the first are told.
        """
        words, problems = _split(text)
        if problems:
            raise FieldError(*(problem.finding for problem in problems))
        return cls(words)

    def arguments(self, input: str, output: str) -> list[str]:  # noqa: A002 - the variables' own names
        """Return the words with the paths of the two files in place, ready to be executed."""
        values = {"input": input, "output": output}
        return ["".join(values[part.text] if part.variable else part.text for part in word) for word in self.words]


def problems(text: str) -> list[Problem]:
    """Return what is wrong with the command ``text``, as the field that it is; of very many problems the first."""
    return [problem._replace(finding=evolve(problem.finding, field="encryptCommand")) for problem in _split(text)[1]]


def _split(text: str) -> tuple[tuple[tuple[Part, ...], ...], list[Problem]]:
    words: list[list[Part]] = []
    starts: list[int] = []
    wrong: list[Problem] = []
    typeset: list[Edit] = []
    in_word = False
    for kind, value, offset in _tokens(text):
        if kind == "blank":
            in_word = False
            continue
        if not in_word:
            words.append([])
            starts.append(offset)
            in_word = True
        if kind == "variable" and value in ("input", "output"):
            words[-1].append(Part(value, variable=True))
        elif kind in ("plain", "escaped"):
            words[-1].append(Part(value))
        elif kind == "typeset":
            typeset.append(Edit(offset, offset + 1, typed(text, offset)))
        elif kind != "quote" and len(wrong) < _MOST_PROBLEMS:
            wrong.append(Problem(_finding(kind, value), offset))
    if typeset:
        wrong.append(Problem(typography(text, typeset), typeset[0].start))
    used = {part.text for word in words for part in word if part.variable}
    wrong += _misused(words, starts, judge_program=not wrong)
    beside = suffixed(text)
    if beside:
        wrong.append(Problem(*beside))
    wrong = _absent(text, {name: rule for name, rule in RULES.items() if name not in used}, wrong)
    return tuple(map(tuple, words)), wrong


def _absent(text: str, absent: Mapping[str, Rule], wrong: list[Problem]) -> list[Problem]:
    """Return ``wrong`` with what is to be said of the ``absent`` variables, once each."""
    other = list(misspelt(text, absent)) if absent else []
    spans = [span for each in other for span in each.spans]
    left = [each for each in wrong if not any(each.offset in range(start, end) for start, end in spans)]
    told = {each.finding.code for each in other}
    for name, rule in absent.items():
        if rule.code not in told:
            hint = f"put ${{{name}}} where the {name} file belongs"
            left.append(Problem(rule.finding(f"the encrypt command lacks ${{{name}}}", hint), None))
    return [*(Problem(each.finding, each.spans[0][0]) for each in other), *left]


def _misused(words: list[list[Part]], starts: list[int], judge_program: bool) -> Iterator[Problem]:
    """Yield a problem for each word that makes the command run something else than is meant."""
    texts = ["".join(NAME if part.variable else part.text for part in word) for word in words]
    for kind, place, language in misuses(texts):
        text = "".join(f"${{{part.text}}}" if part.variable else part.text for part in words[place])
        if kind == "script":
            hint = _SCRIPT_HINT if language == "a shell" else _ARGUMENT_HINT
            yield Problem(ENCRYPT_SCRIPT.finding(f"{language} would run what stands in a file's name", hint), None)
        elif kind == "zero":
            message = f"{text} is the script's $0, so that $1 is what stands behind it"
            fix = Fix.of(f"write sh before {text}", starts[place], starts[place], "sh ")
            yield Problem(ENCRYPT_ZERO.finding(message, fix=fix), starts[place])
        elif not judge_program:
            continue  # the words may be others when the rest is mended
        elif kind == "builtin":
            message = f"{text!r} is part of a shell, and none runs the command"
            yield Problem(ENCRYPT_SHELL.finding(message, _BUILTIN_HINT), starts[place])
        else:
            message, hint = _NO_PROGRAM[kind]
            yield Problem(ENCRYPT_PROGRAM.finding(message.format(text), hint), starts[place])


def _finding(kind: str, value: str) -> Finding:
    if kind == "variable":
        return ENCRYPT_UNKNOWN.finding(f"${{{value}}} is not known", "only ${input} and ${output} are replaced")
    if kind == "shell":
        return ENCRYPT_SHELL.finding(f"{value!r} would need a shell, and none runs the command", _SHELL_HINT)
    if value == "\\":
        return ENCRYPT_OPEN_QUOTE.finding(
            "the command ends in a backslash", r"remove it, or write \\ for one that is meant"
        )
    end = "}" if value == "${" else value
    return ENCRYPT_OPEN_QUOTE.finding(
        f"{value} is not closed", rf"close it with {end}, or write \{value} if it is meant"
    )


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the kind, text and offset of each token; an open quote is yielded last, as kind `open`."""
    assignment = _ASSIGNMENT.match(text)
    if assignment:
        yield "shell", assignment[1], assignment.start(1)
    quote, opened, offset = "", 0, assignment.end() if assignment else 0
    while offset < len(text):
        match = cast("re.Match[str]", _QUOTING[quote].match(text, offset))  # `plain` takes any character
        kind = cast(str, match.lastgroup)
        value = match[kind]
        if kind == "quote":
            quote, opened = ("" if quote else value), offset
        if kind != "joined":
            yield ("open" if kind == "end" else kind), value, offset
        offset = match.end()
    if quote:
        yield "open", quote, opened
