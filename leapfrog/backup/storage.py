"""Where backups lie that are sealed or with others: a folder, or an object store that speaks S3.
What is put there is there whole or not at all, and what arrived is looked at. What speaks to both
is loaded with the first storage.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leapfrog.backup.errors import BackupError
from leapfrog.kernel.folders import private_folder
from leapfrog.kernel.settings import Settings

if TYPE_CHECKING:
    from obstore.store import ObjectStore, S3Store

BUCKET = "s3://"
# A larger object goes in parts of this size, a few at a time; S3 takes 10,000 of them.
PART = 16 << 20
MOST_PARTS = 9_000
PARTS_AT_ONCE = 4
# Of one request, with a part over a slow line in it; and how often it is tried.
SECONDS = "600s"
TRIES = 6


class Storage:
    """A folder of objects. All that fails raises `BackupError` with its name."""

    def __init__(self, name: str, store: "ObjectStore") -> None:
        self.name, self._store = name, store

    def put(self, path: str, file: Path) -> None:
        """Each part goes with its SHA-256, which the store compares; then the size is compared."""
        size = file.stat().st_size
        with self._told(path):
            self._store.put(
                path,
                file,
                chunk_size=max(PART, size // MOST_PARTS),
                max_concurrency=PARTS_AT_ONCE,
            )
            arrived = self._store.head(path)["size"]
        if arrived != size:
            raise BackupError(f"of {self.name}/{path} arrived {arrived} of {size} bytes")

    def get(self, path: str, to: Path) -> None:
        """Writes it into a new file."""
        with self._told(path), to.open("xb") as written:
            size = self._store.head(path)["size"]
            for start in range(0, size, PART):
                end = min(start + PART, size)
                written.write(bytes(self._store.get_range(path, start=start, end=end)))

    def read(self, path: str) -> bytes | None:
        """A small object; None when there is none."""
        try:
            with self._told(path):
                return bytes(self._store.get(path).bytes())
        except _Missing:
            return None

    def folders(self) -> list[str]:
        with self._told(""):
            found = self._store.list_with_delimiter()["common_prefixes"]
        return sorted(one.rstrip("/") for one in found)

    def names(self, folder: str) -> set[str]:
        """The paths of all objects in a folder, of which there may be none."""
        return {path for path, _ in self._all(folder)}

    def put_since(self, folder: str, moment: datetime) -> set[str]:
        """The paths of those in a folder that were put there at that moment or later."""
        return {path for path, at in self._all(folder) if at >= moment}

    def _all(self, folder: str) -> list[tuple[str, datetime]]:
        try:
            with self._told(folder):
                found = (one for some in self._store.list(folder) for one in some)
                return [(one["path"], one["last_modified"]) for one in found]
        except _Missing:
            return []

    def delete(self, path: str) -> None:
        """Nothing, when there is none."""
        with suppress(_Missing), self._told(path):
            self._store.delete(path)

    @contextmanager
    def _told(self, path: str) -> Iterator[None]:
        from obstore.exceptions import BaseError  # noqa: PLC0415

        try:
            yield
        except FileNotFoundError:
            raise _Missing(f"there is no {self.name}/{path}") from None
        except (BaseError, OSError, ValueError) as error:
            said = str(error).strip().splitlines() or [type(error).__name__]
            raise BackupError(f"{self.name}/{path} cannot be used: {said[0]}") from None


class _Missing(BackupError):
    """There is no such object."""


def storage_at(place: str, settings: Settings, tries: int | None = None) -> Storage:
    """The storage of a folder or of `s3://bucket/folder`. `tries`: how often a request is made
    again, if not as often as for a backup. Raises `BackupError`.
    """
    if place.startswith(BUCKET):
        return Storage(place, _bucket(place, settings, TRIES if tries is None else tries))
    from obstore.store import LocalStore  # noqa: PLC0415

    folder = Path(place).absolute()
    try:
        return Storage(str(folder), LocalStore(private_folder(folder), automatic_cleanup=True))
    except OSError as error:
        raise BackupError(f"{folder} cannot hold backups: {error.strerror}") from None


def _bucket(place: str, settings: Settings, tries: int) -> "S3Store":
    from obstore.exceptions import BaseError  # noqa: PLC0415
    from obstore.store import S3Store  # noqa: PLC0415

    said = {
        "endpoint": settings.backup_endpoint,
        "region": settings.backup_region,
        "access_key_id": settings.backup_key_id,
        "secret_access_key": settings.backup_key_secret,
        "checksum_algorithm": "SHA256",
    }
    config: Any = {name: value for name, value in said.items() if value}
    client: Any = {"timeout": SECONDS}
    if (settings.backup_endpoint or "").startswith("http://"):
        client["allow_http"] = True
    try:
        return S3Store.from_url(
            place, config=config, client_options=client, retry_config={"max_retries": tries}
        )
    except (BaseError, ValueError) as error:
        raise BackupError(f"{place} cannot be used: {str(error).splitlines()[0]}") from None
