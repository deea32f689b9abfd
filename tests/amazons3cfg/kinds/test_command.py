"""The encrypt command: split as a shell would, and refused where only a shell could run it."""

import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amazons3cfg import EncryptCommand, FieldError
from amazons3cfg.kinds.command import problems

INPUT, OUTPUT = "/in $(x)/a 'b' \"c\" *", "/out/ü\n-o"


def words(command: str) -> list[str]:
    """Return the words of ``command``, to which the two variables are added, as the last words."""
    *parsed, one, two = EncryptCommand.parse(command + " ${input} ${output}").arguments(INPUT, OUTPUT)
    assert (one, two) == (INPUT, OUTPUT)
    return parsed


def refusals(command: str) -> list[tuple[str, int | None]]:
    return [(problem.finding.code, problem.offset) for problem in problems(command + "\n${input} ${output}")]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("", []),
        ("  gpg\t-c \n -o ", ["gpg", "-c", "-o"]),
        ("\"a b\" 'c d'", ["a b", "c d"]),
        ('"it\'s" \'say "x"\'', ["it's", 'say "x"']),
        ("a\"b\"'c'd", ["abcd"]),
        ('"" \'\' x""', ["", "", "x"]),
        (r"a\ b \' \" \\ \$x \${y}", ["a b", "'", '"', "\\", "$x", "${y}"]),
        (r'"\a \" \\ \$x \` \ "', [r'\a " \ $x ` \ ']),
        (r"'\a \ \\'", [r"\a \ \\"]),
        ("a\\\nb \\\n c \"d\\\ne\" 'f\\\ng'", ["ab", "c", "de", "f\\\ng"]),
        ("\"a\nb\" 'c\nd'", ["a\nb", "c\nd"]),
        ("'|&;<>()$HOME`x`*?[~#' \"|&;<>()*?[~#\"", ["|&;<>()$HOME`x`*?[~#", "|&;<>()*?[~#"]),
        (r"\| \& \; \< \> \( \) \` \* \? \[ \~ \#", list("|&;<>()`*?[~#")),
        ("a~b a#b --x=~ ] { } {a,b} ! %", ["a~b", "a#b", "--x=~", "]", "{", "}", "{a,b}", "!", "%"]),
        ('$ a$ $/ "$" "$\'"', ["$", "a$", "$/", "$", "$'"]),
        ('x A=b --a=b "A"=b', ["x", "A=b", "--a=b", "A=b"]),
        ("ä\u00a0ö\r\v", ["ä\u00a0ö\r\v"]),
    ],
)
def test_words_are_split_as_a_shell_would(command: str, expected: list[str]) -> None:
    assert words(command) == expected


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("${input}.x", [f"{INPUT}.x"]),
        ("--in=${input}${output}", [f"--in={INPUT}{OUTPUT}"]),
        ('"${input} ${output}"', [f"{INPUT} {OUTPUT}"]),
        ("'${input} ${output}'", [f"{INPUT} {OUTPUT}"]),
        (r"\${input} $\{input}", ["${input}", "${input}"]),
        (r'"\${input}"', ["${input}"]),
    ],
)
def test_variables_are_replaced_in_every_quoting_and_never_split(command: str, expected: list[str]) -> None:
    assert words(command) == expected


def test_a_value_that_looks_like_a_variable_is_not_replaced_again() -> None:
    assert EncryptCommand.parse("a ${input} ${output}").arguments("${output}", "o") == ["a", "${output}", "o"]


@pytest.mark.parametrize(
    ("command", "offset"),
    [
        ("gpg | x", 4),
        ("gpg || x", 4),
        ("gpg & x", 4),
        ("gpg && x", 4),
        ("gpg; x", 3),
        ("gpg ;x", 4),
        ("x > f", 2),
        ("x 2>&1", 3),
        ("x < f", 2),
        ("x <<< f", 2),
        ("$(x)", 0),
        ("`x", 0),
        ("$HOME", 0),
        ("a$1", 1),
        ("a$$", 1),
        ("$?", 0),
        ("$@", 0),
        ("$*", 0),
        ("$#", 0),
        ("$!", 0),
        ("$-", 0),
        ("$'a'", 0),
        ('$"a"', 0),
        ('"a$(x)"', 2),
        ('"$HOME"', 1),
        ('"`x"', 1),
        ('"$$"', 1),
        ("*.x", 0),
        ("a?", 1),
        ("a[", 1),
        ("~/x", 0),
        ("x ~", 2),
        ("# x", 0),
        ("x #y", 2),
        ("A=b x", 0),
        (" _A1=b x", 1),
        ("\\\nA+=b x", 2),
    ],
)
def test_what_only_a_shell_could_act_on_is_refused_where_it_stands(command: str, offset: int) -> None:
    found = refusals(command)
    assert found[0] == ("A325", offset)
    assert {code for code, _ in found} <= {"A325", "A324"}


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("gpg ${file}", [("A323", 4)]),
        ("${Input} '${x}' \"${y:-z}\" ${}", [("A323", 0), ("A323", 10), ("A323", 17), ("A323", 26)]),
        ("${input:-x}", [("A323", 0)]),
    ],
)
def test_an_unknown_variable_is_refused_where_it_stands(command: str, expected: list[tuple[str, int]]) -> None:
    assert refusals(command) == expected


