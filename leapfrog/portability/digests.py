"""The SHA-256 of a file that may be larger than memory."""

import hashlib
from pathlib import Path

CHUNK = 1 << 20


def digest_of(path: Path) -> tuple[bytes, int]:
    """SHA-256 (32 bytes) and size in bytes."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.digest(), size
