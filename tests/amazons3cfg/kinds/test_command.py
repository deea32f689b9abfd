"""The encrypt command: split as a shell would, and refused where only a shell could run it."""

import shlex
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amazons3cfg import EncryptCommand, FieldError
from amazons3cfg.findings import Fix
from amazons3cfg.kinds.command import problems
from amazons3cfg.kinds.runners import BUILTINS
from amazons3cfg.text.edits import apply

INPUT, OUTPUT = "/in $(x)/a 'b' \"c\" *", "/out/ü\n-o"


def words(command: str) -> list[str]:
    """Return the words of ``command``, between a program and the two variables as the last words."""
    program, *parsed, one, two = EncryptCommand.parse(f"gpg {command} ${{input}} ${{output}}").arguments(INPUT, OUTPUT)
    assert (program, one, two) == ("gpg", INPUT, OUTPUT)
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
        ("'ä\u00a0ö'\r\v", ["ä\u00a0ö\r\v"]),
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
        """sh -c 'gzip < "$1" > "$2"' sh ${input} ${output}-x ${output}""",
        """sh -c 'gzip < "$0" > "$1"' ${input} ${output}""",
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
    (wrong,) = problems("gpg -o ${output} ${input} $input")
    assert (wrong.finding.code, wrong.offset) == ("A325", 26)
    assert "'$input'" in wrong.finding.message


def codes(command: str) -> list[str]:
    return [problem.finding.code for problem in problems(command)]


@pytest.mark.parametrize(
    "command",
    [
        "runuser -c 'gpg -o ${output} ${input}' x",
        "runuser x -c 'gpg -o ${output} ${input}'",
        "runuser -u x -- sh -c 'gpg -o ${output} ${input}'",
        "flock -c 'gpg -o ${output} ${input}' /tmp/x",
        "flock -w 5 /tmp/x -c 'gpg -o ${output} ${input}'",
        "flock /tmp/x sh -c 'gpg -o ${output} ${input}'",
        "watch gpg -o ${output} ${input}",
        "watch -n 5 'gpg -o ${output} ${input}'",
        "parallel gpg -o ${output} ${input}",
        "parallel -j 2 'gpg -o ${output} {}' ::: ${input}",
        "perl -e 'system(q(gpg -o ${output} ${input}))'",
        "perl -MPOSIX -lne 'open(F, q(${input})); ${output}'",
        'python3 -c \'open("${input}"), "${output}"\'',
        "ruby -e '`gpg -o ${output} ${input}`'",
        'node --eval=\'x("${input}", "${output}")\'',
        'php -r \'x("${input}", "${output}");\'',
        "awk 'BEGIN { system(\"gpg -o ${output} ${input}\") }'",
        "awk -F : 'BEGIN { system(\"gpg -o ${output} ${input}\") }' x",
        "sg disk 'gpg -o ${output} ${input}'",
        "sg disk -c 'gpg -o ${output} ${input}'",
        "nohup nice timeout -k 5 60 sh -c 'gpg -o ${output} ${input}'",
        "sudo -u x A=b env C=d ionice -c2 -n7 ash -c 'gpg -o ${output} ${input}'",
        "tar -I 'gpg -o ${output}' -cf ${output} ${input}",
        "split --filter='gpg -o ${output}' ${input}",
        "docker exec --rm x sh -c 'gpg -o ${output} ${input}'",
        "/opt/retry ssh h gpg -o ${output} ${input}",
        "rsh -l x h gpg -o ${output} ${input}",
    ],
)
def test_a_name_in_a_script_is_found_behind_whatever_runs_it(command: str) -> None:
    assert codes(command) == ["A326"]


@pytest.mark.parametrize(
    "command",
    [
        "ssh -V ${input} ${output}",
        "ssh -i ${input} -F ${output} h gpg",
        "gpg --homedir /home/ssh -o ${output} -c ${input}",
        "gpg -r eval -o ${output} -e ${input}",
        "gpg -r perl -o ${output} -e ${input}",
        "watch -x gpg -o ${output} ${input}",
        "parallel gpg -o {1} {2} ::: ${output} ::: ${input}",
        "parallel -q gpg -o ${output} ${input}",
        "perl -e 'exec(\"gpg\", @ARGV)' -- -o ${output} ${input}",
        "perl /opt/encrypt -e ${output} ${input}",
        "python3 -m encrypt -c ${output} ${input}",
        "awk -f /opt/encrypt ${input} ${output}",
        "awk -v out=${output} '{ print > out }' ${input}",
        "sh -e /opt/encrypt -c ${output} ${input}",
        "flock -c 'sync' /tmp/x ${input} ${output}",
        "tar -czf ${output} ${input}",
        "'/opt/my tools/gpg' -o ${output} ${input}",
        "timeout -s KILL 60 gpg -o ${output} ${input}",
        "nice -n 5 exec-gpg -o ${output} ${input}",
        "/usr/bin/command gpg -o ${output} ${input}",
        "gpg --comment 'say \u201chi\u201d \u2013 or not' -o ${output} ${input}",
        "gpg --comment Peter\u2019s-Straße\u20137 -o ${output} ${input}",
        "gpg --comment \\\u2013x -o ${output} ${input}",
    ],
)
def test_what_only_looks_like_a_script_or_another_program_is_left_alone(command: str) -> None:
    assert codes(command) == []


