"""The encrypt command: a command line that is split into words here, so that no shell ever sees it."""

import re
from collections.abc import Iterator
from typing import NamedTuple, Self, cast

from attrs import define, evolve

from amazons3cfg.findings import FieldError, Finding
from amazons3cfg.rules import (
    ENCRYPT_NO_INPUT,
    ENCRYPT_NO_OUTPUT,
    ENCRYPT_OPEN_QUOTE,
    ENCRYPT_SCRIPT,
    ENCRYPT_SHELL,
    ENCRYPT_UNKNOWN,
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
        r"(?P<plain>[^ \t\n'\"\\$|&;<>()`*?\[~#]+|.)",
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
# The option before a word that a shell runs, for each command that has one do so; with ssh it is every word.
# Compiled when such a command is met, not on import.
_OF_SHELL = r"(?s:-[A-Za-z]*c[A-Za-z]*|--command(?:=.*)?)\Z"
_OF_USER = r"-[A-Za-z]*c|--(?:session-)?command"
_SHELLS = ("sh", "ash", "bash", "csh", "dash", "fish", "ksh", "mksh", "posh", "rbash", "tcsh", "yash", "zsh")
_SCRIPT_OPTIONS = {
    **dict.fromkeys(_SHELLS, _OF_SHELL),
    **dict.fromkeys(("script", "sg", "su"), _OF_USER),
    **dict.fromkeys(("eval", "ssh"), ""),
    "env": r"-[A-Za-z]*S|--split-string",
}
_TAKES_VALUE = r"[-+][A-Za-z]*[oOuC]|--(?:init-|rc)file"
_SCRIPT_HINT = """write sh -c 'a script with "$1" and "$2"' sh ${input} ${output}"""
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
    wrong: list[Problem] = []
    in_word = False
    for kind, value, offset in _tokens(text):
        if kind == "blank":
            in_word = False
            continue
        if not in_word:
            words.append([])
            in_word = True
        if kind == "variable" and value in ("input", "output"):
            words[-1].append(Part(value, variable=True))
        elif kind in ("plain", "escaped"):
            words[-1].append(Part(value))
        elif kind != "quote" and len(wrong) < _MOST_PROBLEMS:
            wrong.append(Problem(_finding(kind, value), offset))
    if _has_name_in_script(words):
        wrong.append(
            Problem(ENCRYPT_SCRIPT.finding("a shell would run what stands in a file's name", _SCRIPT_HINT), None)
        )
    used = {part.text for word in words for part in word if part.variable}
    for name, rule in (("input", ENCRYPT_NO_INPUT), ("output", ENCRYPT_NO_OUTPUT)):
        if name not in used:
            hint = f"put ${{{name}}} where the {name} file belongs"
            wrong.append(Problem(rule.finding(f"the encrypt command lacks ${{{name}}}", hint), None))
    return tuple(map(tuple, words)), wrong


def _has_name_in_script(words: list[list[Part]]) -> bool:
    """Tell whether a file's name stands in a word that a shell runs as a script."""
    option: str | None = None
    script_follows = False
    before = ""
    for word in words:
        text = "".join(part.text for part in word)
        has_name = any(part.variable for part in word)
        if option is not None and re.match(option, text):
            if has_name:
                return True
            script_follows = True
        elif script_follows and not text.startswith(("-", "+")):
            if has_name:
                return True
            option, script_follows = None, False
        elif (name := text.rpartition("/")[2]) in _SCRIPT_OPTIONS:
            option = _SCRIPT_OPTIONS[name]
        elif (
            option not in (None, _OF_USER)
            and not text.startswith(("-", "+"))
            and not re.fullmatch(_TAKES_VALUE, before)
        ):
            option = None  # another command, or a file with a script: what follows are its own arguments
        before = text
    return False


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
