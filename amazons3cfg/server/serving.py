"""The process in which the server runs, from its start to its end."""

import gc
import logging
import os
import signal
import sys

from amazons3cfg.server.features import make_server


def serve() -> int:
    """Serve the client on standard input and output until it ends, and return the exit code."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(name)s: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # each of its errors comes to report_server_error, too
    for number in (signal.SIGINT, signal.SIGTERM):
        # At once: a thread waits for input, and Python would wait for the thread.
        signal.signal(number, lambda number, frame: os._exit(128 + number))
    gc.set_threshold(50_000)  # a check makes many objects at once, and nearly none of them are garbage
    server = make_server()
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as output:  # pygls closes it
        server.start_io(stdout=output)
    return 0 if server.protocol.was_shut_down else 1
