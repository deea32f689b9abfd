"""Whether a file is a Cedar Backup configuration, by its root element, however wrong the rest is."""

import re

_ROOT = b"cb_config"
_MENTIONS = tuple(_ROOT.decode().encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_TAG = re.compile(rb"<(?:!DOCTYPE\s+)?(?:[^\s<>/!?\[:]+:)?([^\s<>/!?\[:]+)")
_HIDDEN = ((b"<!--", b"-->"), (b"<?", b"?>"))


def is_configuration(data: bytes) -> bool:
    """Tell whether the root element is ``<cb_config>``, in any namespace."""
    if not any(mention in data for mention in _MENTIONS):  # nearly all others, at once
        return False
    text = data.replace(b"\0", b"")  # UTF-16 becomes ASCII, but for what matters to nobody here
    place = text.find(b"<")
    while place >= 0:
        if tag := _TAG.match(text, place):
            return tag[1] == _ROOT
        end = next((end for start, end in _HIDDEN if text.startswith(start, place)), b"")
        hidden = text.find(end, place)
        if hidden < 0:  # it never ends, which somebody has to be told
            return True
        place = text.find(b"<", max(hidden, place + 1))
    return False
