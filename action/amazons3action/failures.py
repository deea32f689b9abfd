"""Uploads that fail for the same reason: the first of them is told, and of the others how many there are."""

from urllib.parse import quote

_MOST_REASONS = 10


class Failures:
    """Takes the lines that ``aws`` prints for files that it cannot upload."""

    def __init__(self, tree: str, marker: str) -> None:
        """Expect files below the directory ``tree``; ``marker`` stands before the key below the prefix."""
        self._tree = f"/{'/'.join(tree.split('/')[-2:])}/"  # aws may print a relative path
        self._marker = marker
        self._reasons: set[str] = set()
        self._others = 0

    def take(self, line: str) -> bool:
        """Tell whether the line differs from an earlier one in the file's name only, and count it then."""
        if not line.startswith("upload failed: "):
            return False
        before, _, behind = line.partition(self._marker)
        name = before.partition(self._tree)[2]
        reason = behind.removeprefix(name).replace(quote(name), "") if name else behind
        if reason in self._reasons:
            self._others += 1
            return True
        if len(self._reasons) < _MOST_REASONS:
            self._reasons.add(reason)
        return False

    def more(self) -> str:
        """Return how many there are beside those that were told, as the end of a sentence; empty if none."""
        return f" | and {self._others} more files failed in the same way" if self._others else ""
