"""``amazons3cfg lsp``: the language server."""

import sys

import click

from amazons3cfg.cli.failure import CouldNotRun


@click.command("lsp")
@click.option("--stdio", is_flag=True, hidden=True, help="What it does anyway; some editors say so.")
def lsp_command(stdio: bool) -> None:
    """Serve an editor over standard input and output.

    An editor starts this by itself; the page on editors has the few lines that it needs for it.
    """
    try:
        from amazons3cfg.server.serving import serve
    except ModuleNotFoundError as error:
        message = f"the language server needs {error.name}; install it in a checkout: pipx install '.[lsp]'"
        raise CouldNotRun(message) from None
    sys.exit(serve())