@pytest.mark.parametrize(
    ("command", "message", "offset"),
    [
        ('${input} ${output} "a b', '" is not closed', 19),
        ("${input} ${output} a'b", "' is not closed", 20),
        ("${input} ${output} a\"'b'", '" is not closed', 20),
        ("${input} ${output} ${x", "${ is not closed", 19),
        ("${input} ${output} '${x'", "${ is not closed", 20),
        ("${input} ${output} \\", "the command ends in a backslash", 19),
    ],
)
def test_what_is_not_closed_is_told_where_it_opens(command: str, message: str, offset: int) -> None:
    (problem,) = problems(command)
    assert (problem.finding.code, problem.finding.message, problem.offset) == ("A324", message, offset)


def test_absent_variables_have_no_place() -> None:
    assert [(p.finding.code, p.offset) for p in problems("gpg")] == [("A321", None), ("A322", None)]
    assert [(p.finding.code, p.offset) for p in problems(r"\${input} ${output}")] == [("A321", None)]


def test_everything_that_is_wrong_is_raised_at_once() -> None:
    with pytest.raises(FieldError) as caught:
        EncryptCommand.parse("cat ${file} | gpg 'x")
    assert [finding.code for finding in caught.value.findings] == ["A323", "A325", "A324", "A321", "A322"]


# What follows says of each piece of a command what a shell makes of it, by running one.
_PLAIN = "abcXYZ019%+,-./:=@^_{}]é中"
_bare = st.text(_PLAIN, min_size=1, max_size=5)
_escaped = st.sampled_from(list(_PLAIN + " \t'\"\\$|&;<>()`*?[~#!\n")).map(lambda character: "\\" + character)
_in_double = st.text(_PLAIN + " \t\n'|&;<>()*?[~#!", max_size=6) | st.sampled_from(
    ["\\\\", '\\"', "\\$", "\\`", "\\a", "\\ ", "\\'", "\\\n", "${input}", "${output}"]
)
_double = st.lists(_in_double, max_size=4).map(lambda pieces: f'"{"".join(pieces)}"')
_single = st.text(_PLAIN + ' \t\n"\\|&;<>()`*?[~#!', max_size=6).map(lambda text: f"'{text}'")
_middle = st.sampled_from(["a~", "a#", "$/", "a$%"])
_variable = st.sampled_from(["${input}", "${output}"])
_words = st.lists(_bare | _escaped | _double | _single | _middle | _variable, min_size=1, max_size=5).map("".join)
_commands = st.lists(_words, max_size=6).flatmap(
    lambda parts: st.sampled_from([" ", "  ", "\t", " \\\n"]).map(
        lambda blank: blank.join(["x", *parts, "${output}", "${input}"])
    )
)


def shell_words(commands: list[str]) -> list[list[str]]:
    """Return the words that the real ``sh`` makes of each command, its variables unsplit."""
    lines = "".join(f"printf '%s\\0' {command}\nprintf '\\1\\0'\n" for command in commands)
    script = f"input=$1 output=$2 IFS=\nset -f\n{lines}"
    run = subprocess.run(["sh", "-c", script, "sh", INPUT, OUTPUT], capture_output=True, check=True, text=True)
    assert run.stderr == ""
    found = [part.split("\0")[:-1] for part in run.stdout.split("\1\0")[:-1]]
    assert len(found) == len(commands)
    return found


@settings(max_examples=40)
@given(st.lists(_commands, min_size=10, max_size=20))
def test_the_words_are_those_that_the_real_shell_makes(commands: list[str]) -> None:
    ours = [EncryptCommand.parse(command).arguments(INPUT, OUTPUT) for command in commands]
    assert ours == shell_words(commands)


