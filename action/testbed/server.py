"""A SeaweedFS S3 server for one session of tests."""

import contextlib
import http.client
import json
import signal
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

from testbed.bucket import Bucket

HOST = "127.0.0.1"
KEY = "any"
"""What the AWS CLI is configured with, as the id of a key and as the key; without identities, the server takes any."""
SCRIPTS = Path(sysconfig.get_path("scripts"))
_START_SECONDS = 60.0
# One volume for a new bucket is enough, and makes its first upload a second faster.
_ENVIRONMENT = {"WEED_MASTER_VOLUME_GROWTH_COPY_1": "1", "HOME": "/nonexistent"}
# Who signs requests at all must be known by name; the test bed itself signs none.
_ACTIONS = ["Admin", "Read", "Write", "List", "Tagging"]
_IDENTITIES = [
    {"name": "anonymous", "actions": _ACTIONS},
    {"name": "signing", "credentials": [{"accessKey": KEY, "secretKey": KEY}], "actions": _ACTIONS},
]
_PORTS = ("master", "volume", "filer", "s3")


def free_ports(count: int) -> list[int]:
    """Different TCP ports that nothing on loopback uses now."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind((HOST, 0))
        return [each.getsockname()[1] for each in sockets]


@contextlib.contextmanager
def s3_server(directory: Path, *, identities: bool = False) -> Iterator[int]:
    """Run SeaweedFS with its data in ``directory`` (made if missing); gives its S3 port.

    With ``identities`` it verifies signatures, for which ``KEY`` is the key; requests without one are taken too.

    Raises ``RuntimeError``, with the end of the server's log, when it takes no upload within a minute.
    """
    directory.mkdir(parents=True, exist_ok=True)
    log = directory / "weed.log"
    config = directory / "identities.json"
    config.write_text(json.dumps({"identities": _IDENTITIES}))
    options = [f"-s3.config={config}"] if identities else []
    # The ports found free may be taken again before weed binds them.
    for _ in range(3):
        ports = free_ports(2 * len(_PORTS))
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*_command(directory, ports), *options], stdout=output, stderr=output, cwd=directory, env=_ENVIRONMENT
            )
        try:
            if _takes_uploads(process, ports[_PORTS.index("s3")]):
                yield ports[_PORTS.index("s3")]
                return
        finally:
            # SIGTERM takes weed over 20 s, and the data is thrown away.
            process.send_signal(signal.SIGKILL)
            process.wait()
            _wait_until_free(ports)
    raise RuntimeError(f"weed does not start: {log.read_text(errors='replace')[-2000:]}")


def _command(directory: Path, ports: list[int]) -> list[str]:
    http_ports, grpc_ports = ports[: len(_PORTS)], ports[len(_PORTS) :]
    return [
        str(SCRIPTS / "weed"),
        "server",
        f"-dir={directory}",
        f"-ip={HOST}",
        f"-ip.bind={HOST}",
        "-s3",
        "-master.telemetry=false",
        "-master.volumeSizeLimitMB=256",
        "-volume.max=0",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        *(f"-{name}.port={port}" for name, port in zip(_PORTS, http_ports, strict=True)),
        *(f"-{name}.port.grpc={port}" for name, port in zip(_PORTS, grpc_ports, strict=True)),
    ]


def _takes_uploads(process: subprocess.Popen[bytes], port: int) -> bool:
    probe = Bucket(HOST, port, "probe")
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            probe.create()
            probe.put("ready", b"yes")
            return True
        time.sleep(0.2)
    return False


def _wait_until_free(ports: list[int]) -> None:
    for port in ports:
        for _ in range(100):
            with socket.socket() as listener:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                with contextlib.suppress(OSError):
                    listener.bind((HOST, port))
                    break
            time.sleep(0.1)
