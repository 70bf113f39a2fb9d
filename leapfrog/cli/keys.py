"""The keys of a town, for what checks a signature without it."""

from pathlib import Path

from leapfrog.kernel.signing import Keys, Statement, read_keys


def known_keys(file: Path | None) -> Keys | None:
    """What a town publishes, kept as a file. Raises `OSError`, `InvalidStatement`."""
    return read_keys(file.read_bytes()) if file else None


def compare_with(said: Statement) -> str:
    """How to find out whether the key is really that town's."""
    where = f"https://{said['town']}/.well-known/leapfrog-receipts.json"
    return f"Key {said['key']}: compare it with {where}, or give that file by --keys."
