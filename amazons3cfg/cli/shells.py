"""What bash, zsh and fish need to complete the command: click's protocol, with whole words in both directions.

Click's own scripts let bash cut words at each ``=``, put a blank behind a name whose value is still to come, cut words
at commas in fish, and from a file of zsh's answer every other time.
"""

import os
from typing import Any

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

_BASH = """\
%(complete_func)s() {
    local type value
    COMPREPLY=()
    while IFS=, read -r type value; do
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                COMPREPLY+=("$value")
                case $value in *[=/]) compopt -o nospace ;; esac
                ;;
        esac
    done < <(env COMP_WORDS="${COMP_LINE:0:COMP_POINT}" COMP_BREAKS="$COMP_WORDBREAKS" \\
        %(complete_var)s=bash_complete "$1" 2>/dev/null)
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""
_ZSH = """\
#compdef %(prog_name)s

_%(prog_name)s() {
    local -a response whole open
    local type value help
    response=("${(@f)$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT-1)) \\
        %(complete_var)s=zsh_complete "${words[1]}" 2>/dev/null)}")
    for type value help in "${response[@]}"; do
        case $type in
            dir|file)
                [[ $PREFIX == *=* ]] && compset -P '*='
                if [[ $type == dir ]]; then _path_files -/; else _path_files -f; fi
                ;;
            plain)
                case $value in
                    *[=/]) open+=("$value:$help") ;;
                    *) whole+=("$value:$help") ;;
                esac
                ;;
        esac
    done
    (( $#open )) && _describe -V unsorted open -U -S ''
    (( $#whole )) && _describe -V unsorted whole -U
}

# From a file of this function's name, zsh takes all this for the function once.
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _%(prog_name)s "$@"
else
    compdef _%(prog_name)s %(prog_name)s
fi
"""
_FISH = """\
function %(complete_func)s
    set -l word (commandline -ct)
    set -l response (env %(complete_var)s=fish_complete COMP_WORDS=(commandline -cp) COMP_CWORD=$word \\
        %(prog_name)s 2>/dev/null)
    for item in $response
        set -l parts (string split --max 1 , -- $item)
        switch $parts[1]
            case dir file
                set -l before (string match --regex -- '^.*=' $word; or echo)
                for path in (__fish_complete_path (string replace --regex -- '^.*=' '' $word))
                    echo $before$path
                end
            case plain
                echo $parts[2]
        end
    end
end

complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


class _Whole(ShellComplete):
    """Has each answer be a whole word, also behind ``--option=``."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[Any]]:
        items = super().get_completions(args, incomplete)
        option, equals, _ = incomplete.partition("=")
        if not equals or not option.startswith("-"):
            return items
        return [
            CompletionItem(f"{option}={item.value}" if item.type == "plain" else item.value, item.type, item.help)
            for item in items
        ]


class _Bash(_Whole, BashComplete):
    source_template = _BASH

    def source(self) -> str:
        return self.source_template % self.source_vars()  # without looking which bash this machine has

    def get_completion_args(self) -> tuple[list[str], str]:
        """Split the line up to the cursor ourselves: bash has cut it at each ``=``."""
        line = os.environ["COMP_WORDS"]
        words = split_arg_string(line)
        incomplete = words.pop() if len(words) > 1 and split_arg_string(f"{line}x")[-1] != "x" else ""
        return words[1:], incomplete

    def complete(self) -> str:
        """Leave out of each answer what bash takes for words before it: it replaces only what is behind them."""
        args, incomplete = self.get_completion_args()
        breaks = set("=:") & set(os.environ.get("COMP_BREAKS", ""))
        cut = max((incomplete.rfind(each) for each in breaks), default=-1) + 1
        items = self.get_completions(args, incomplete)
        return "\n".join(f"{item.type},{item.value[cut:]}" for item in items)


class _Zsh(_Whole, ZshComplete):
    source_template = _ZSH

    def format_completion(self, item: CompletionItem[Any]) -> str:
        return f"{item.type}\n{item.value.replace(':', chr(92) + ':')}\n{item.help or ''}"


class _Fish(_Whole, FishComplete):
    source_template = _FISH

    def format_completion(self, item: CompletionItem[Any]) -> str:
        return f"{item.type},{item.value}" + (f"\t{item.help}" if item.help else "")


SHELLS: dict[str, type[ShellComplete]] = {"bash": _Bash, "zsh": _Zsh, "fish": _Fish}
"""Each shell by its name."""


def register() -> None:
    """Let click answer with these."""
    for name, shell in SHELLS.items():
        add_completion_class(shell, name)
