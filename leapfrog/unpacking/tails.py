"""Files by the ends of their paths, since an export's first folders are called as one likes."""

from leapfrog.unpacking.folder import Folder


class PathTails:
    """The files of a folder by the last parts of their paths."""

    def __init__(self, folder: Folder) -> None:
        self._by_tail: dict[str, list[str]] = {}
        for name in folder.names:
            self._by_tail.setdefault(name.rpartition("/")[2], []).append(name)

    def find(self, path: str) -> str:
        """The file whose path ends most alike; empty when none has the name."""
        wanted = path.replace("\\", "/").lstrip("./").split("/")
        best, most = "", 0
        for name in self._by_tail.get(wanted[-1], ()):
            alike = _alike(wanted, name.split("/"))
            if alike > most:
                best, most = name, alike
        return best


def _alike(one: list[str], other: list[str]) -> int:
    count = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        count += 1
    return count
