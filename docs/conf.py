"""How Sphinx builds the site and the manual page."""

import re
from importlib import metadata
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    import click
    from sphinx.application import Sphinx

project = "amazons3cfg"
release = metadata.version(project)
copyright = f"the authors of {project}; MIT licence"  # noqa: A001 - Sphinx's name

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_click", "sphinx_copybutton"]
copybutton_prompt_text = "$ "  # what is copied can be pasted: commands without the prompt and their output
myst_heading_anchors = 3  # as the links on a page are written for a forge, too
suppress_warnings = ["misc.highlighting_failure"]  # the examples of what is not well-formed
html_theme = "furo"
html_title = f"{project} {release}"
html_static_path = ["theme"]
html_css_files = ["site.css"]

autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}
maximum_signature_line_length = 100

today = release  # no date: the manual page is the same whenever it is built
man_pages: list[tuple[str, str, str, list[str], int]] = [
    ("command_line", project, "check, mend, show and change cback.conf, the configuration of Cedar Backup 3", [], 1),
]


def setup(app: "Sphinx") -> None:
    """Connect what shapes the page of the command line."""
    for part in ("description", "options"):
        app.connect(f"sphinx-click-process-{part}", escape)
    app.connect("sphinx-click-process-arguments", leave_out)
    app.connect("doctree-read", name_commands)


def name_commands(app: "Sphinx", doctree: "nodes.document") -> None:
    """Let what sphinx-click makes of the commands be a section of its own behind the synopsis, and say what it has."""
    for section in list(doctree.findall(nodes.section)):
        title, before = section.next_node(nodes.title), section.parent
        if title is not None and title.astext() == project and isinstance(before, nodes.section):
            title.replace_self(nodes.title("Commands", "Commands"))
            before.remove(section)
            before.parent.insert(before.parent.index(before) + 1, section)


_OPTION = re.compile(r"(\.\. option:: .*--([\w-]+)) <[a-z_]+>")


def escape(app: "Sphinx", context: "click.Context", lines: list[str]) -> None:
    """Keep the asterisks of file names, since help texts are no reStructuredText; say what choices and values are."""
    lines[:] = [_OPTION.sub(_named, line.replace("*", r"\*").replace(":options: ", "One of ")) for line in lines]


def _named(option: re.Match[str]) -> str:
    """Return an option whose value goes by the option's name, not by that of a variable."""
    return f"{option[1]} <{option[2].upper()}>"


def leave_out(app: "Sphinx", context: "click.Context", lines: list[str]) -> None:
    """Leave the list of arguments out: the usage has them, and the description explains them."""
    lines.clear()