@pytest.mark.parametrize(
    ("command", "offset"),
    [
        ("""sh -c 'gzip < "$1" > "$2"' ${input} ${output}""", 27),
        ("""bash -ec 'exec gpg "$@"' --out=${output} ${input}""", 25),
        ("""nice sh -c 'gpg -o "$2" "$1"' ${input}.x ${output}""", 30),
        ("""su x -c 'gpg -o "$2" "$1"' ${input} ${output}""", 27),
        ("""runuser -c 'gpg -o "$2" "$1"' x ${input} ${output}""", 32),
    ],
)
def test_a_name_in_the_place_of_a_scripts_own_is_told_with_what_to_put_before_it(command: str, offset: int) -> None:
    (problem,) = problems(command)
    assert (problem.finding.code, problem.offset) == ("A328", offset)
    assert problem.finding.fix is not None
    assert codes(mended(command, problem.finding.fix)) == []


def mended(command: str, fix: Fix) -> str:
    for edit in sorted(fix.edits, reverse=True):
        command = command[: edit.start] + edit.text + command[edit.end :]
    return command


def test_the_shell_does_count_from_0() -> None:
    for command, expected in (
        ("sh -c 'echo \"$1\"' ${input} ${output}", "b"),
        ("sh -c 'echo \"$1\"' sh ${input}", "a"),
    ):
        argv = [word.replace("${input}", "a").replace("${output}", "b") for word in shlex.split(command)]
        assert subprocess.run(argv, capture_output=True, text=True, check=True).stdout == f"{expected}\n"


@pytest.mark.parametrize(
    ("command", "words", "offset"),
    [
        ("'gpg -c -o ${output} ${input}'", "is one word", 0),
        ("  'gpg -c' -o ${output} ${input}", "'gpg -c' is one word", 2),
        ("${input} -o ${output}", "'${input}' would be run as a program", 0),
        ("/opt/${input} ${output}", "'/opt/${input}' would be run as a program", 0),
        ("nice -n 5 ${input} ${output}", "'${input}' would be run as a program", 10),
        ("env A=b ${input} ${output}", "'${input}' would be run as a program", 8),
        ("'' -o ${output} ${input}", "the program is empty", 0),
        ("-c -o ${output} ${input}", "starts with the option '-c'", 0),
    ],
)
def test_a_command_starts_with_a_program(command: str, words: str, offset: int) -> None:
    (problem,) = problems(command)
    assert (problem.finding.code, problem.offset) == ("A327", offset)
    assert words in problem.finding.message
    assert problem.finding.hint


@pytest.mark.parametrize("builtin", ["exec", "!", ".", "source", "ulimit", "if", "command", "'exec'"])
def test_what_only_a_shell_knows_is_no_program(builtin: str) -> None:
    for command, offset in (
        (f"{builtin} gpg -o ${{output}} ${{input}}", 0),
        (f"nice {builtin} ${{input}} ${{output}}", 5),
    ):
        (problem, *others) = problems(command)
        assert (problem.finding.code, problem.offset) == ("A325", offset)
        assert [other.finding.code for other in others] in ([], ["A327"])


@pytest.mark.parametrize("path", ["/opt/x/command", "/opt/x/exec", "./eval", "/opt/x/source"])
def test_a_program_may_have_the_name_of_what_a_shell_knows(path: str) -> None:
    assert problems(f"{path} ${{input}} ${{output}}") == []
    assert problems(f"nice {path} ${{input}} ${{output}}") == []


def test_time_is_a_program_too() -> None:
    (problem,) = problems("/usr/bin/time ${input} ${output}")
    assert (problem.finding.code, problem.offset) == ("A327", 14)


def test_a_shell_does_know_them() -> None:
    asked = ["bash", "-c", 'for name; do type -t -- "$name"; done', "bash", *sorted(BUILTINS)]
    kinds = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    assert len(kinds) == len(BUILTINS)
    assert set(kinds) == {"builtin", "keyword"}