@given(st.text(_PLAIN + " \n'\"\\$|`*~#(", max_size=20))
def test_any_text_is_either_split_or_refused_with_a_place_inside_it(text: str) -> None:
    try:
        command = EncryptCommand.parse(text + "${input} ${output}")
    except FieldError:
        offsets = [problem.offset for problem in problems(text + "${input} ${output}")]
        assert all(offset is None or 0 <= offset < len(text) + len("${input} ${output}") for offset in offsets)
        assert offsets
    else:
        assert INPUT in "".join(command.arguments(INPUT, OUTPUT))


@pytest.mark.parametrize(
    "command",
    [
        "sh -c 'gpg -o ${output} ${input}'",
        "/bin/bash -ec 'gpg -o ${output} ${input}'",
        "nice -n 5 dash -c 'gpg -o ${output} ${input}' dash",
        "sh -ce 'gpg -o ${output} ${input}'",
        "bash -cx 'gpg -o ${output} ${input}'",
        "sh -c -e 'gpg -o ${output} ${input}'",
        "sh -c +x -- 'gpg -o ${output} ${input}'",
        "bash --norc -o pipefail +O extglob -c 'gpg -o ${output} ${input}'",
        "bash --rcfile /x -c 'gpg -o ${output} ${input}'",
        "busybox sh -c 'gpg -o ${output} ${input}'",
        "/bin/mksh -c 'gpg -o ${output} ${input}'",
        "fish --command 'gpg -o ${output} ${input}'",
        "fish --command='gpg -o ${output} ${input}'",
        "env -S 'sh -c ${input}' ${output}",
        "env -iS 'sh -c ${input}' ${output}",
        "env -S'sh -c ${input}' ${output}",
        "env --split-string='sh -c ${input}' ${output}",
        "env A=b sh -c 'gpg -o ${output} ${input}'",
        "su x -c 'gpg -o ${output} ${input}'",
        "su - x -lc 'gpg -o ${output} ${input}'",
        "su -s /bin/sh -c 'gpg -o ${output} ${input}' x",
        "su --command='gpg -o ${output} ${input}' x",
        "su --session-command 'gpg -o ${output} ${input}' x",
        "script -qc 'gpg -o ${output} ${input}' /dev/null",
        "env -u A -S 'sh -c ${input}' ${output}",
        "ssh h 'gpg -o ${output} ${input}'",
        "sudo -u x ssh -T h gpg -o ${output} ${input}",
        "eval gpg -o ${output} ${input}",
    ],
)
def test_a_name_in_a_script_that_a_shell_runs_is_refused(command: str) -> None:
    with pytest.raises(FieldError, match="a shell would run"):
        EncryptCommand.parse(command)


@pytest.mark.parametrize(
    "command",
    [
        """sh -ec 'gzip < "$1" > "$2"' sh ${input} ${output}""",
        """sh -c 'gzip < "$1" > "$2"' ${input} ${output}-x ${output}""",
        """su x -c 'gzip < "$1" > "$2"' sh ${input} ${output}""",
        """bash -o pipefail -c 'gzip < "$1" | x > "$2"' bash ${input} ${output}""",
        "sh /opt/encrypt -c ${input} ${output}",
        "/opt/ssh/encrypt -c ${input} ${output}",
        "env LANG=C gpg -c -o ${output} ${input}",
        "env LANG=C gpg --symmetric -o ${output} ${input}",
        "env LANG=C /opt/encrypt -S ${input} ${output}",
        "env --ignore-environment gpg -o ${output} --sign ${input}",
        "gpg --homedir /home/su -o ${output} --symmetric ${input}",
        "flock /tmp/x gpg -o ${output} -c ${input}",
        "runuser -u x -- gpg -o ${output} -c ${input}",
    ],
)
def test_a_name_that_is_an_argument_is_none_in_a_script(command: str) -> None:
    assert problems(command) == []


def test_names_may_be_arguments_of_a_script() -> None:
    command = EncryptCommand.parse("""sh -c 'gzip < "$1" > "$2"' sh ${input} ${output}""")
    assert command.arguments("$(a)", "b c") == ["sh", "-c", 'gzip < "$1" > "$2"', "sh", "$(a)", "b c"]


def test_a_variable_without_braces_is_named_whole() -> None:
    (wrong, _) = problems("gpg -o ${output} $input")
    assert (wrong.finding.code, wrong.offset) == ("A325", 17)
    assert "'$input'" in wrong.finding.message
