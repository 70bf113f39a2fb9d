"""Is a take-out what a town wrote? Checked without the town, which may be gone."""

from pathlib import Path
from zipfile import BadZipFile

import msgspec

from leapfrog.kernel.signing import CheckedStatement, InvalidStatement, Keys, check
from leapfrog.portability.errors import DamagedTakeout
from leapfrog.portability.model import FORMAT, MANIFEST, SIGNATURE, Manifest
from leapfrog.portability.reading import Reader

LARGEST_SIGNATURE = 20_000_000


class Verified(msgspec.Struct, frozen=True):
    """A take-out whose signature is right, and the entries of the zip that are not as signed."""

    checked: CheckedStatement
    manifest: Manifest
    changed: list[str]
    missing: list[str]
    added: list[str]


class _Signed(msgspec.Struct, frozen=True):
    """What is read of `signature.json`."""

    address: str
    at: str
    files: dict[str, str]


def verified(path: Path, keys: Keys | None) -> Verified:
    """Compares each entry of a take-out with what was signed: the manifest and the pages by the
    signature, all else by the manifest. Raises `InvalidStatement`, `NotATakeout`, `DamagedTakeout`.
    """
    reader = Reader(path)
    checked = check(FORMAT, _signature(reader), keys)
    try:
        signed = msgspec.convert(checked.said, _Signed).files
    except msgspec.ValidationError as cause:
        raise InvalidStatement("the town signed something else") from cause
    there = reader.names - {SIGNATURE}
    wanted = {**reader.manifest.files, **signed}
    if MANIFEST not in signed:
        raise InvalidStatement("the town signed something else")
    return Verified(
        checked,
        reader.manifest,
        changed=[
            one for one in sorted(there & wanted.keys()) if _differs(reader, one, wanted[one])
        ],
        missing=sorted(wanted.keys() - there),
        added=sorted(there - wanted.keys()),
    )


def _differs(reader: Reader, name: str, sha256: str) -> bool:
    try:
        return reader.digest(name) != sha256
    except DamagedTakeout:
        return True


def _signature(reader: Reader) -> bytes:
    try:
        if reader.zip.getinfo(SIGNATURE).file_size > LARGEST_SIGNATURE:
            raise DamagedTakeout("It has a signature that is too long.")
        return reader.zip.read(SIGNATURE)
    except KeyError:
        raise InvalidStatement("it is not signed") from None
    except (BadZipFile, EOFError, OSError, RuntimeError) as cause:
        raise DamagedTakeout(f"{SIGNATURE} cannot be read.") from cause
