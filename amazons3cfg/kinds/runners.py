"""Which programs run other programs or scripts, and where among their words those stand; told as data."""

from typing import Literal, NamedTuple


class Runner(NamedTuple):
    """How a program reads its words, and what of them it runs. Short options are told by their letters."""

    script: str = ""
    """Options whose value is a script."""
    long_script: tuple[str, ...] = ()
    flag: str = ""
    """Options that make the first operand a script."""
    valued: str = ""
    """Options with another value."""
    long_valued: tuple[str, ...] = ()
    plain: str = ""
    """Options that leave it with nothing to run."""
    instead: str = ""
    """Options that stand for the first of its own operands."""
    own: int = 0
    """How many operands come before what it runs."""
    rest: Literal["arguments", "command", "script"] = "arguments"
    """What the operands after those are: a command, or words that are joined to a script."""
    first: bool = False
    """Whether only the first of the words to join is the script."""
    end: str = ""
    """What the word after a joined script starts with."""
    mixed: bool = True
    """Whether options may stand behind operands."""
    has_zero: bool = False
    """Whether the word after a script is its ``$0``."""
    language: str = "a shell"
    """What runs the script."""


_SHELL = Runner(flag="c", valued="oO", long_valued=("rcfile", "init-file"), mixed=False, has_zero=True)
_SWITCH_USER = Runner("c", ("command", "session-command"), valued="gGsTwC", own=1, has_zero=True)
_PREFIX = Runner(rest="command")
_SUDO = Runner(valued="CDghpRrtTUu", long_valued=("user", "group", "host", "chdir"), rest="command")
_REMOTE = Runner(valued="BbcDEeFIiJLlmOopRSWw", plain="VQG", own=1, rest="script")
_LANGUAGE = Runner(mixed=False)

RUNNERS: dict[str, Runner] = {
    **dict.fromkeys(("sh", "ash", "bash", "dash", "ksh", "ksh93", "mksh", "posh", "rbash", "yash", "zsh"), _SHELL),
    **dict.fromkeys(("csh", "tcsh"), _SHELL._replace(has_zero=False)),
    "fish": Runner("cC", ("command", "init-command"), valued="dDof"),
    # Another user, group, machine or terminal
    "su": _SWITCH_USER,
    "runuser": _SWITCH_USER._replace(instead="u", rest="command"),
    "sg": Runner("c", own=1, rest="script"),
    "script": Runner("c", ("command",), valued="BEIOTmo", own=1),
    **dict.fromkeys(("ssh", "slogin", "autossh"), _REMOTE),
    **dict.fromkeys(("rsh", "remsh"), Runner(valued="l", own=1, rest="script")),
    # What joins its words to a script
    "eval": Runner(rest="script"),
    "watch": Runner(plain="x", valued="nqs", long_valued=("interval",), rest="script"),
    "parallel": Runner(plain="q", valued="aCdEIjLNnPSsw", rest="script", end=":::"),
    # What runs a command, or a script where it is asked to
    "env": Runner("S", ("split-string",), valued="uC", long_valued=("unset", "chdir"), rest="command"),
    "flock": Runner("c", ("command",), valued="wE", long_valued=("timeout", "wait"), own=1, rest="command"),
    **dict.fromkeys(("sudo", "doas"), _SUDO),
    **dict.fromkeys(("nohup", "setsid", "busybox", "toybox", "time", "command", "exec", "unbuffer"), _PREFIX),
    "nice": Runner(valued="n", long_valued=("adjustment",), rest="command"),
    "ionice": Runner(valued="cnpPu", long_valued=("class", "classdata"), rest="command"),
    "stdbuf": Runner(valued="ioe", rest="command"),
    "timeout": Runner(valued="ks", long_valued=("kill-after", "signal"), own=1, rest="command"),
    **dict.fromkeys(("chrt", "taskset", "chroot"), Runner(own=1, rest="command")),
    "xargs": Runner(valued="adEILnPs", long_valued=("arg-file", "delimiter"), rest="command"),
    "systemd-run": Runner(valued="HMputE", rest="command"),
    "tar": Runner("IF", ("use-compress-program", "to-command", "info-script", "rsh-command", "checkpoint-action")),
    "split": Runner(long_script=("filter",), valued="abnlC"),
    # Languages
    "perl": _LANGUAGE._replace(script="eE", valued="MmI", language="perl"),
    **dict.fromkeys(("python", "python3"), _LANGUAGE._replace(script="c", valued="WX", plain="m", language="python")),
    "ruby": _LANGUAGE._replace(script="e", valued="rIE", language="ruby"),
    **dict.fromkeys(
        ("node", "nodejs"),
        _LANGUAGE._replace(script="ep", long_script=("eval", "print"), valued="r", language="node"),
    ),
    "php": _LANGUAGE._replace(script="rBRE", long_script=("run",), valued="dcfz", language="php"),
    "lua": _LANGUAGE._replace(script="e", valued="l", language="lua"),
    **dict.fromkeys(
        ("awk", "gawk", "mawk", "nawk"),
        Runner(valued="Fv", plain="f", rest="script", first=True, language="awk"),
    ),
}
"""How each program that runs others reads its words."""

# fmt: off
BUILTINS = frozenset((
    "!", ".", ":", "[[", "{", "}", "alias", "bg", "break", "builtin", "case", "cd", "command", "continue", "coproc",
    "declare", "dirs", "disown", "do", "done", "elif", "else", "esac", "eval", "exec", "exit", "export", "fc", "fg",
    "fi", "for", "function", "getopts", "hash", "help", "history", "if", "in", "jobs", "let", "local", "logout",
    "mapfile", "popd", "pushd", "read", "readonly", "return", "select", "set", "shift", "shopt", "source", "suspend",
    "then", "times", "trap", "type", "typeset", "ulimit", "umask", "unalias", "unset", "until", "wait", "while",
))
# fmt: on
"""What a shell knows by itself and no program does; ``test``, ``echo``, ``time`` and their like are programs too."""
