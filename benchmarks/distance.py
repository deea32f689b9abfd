"""A server that is far away: a proxy that gives each answer so much later.

``python -m benchmarks.distance PORT SECONDS`` prints its own port and forwards to PORT of loopback until it is ended.
"""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_HOST = "127.0.0.1"
_CHUNK = 1 << 16


@contextlib.contextmanager
def distant(port: int, seconds: float) -> Iterator[int]:
    """Run the proxy in a process of its own, so that it waits for nobody's interpreter; gives its port."""
    argv = [sys.executable, "-m", "benchmarks.distance", str(port), str(seconds)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent) as process:  # noqa: S603 - ours
        try:
            yield int(process.stdout.readline())  # type: ignore[union-attr]
        finally:
            process.kill()


class _Connection:
    """Forwards at once what a client says, and what the server answers to it after the delay."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._asked = False

    async def there(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(_CHUNK):
            self._asked = True
            writer.write(data)
            await writer.drain()
        writer.write_eof()

    async def back(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(_CHUNK):
            if self._asked:
                self._asked = False
                await asyncio.sleep(self._seconds)
            writer.write(data)
            await writer.drain()
        writer.close()


async def _serve(port: int, seconds: float) -> None:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = _Connection(seconds)
        with contextlib.suppress(OSError):
            upstream_reader, upstream_writer = await asyncio.open_connection(_HOST, port)
            await asyncio.gather(
                connection.there(reader, upstream_writer),
                connection.back(upstream_reader, writer),
                return_exceptions=True,
            )
            upstream_writer.close()

    server = await asyncio.start_server(connected, _HOST, 0, backlog=256)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), float(sys.argv[2])))
