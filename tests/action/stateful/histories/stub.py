"""Stands for ``aws`` and for an encrypt command; what happens meanwhile is asked for over a socket.

It is run by its name, as the backup user, and starts fast: nothing of the site's packages, few imports.
"""

import _socket
import os
import sys

HERE = os.path.dirname(os.path.abspath(sys.argv[0]))
BUCKET = os.path.join(HERE, "bucket")


def event(name: str) -> bool:
    """Tell the world what is about to be done, once it has let happen what it wants; whether that succeeds."""
    connection = _socket.socket(_socket.AF_UNIX)
    connection.connect(os.path.join(HERE, "events"))
    connection.send(name.encode("utf-8", "surrogateescape"))
    answer = connection.recv(4)
    connection.close()
    return answer == b"go"


def quoted(key: str) -> str:
    """Return the name of the object's file."""
    return "".join(
        each if each.isascii() and each.isalnum() else f"%{byte:02X}" for each in key for byte in each.encode()
    )


def put(key: str, content: bytes) -> None:
    """Make an object, whole."""
    temporary = os.path.join(HERE, "incoming", str(os.getpid()))
    with open(temporary, "wb") as file:
        file.write(content)
    os.rename(temporary, os.path.join(BUCKET, quoted(key)))


def copy(source: str, uri: str) -> int:
    """Upload what is below a directory, and go on after a failure."""
    prefix = uri.removeprefix("s3://").partition("/")[2]
    status = 0
    for folder, folders, names in os.walk(source):
        folders.sort()
        for path in sorted(os.path.join(folder, name) for name in names):
            name = os.path.relpath(path, source)
            if event(f"put {name}") and os.path.isfile(path):
                with open(path, "rb") as file:
                    put(prefix + name, file.read())
                print(f"upload: {path} to {uri}{name}", flush=True)
            else:
                print(f"upload failed: {path} to {uri}{name} An error occurred", file=sys.stderr)
                status = 1
    return status


def objects(prefix: str) -> list[tuple[str, bytes]]:
    """Return keys and contents, in S3's order."""
    found = []
    for name in os.listdir(BUCKET):
        parts = name.split("%")
        raw = parts[0].encode() + b"".join(bytes([int(part[:2], 16)]) + part[2:].encode() for part in parts[1:])
        key = raw.decode()
        if key.startswith(prefix):
            with open(os.path.join(BUCKET, name), "rb") as file:
                found.append((key, file.read()))
    return sorted(found)


def listing(options: dict[str, str]) -> int:
    """List objects, as text or JSON."""
    from _md5 import md5  # type: ignore[import-not-found]  # that of hashlib takes longer to start

    if not event("list"):
        print("An error occurred (SlowDown) when calling the ListObjectsV2 operation", file=sys.stderr)
        return 254
    found = [(key, len(content), f'"{md5(content).hexdigest()}"') for key, content in objects(options["prefix"])]
    if options.get("output") == "text":
        for key, size, etag in found:
            print(f"{quoted(key) if options.get('encoding-type') == 'url' else key}\t{size}\t{etag}")
    else:
        import json

        print(json.dumps(found or None))
    return 0


def delete(options: dict[str, str]) -> int:
    """Delete objects; if it fails, after the first half of them."""
    import json

    with open(options["delete"].removeprefix("file://"), "rb") as file:
        keys = [each["Key"] for each in json.load(file)["Objects"]]
    succeeds = event("delete")
    for key in keys if succeeds else keys[: len(keys) // 2]:
        path = os.path.join(BUCKET, quoted(key))
        if os.path.exists(path):
            os.unlink(path)
    if not succeeds:
        print(json.dumps({"Errors": [{"Key": keys[-1], "Code": "InternalError"}]}))
    return 0


def head(options: dict[str, str]) -> int:
    """Tell the size of an object."""
    with open(os.path.join(BUCKET, quoted(options["key"])), "rb") as file:
        print(f'{{"ContentLength": {len(file.read())}}}')
    return 0


def parsed(words: list[str]) -> dict[str, str]:
    """Read options with their values, in one word or in two."""
    options: dict[str, str] = {}
    name = ""
    for word in words:
        if word.startswith("--"):
            name, _, value = word[2:].partition("=")
            options[name] = value
        else:
            options[name] = word
    return options


def aws(words: list[str]) -> int:
    """Do what ``aws`` does with these words."""
    if words[:2] == ["s3", "cp"]:
        source, uri = [word for word in words[2:] if not word.startswith("--")]
        return copy(source, uri)
    commands = {"list-objects-v2": listing, "delete-objects": delete, "head-object": head}
    commands["list-multipart-uploads"] = commands["abort-multipart-upload"] = lambda options: 0
    return commands[words[1]](parsed(words[2:]))


def seal(source: str, target: str) -> int:
    """Encrypt a file; half of the output is there when it fails."""
    with open(source, "rb") as file:
        content = b"sealed:" + file.read()
    with open(target, "wb") as file:
        file.write(content[: len(content) // 2])
        file.flush()
        if not event(f"seal {os.path.basename(source)}"):
            print("wrong key", file=sys.stderr)
            return 9
        file.write(content[len(content) // 2 :])
    return 0


if __name__ == "__main__":
    sys.exit(seal(*sys.argv[1:]) if os.path.basename(sys.argv[0]) == "seal" else aws(sys.argv[1:]))
