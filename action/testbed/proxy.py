"""A proxy in front of the S3 server that fails, cuts, holds or reports chosen requests."""

import contextlib
import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from testbed.server import HOST

_CHUNK = 65536


@dataclass(frozen=True)
class Request:
    """The first line of an HTTP request."""

    method: str
    target: str


@dataclass
class Rule:
    """What happens to the requests that match, from the one numbered ``first`` on, ``times`` of them.

    ``before`` is called first. Then ``hold`` keeps the request waiting until the proxy ends, ``answer`` is sent
    instead of the server's, and ``cut_after`` resets the connection after that many bytes of the body.
    """

    matches: Callable[[Request], bool]
    answer: tuple[int, str] | None = None
    cut_after: int | None = None
    hold: bool = False
    before: Callable[[], None] | None = None
    first: int = 1
    times: int = 1_000_000
    reached: threading.Event = field(default_factory=threading.Event)
    _seen: int = 0

    def applies(self, request: Request) -> bool:
        """Whether this request is one of them; counts it."""
        if not self.matches(request):
            return False
        self._seen += 1
        return self.first <= self._seen < self.first + self.times


class FaultProxy(socketserver.ThreadingTCPServer):
    """Forwards to the S3 server at ``port``, following ``rules``; each connection carries one request."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int) -> None:
        super().__init__((HOST, 0), _Connection)
        self.upstream = port
        self.rules: list[Rule] = []
        self.lock = threading.Lock()
        self.closing = threading.Event()

    @property
    def endpoint(self) -> str:
        """The address for the AWS CLI."""
        return f"http://{HOST}:{self.server_address[1]}"

    def rule_for(self, request: Request) -> Rule | None:
        """Find the first rule that applies."""
        with self.lock:
            return next((rule for rule in self.rules if rule.applies(request)), None)


@contextlib.contextmanager
def fault_proxy(port: int) -> Iterator[FaultProxy]:
    """Run a proxy in front of the S3 server at ``port`` of loopback."""
    with FaultProxy(port) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            proxy.closing.set()
            proxy.shutdown()
            thread.join()


class _Connection(socketserver.StreamRequestHandler):
    """One client's connection."""

    server: FaultProxy

    def handle(self) -> None:
        """Serve the connection's one request; a broken connection is the client's matter."""
        with contextlib.suppress(OSError):
            lines = list(iter(self.rfile.readline, b"\r\n"))
            if not lines or lines[-1] == b"":
                return
            method, target, _ = lines[0].decode("latin-1").split(" ", 2)
            rule = self.server.rule_for(Request(method, target))
            # One request a connection, so that the next one is looked at too.
            kept = [line for line in lines if not line.lower().startswith(b"connection:")]
            head = b"".join(kept) + b"Connection: close\r\n\r\n"
            self._serve(head, _body_length(lines), rule)

    def _serve(self, head: bytes, length: int, rule: Rule | None) -> None:
        if rule is not None:
            if rule.before is not None:
                rule.before()
            rule.reached.set()
            if rule.hold:
                self.server.closing.wait()
                return
            if rule.answer is not None:
                self._answer(head, length, *rule.answer)
                return
        cut_after = None if rule is None else rule.cut_after
        with socket.create_connection((HOST, self.server.upstream)) as upstream:
            upstream.sendall(head)
            back = threading.Thread(target=self._relay_back, args=(upstream,), daemon=True)
            back.start()
            self._forward(upstream, length if cut_after is None else min(length, cut_after))
            if cut_after is None:
                back.join()
            else:
                self._reset()

    def _forward(self, upstream: socket.socket, length: int) -> None:
        while length > 0:
            chunk = self.rfile.read1(min(length, _CHUNK))
            if not chunk:
                return
            upstream.sendall(chunk)
            length -= len(chunk)

    def _relay_back(self, upstream: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while chunk := upstream.recv(_CHUNK):
                self.wfile.write(chunk)
            self.connection.shutdown(socket.SHUT_WR)

    def _answer(self, head: bytes, length: int, status: int, body: str) -> None:
        # A client that waits for '100 Continue' sends no body to an error.
        if b"100-continue" not in head.lower():
            self.rfile.read(length)
        answer = f"HTTP/1.1 {status} Chosen\r\nContent-Type: application/xml\r\nContent-Length: {len(body)}\r\n"
        self.wfile.write(f"{answer}Connection: close\r\n\r\n{body}".encode())

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


def error_answer(status: int, code: str) -> tuple[int, str]:
    """Make an S3 error of that HTTP status and code."""
    return (
        status,
        f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>made up by the proxy</Message></Error>",
    )


def _body_length(lines: list[bytes]) -> int:
    for line in lines:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