@pytest.mark.parametrize(
    ("command", "offset", "right"),
    [
        ("gpg -o \u201c${output}\u201d ${input}", 7, 'gpg -o "${output}" ${input}'),
        ("gpg -o \u2018${output}\u2019 ${input}", 7, "gpg -o '${output}' ${input}"),
        ("gpg --x=\u2019a b\u2019 -o ${output} ${input}", 8, "gpg --x='a b' -o ${output} ${input}"),
        ("gpg \u00ab\u2013o\u00bb ${output} ${input}", 4, 'gpg "\u2013o" ${output} ${input}'),
        ("gpg \u2013o ${output} ${input}", 4, "gpg -o ${output} ${input}"),
        ("gpg \u2014output ${output} \u2212c ${input}", 4, "gpg --output ${output} -c ${input}"),
        ("gpg\u00a0-o ${output} ${input}", 3, "gpg -o ${output} ${input}"),
        ("gpg -o\u2003${output}\u3000${input}", 6, "gpg -o ${output} ${input}"),
        ("\ufeffgpg -o ${output} \u200b${input}", 0, "gpg -o ${output} ${input}"),
    ],
)
def test_what_a_web_page_makes_of_quotes_dashes_and_blanks_is_told_once_with_all_that_was_typed(
    command: str, offset: int, right: str
) -> None:
    (problem,) = [each for each in problems(command) if each.finding.code == "A329"]
    assert problem.offset == offset
    assert problem.finding.fix is not None
    assert mended(command, problem.finding.fix) == right
    assert codes(right) == []


@pytest.mark.parametrize(
    ("command", "suffix"),
    [
        ("gpg -o ${output}.gpg -c ${input}", ".gpg"),
        ("gpg -o '${output}'.gpg -c ${input}", ".gpg"),
        ("gpg --output=${output}_new -c ${input}", "_new"),
        ("age -o ${output}.age --log ${output}.log ${input}", ".age"),
    ],
)
def test_an_output_that_is_made_under_a_longer_name_is_refused_and_can_be_mended(command: str, suffix: str) -> None:
    (problem,) = problems(command)
    assert problem.finding.code == "A330"
    assert problem.offset == command.index(suffix)
    assert isinstance(problem.finding.fix, Fix)
    (edit,) = problem.finding.fix.edits
    assert command[edit.start : edit.end] == suffix
    with pytest.raises(FieldError, match="looks for"):
        EncryptCommand.parse(command)


@pytest.mark.parametrize(
    "command",
    [
        "gpg -o ${output} -c ${input}",
        "gpg --output=${output} -c ${input}",
        "seal --temporary ${output}.tmp -o ${output} ${input}",
        "socat OPEN:${input} CREATE:${output},trunc",
        r"gpg --comment '\${output}.gpg' -o ${output} -c ${input}",
    ],
)
def test_an_output_that_stands_alone_once_is_enough(command: str) -> None:
    assert problems(command) == []


@pytest.mark.parametrize(
    "word", ["sh", "nice", "x sh", "env x", "sudo flock", "ssh", "\u00a0", "parallel -", "perl -e"]
)
def test_a_command_of_very_many_programs_that_run_programs_is_judged_all_the_same(word: str) -> None:
    assert isinstance(problems(f"{word} " * 20_000 + "${input} ${output}"), list)


@pytest.mark.parametrize(
    "written",
    [
        "${ouput}",
        "${Output}",
        "${OUTPUT}",
        "${ output }",
        "${output",
        "$output",
        "$OUTPUT",
        "$(output)",
        "{output}",
        "%{output}",
        "%output%",
        "<output>",
        "'${outptu}'",
    ],
)
def test_a_misspelt_placeholder_is_told_once_and_written_right(written: str) -> None:
    command = f"gpg -c -o {written} ${{input}}"
    (problem,) = problems(command)
    assert problem.finding.code == "A322"
    assert problem.finding.fix is not None
    assert problem.finding.fix.applicability == "unsafe"
    right = apply(command, problem.finding.fix.edits)
    assert right.replace("'", "") == "gpg -c -o ${output} ${input}"


def test_both_placeholders_may_be_misspelt() -> None:
    found = problems("$(inptu) | x ${otput}")
    assert [problem.finding.code for problem in found] == ["A321", "A322", "A325"]


@pytest.mark.parametrize(
    "command",
    ["sh -c 'age -o $output' sh ${input}", r"gpg -o \${output} ${input}", "gpg ${input} ${Input}", "gpg ${file}"],
)
def test_what_may_be_meant_for_another_is_not_taken_for_a_placeholder(command: str) -> None:
    assert all(problem.finding.fix is None for problem in problems(command))
