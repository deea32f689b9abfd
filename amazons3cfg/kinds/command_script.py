"""What a command runs, and what that makes of a file's name among its words.

A word is given as its text, in which ``NAME`` stands for each file's name.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from amazons3cfg.kinds.runners import BUILTINS, RUNNERS, Runner

NAME = "\0"
"""Stands in a word for the name of a file; no command has that character."""


class Misuse(NamedTuple):
    """What is wrong, and the index of the word concerned."""

    kind: Literal["script", "zero", "name", "nothing", "option", "whole", "builtin"]
    word: int
    language: str = ""


_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
# More programs that run another make sense nowhere; each may read all words behind it.
_MOST_RUNS = 20
_WITH_OPTION = re.compile(r"\s-")
# Of those that a shell has itself, only this one is a program as well; a path with another's name is somebody's own.
_SHELLS_OWN = BUILTINS - {"time"}


def misuses(words: Sequence[str]) -> Iterator[Misuse]:
    """Yield what is wrong with how a command, given as its words, runs what it runs."""
    if words:
        yield from _command(words, 0, iter(range(_MOST_RUNS)))


def _command(words: Sequence[str], start: int, budget: Iterator[int]) -> Iterator[Misuse]:
    program = words[start]
    wrong = _not_a_program(program)
    if wrong:
        yield Misuse(wrong, start)
    runner = _runner(program)
    if runner is not None:
        yield from _run(runner, words, start + 1, budget)
        return
    # It may run what stands further behind: a shell with its option, or what joins its words and is no option's value.
    for place in range(start + 1, len(words)):
        inner = _runner(words[place])
        if inner is None or (inner.rest == "script" and words[place - 1].startswith("-")):
            continue
        for found in _run(inner, words, place + 1, budget) if inner.rest != "command" or inner.script else ():
            if words[found.word] != NAME or inner.rest == "script":
                yield found
                return


def _not_a_program(word: str) -> Literal["name", "nothing", "option", "whole", "builtin"] | None:
    if word == "":
        return "nothing"
    if word.startswith("-"):
        return "option"
    if _WITH_OPTION.search(word):
        return "whole"
    if NAME in word:
        return "name"
    return "builtin" if word in BUILTINS else None


def _runner(word: str) -> Runner | None:
    name = word.rpartition("/")[2]
    return RUNNERS.get(name) if name == word or name not in _SHELLS_OWN else None


def _run(runner: Runner, words: Sequence[str], place: int, budget: Iterator[int]) -> Iterator[Misuse]:
    """Yield what is wrong with the words from ``place`` on, which are those of a program that runs others."""
    if next(budget, None) is None:
        return
    own, flagged, ended = runner.own, False, False
    scripts, operands = list[int](), list[int]()
    while place < len(words):
        word = words[place]
        if not ended and word in ("-", "--"):
            ended = word == "--"
        elif not ended and word.startswith("--"):
            name, equals, _ = word[2:].partition("=")
            if name in runner.long_script or name in runner.long_valued:
                place += not equals
                scripts += [place] if name in runner.long_script else []
        elif not ended and (word.startswith("-") or (runner.flag and word.startswith("+"))):
            for at, letter in enumerate(word[1:], 2):
                if letter in runner.plain:
                    return
                flagged = flagged or letter in runner.flag
                own -= letter in runner.instead
                if letter in runner.script + runner.valued + runner.instead:
                    place += at == len(word)
                    scripts += [place] if letter in runner.script else []
                    break
        elif own > 0:
            own -= 1
        elif flagged and not scripts:
            scripts.append(place)
            ended = True
        elif runner.rest == "command" and not scripts:
            if not _ASSIGNMENT.match(word):
                yield from _command(words, place, budget)
                return
        elif runner.rest == "script" and not scripts:
            yield from _joined(runner, words, place)
            return
        else:
            operands.append(place)
            ended = ended or not runner.mixed
        place += 1
    yield from _in_scripts(runner, words, [script for script in scripts if script < len(words)], operands)


def _joined(runner: Runner, words: Sequence[str], start: int) -> Iterator[Misuse]:
    for place in range(start, start + 1 if runner.first else len(words)):
        if runner.end and words[place].startswith(runner.end):
            return
        if NAME in words[place]:
            yield Misuse("script", place, runner.language)
            return


def _in_scripts(runner: Runner, words: Sequence[str], scripts: list[int], operands: list[int]) -> Iterator[Misuse]:
    for place in scripts:
        if NAME in words[place]:
            yield Misuse("script", place, runner.language)
            return
    if runner.has_zero and scripts and operands and NAME in words[operands[0]] and "$0" not in words[scripts[0]]:
        yield Misuse("zero", operands[0])
