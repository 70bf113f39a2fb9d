"""Sealing what lies with others to keys that are not on this machine, in the format of age
(age-encryption.org/v1), so that the program `age` opens it, too: pieces of 64 KiB whose order and
end are part of what is checked. The library of it is loaded with the first key.
"""

import hashlib
import hmac
import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

import msgspec

from leapfrog.backup.errors import BackupError

if TYPE_CHECKING:
    import pyrage

# What a sealed file is called beyond its name, as `age` does.
SEALED = ".age"
# By which a file of keys says what it is.
PUBLIC = "# public key: "
OTHER_KEY = "matching keys"


class SealedNames(msgspec.Struct, frozen=True):
    """By which names files that people keep lie where all is sealed: their SHA-256 would tell
    whoever has the same file that it is there. `secret` in hex; `to`: to which public keys they are
    sealed, since those sealed to others are others.
    """

    secret: str
    to: list[str]

    def of(self, sha256: str) -> str:
        """64 hex digits, as a SHA-256 has."""
        text = "\n".join((*sorted(self.to), sha256))
        return self._keyed(text)

    def mark(self, system: str, piece: str, sha256: str) -> str:
        """By what a piece of the log is known as one that the town sent: age does not say who
        sealed. Of what it holds, so that no other piece can be put in its place.
        """
        return self._keyed(f"log {system} {piece} {sha256}")

    def _keyed(self, text: str) -> str:
        return hmac.new(bytes.fromhex(self.secret), text.encode(), hashlib.sha256).hexdigest()


class Readable(Protocol):
    """Whatever is read in blocks."""

    def read(self, size: int = -1, /) -> bytes: ...


class _Kept:
    """Passes on what is written, and keeps what went wrong: at its very end pyrage tells nobody."""

    def __init__(self, to: IO[bytes]) -> None:
        self._to = to
        self.wrong: Exception | None = None

    def write(self, block: bytes) -> int:
        try:
            return self._to.write(block)
        except Exception as error:
            self.wrong = error
            raise

    def flush(self) -> None:
        self._to.flush()


def make_key(path: Path) -> str:
    """Writes a new private key into a file that only this account reads; answers the public one.
    Raises `BackupError`, also when there is such a file.
    """
    import pyrage  # noqa: PLC0415

    key = pyrage.x25519.Identity.generate()
    public = str(key.to_public())
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise BackupError(f"{path} cannot be made: {error.strerror}") from None
    with os.fdopen(opened, "w") as written:
        written.write(f"{PUBLIC}{public}\n{key}\n")
    return public


def read_keys(path: Path) -> "list[pyrage.x25519.Identity]":
    """Private keys, one a line, as `make_key` and `age-keygen` write them. Raises `BackupError`."""
    import pyrage  # noqa: PLC0415

    try:
        lines = [line.strip() for line in path.read_text().splitlines()]
        keys = [one for one in lines if one and not one.startswith("#")]
        found = [pyrage.x25519.Identity.from_str(one) for one in keys]
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}") from None
    except (pyrage.IdentityError, UnicodeDecodeError):
        raise BackupError(f"{path} is no file of private keys") from None
    if not found:
        raise BackupError(f"there is no private key in {path}")
    return found


def check_public(keys: Sequence[str]) -> None:
    """Raises `BackupError` for one that is none."""
    _recipients(keys)


def seal(read: Readable, to: Path, keys: Sequence[str]) -> None:
    """Writes a new file that whoever has the private key of one of these opens. Raises
    `BackupError`, OSError.
    """
    import pyrage  # noqa: PLC0415

    with to.open("xb") as opened:
        written = _Kept(opened)
        pyrage.encrypt_io(read, written, _recipients(keys))
        if written.wrong is not None:
            raise written.wrong


def open_sealed(path: Path, to: Path, keys: "Sequence[pyrage.x25519.Identity]", name: str) -> None:
    """Writes a new file with what was sealed. `name`: what it is called where it lies. Raises
    `BackupError` when it was sealed to other keys, was cut off or changed; OSError of the new file.
    """
    import pyrage  # noqa: PLC0415

    with path.open("rb") as read, to.open("xb") as opened:
        written = _Kept(opened)
        try:
            pyrage.decrypt_io(read, written, list(keys))
        except (pyrage.DecryptError, OSError, EOFError, ValueError) as error:
            if written.wrong is None:
                raise BackupError(_why(name, error)) from None
        if written.wrong is not None:
            raise written.wrong


def _why(name: str, error: Exception) -> str:
    if OTHER_KEY in str(error):
        return f"{name} was sealed to another key than this one"
    return f"{name} is damaged: it was changed or cut off after it was sealed"


def _recipients(keys: Sequence[str]) -> "list[pyrage.x25519.Recipient]":
    import pyrage  # noqa: PLC0415

    try:
        return [pyrage.x25519.Recipient.from_str(one) for one in keys]
    except pyrage.RecipientError:
        raise BackupError("a key to seal to is none: it is like age1…, as it was told") from None
