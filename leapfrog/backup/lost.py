"""Files that somebody keeps and that were nowhere when the town was restored: no later backup has
them, which is no fault of it.
"""

from collections.abc import Iterable
from pathlib import Path

# In the town's home: their SHA-256, in hex, one a line.
LOST = "backup.lost"


def keep_lost(home: Path, names: Iterable[str]) -> None:
    path = home / LOST
    path.touch(0o600)
    path.write_text("".join(f"{name}\n" for name in sorted(names)))


def lost_in(home: Path) -> set[str]:
    path = home / LOST
    return set(path.read_text().split()) if path.exists() else set()
