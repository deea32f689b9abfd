"""A bucket's real contents, over plain HTTP: no AWS CLI and no code of the action takes part."""

import http.client
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from urllib.parse import quote, unquote_plus

_NAMESPACE = "{http://s3.amazonaws.com/doc/2006-03-01/}"


@dataclass(frozen=True)
class Bucket:
    """A bucket of an S3 server that asks for no signature."""

    host: str
    port: int
    name: str

    def create(self) -> None:
        """Make the bucket; raises ``OSError`` where the server refuses, as in every method here."""
        self._request("PUT", "")

    def put(self, key: str, content: bytes) -> None:
        """Store an object, replacing one of that key."""
        self._request("PUT", quote(key, safe=""), content)

    def get(self, key: str) -> bytes:
        """Read an object's content."""
        return self._request("GET", quote(key, safe=""))

    def delete(self, key: str) -> None:
        """Remove an object."""
        self._request("DELETE", quote(key, safe=""))

    def sizes(self, prefix: str = "") -> dict[str, int]:
        """Every key that starts with ``prefix``, with its size in bytes, from all pages of the listing."""
        found: dict[str, int] = {}
        token: str | None = ""
        while token is not None:
            query = f"?list-type=2&encoding-type=url&prefix={quote(prefix, safe='')}"
            if token:
                query += f"&continuation-token={quote(token, safe='')}"
            page = ET.fromstring(self._request("GET", query))
            for item in page.iter(f"{_NAMESPACE}Contents"):
                key = unquote_plus(item.findtext(f"{_NAMESPACE}Key", ""))
                found[key] = int(item.findtext(f"{_NAMESPACE}Size", ""))
            token = page.findtext(f"{_NAMESPACE}NextContinuationToken")
        return found

    def contents(self, prefix: str = "") -> dict[str, bytes]:
        """Every object whose key starts with ``prefix``."""
        return {key: self.get(key) for key in self.sizes(prefix)}

    def unfinished(self) -> list[str]:
        """List the keys of the uploads in parts that were begun and neither ended nor aborted."""
        page = ET.fromstring(self._request("GET", "?uploads"))
        return sorted(item.findtext(f"{_NAMESPACE}Key", "") for item in page.iter(f"{_NAMESPACE}Upload"))

    def begin(self, key: str) -> None:
        """Begin an upload in parts and leave it."""
        self._request("POST", f"{quote(key, safe='')}?uploads")

    def _request(self, method: str, path: str, body: bytes | None = None) -> bytes:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        try:
            connection.request(method, f"/{self.name}/{path}".rstrip("/"), body)
            response = connection.getresponse()
            answer = response.read()
        finally:
            connection.close()
        if response.status >= 300:
            raise OSError(f"{method} {path} in bucket {self.name}: {response.status} {answer[:300]!r}")
        return answer
