"""A server that answers to ``list-objects-v2`` alone: as many objects as are asked for, a thousand on each page.

``python -m benchmarks.pages PAGES`` prints its port and answers until it is ended.
"""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

_HOST = "127.0.0.1"
OBJECTS_A_PAGE = 1000
_OBJECT = (
    "<Contents><Key>listed/2026/11/24/host{page}/{number:07}.tar.gz</Key>"
    "<LastModified>2026-11-24T00:00:00.000Z</LastModified>"
    "<ETag>&quot;c4ca4238a0b923820dcc509a6f75849b&quot;</ETag><Size>1</Size><StorageClass>STANDARD</StorageClass>"
    "</Contents>"
)
_ANSWER = (
    '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
    "<Name>bucket</Name><EncodingType>url</EncodingType><MaxKeys>1000</MaxKeys>{more}{objects}</ListBucketResult>"
)


@contextlib.contextmanager
def pages(count: int) -> Iterator[str]:
    """Run the server in a process of its own; gives its URL."""
    argv = [sys.executable, "-m", "benchmarks.pages", str(count)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent) as process:  # noqa: S603 - ours
        try:
            yield f"http://{_HOST}:{int(process.stdout.readline())}"  # type: ignore[union-attr]
        finally:
            process.kill()


def _answer(page: int, count: int) -> bytes:
    first = page * OBJECTS_A_PAGE
    objects = (_OBJECT.format(page=page, number=number) for number in range(first, first + OBJECTS_A_PAGE))
    following = f"<NextContinuationToken>{page + 1}</NextContinuationToken>" if page + 1 < count else ""
    more = f"<IsTruncated>{'true' if following else 'false'}</IsTruncated>{following}"
    return _ANSWER.format(more=more, objects="".join(objects)).encode()


def _serve(count: int) -> None:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            token = parse_qs(urlsplit(self.path).query).get("continuation-token", ["0"])[0]
            answer = _answer(int(token), count)
            self.send_response(200)
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer((_HOST, 0), Handler) as server:
        print(server.server_port, flush=True)
        server.serve_forever()


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
