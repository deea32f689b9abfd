"""Draw what a command prints on a terminal: ``pictures/check.svg``, in this folder or a given one."""

import os
import sys
from pathlib import Path

from click.testing import CliRunner
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from amazons3cfg.cli import main as command

HERE = Path(__file__).parent
ARGUMENTS = ("check", "samples/bad.conf", "--select", "A203,A302,A311")
COLUMNS = 88
_THEME = TerminalTheme(
    (24, 27, 33),
    (215, 220, 228),
    [(24, 27, 33), (240, 113, 120), (152, 195, 121), (229, 192, 123), *[(97, 175, 239)] * 3, (215, 220, 228)],
)
# Rich's own frame, without its buttons and without a font that is fetched from elsewhere.
_FRAME = """\
<svg viewBox="0 0 {width} {terminal_height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font: {char_height}px "DejaVu Sans Mono", Menlo, Consolas, monospace; }}
{styles}
</style>
<defs>{lines}</defs>
<rect fill="#181b21" x="0" y="0" width="{width}" height="{terminal_height}" rx="8"/>
<g transform="translate(12, 10)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def printed() -> str:
    """Return the command and what it prints in colour, in the checkout."""
    os.chdir(HERE.parent)
    return f"$ amazons3cfg {' '.join(ARGUMENTS)}\n{CliRunner().invoke(command, ARGUMENTS, color=True).output}"


def picture() -> str:
    """Return the picture of it."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(width=COLUMNS, record=True, file=nowhere, force_terminal=True, legacy_windows=False)
        console.print(Text.from_ansi(printed()), soft_wrap=False)
    return console.export_svg(theme=_THEME, code_format=_FRAME, unique_id="check", title="")


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if sys.argv[1:] else HERE / "pictures"
    folder.joinpath("check.svg").write_text(picture(), "utf-8")
