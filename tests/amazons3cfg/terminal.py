"""What a program shows on a terminal."""

import os


def read_terminal(leader: int) -> bytes:
    """Return all that is written to a pseudo-terminal until its other end is closed; closes ``leader``."""
    shown = b""
    try:
        while piece := os.read(leader, 65536):
            shown += piece
    except OSError:  # Linux's end of file once the other end is closed
        pass
    os.close(leader)
    return shown
