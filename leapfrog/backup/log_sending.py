"""Sending the log of all that happens to where backups lie that others hold: what PostgreSQL has
put aside in the town's home goes there, sealed where that is wanted, and is deleted here. The open
town does so all the time, with the files that people bring.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from leapfrog.backup import making, sent_log, store
from leapfrog.backup.errors import BackupError
from leapfrog.backup.new_files import OVERLAP
from leapfrog.backup.sealing import check_public
from leapfrog.backup.sender import Sender, sealed_names
from leapfrog.backup.sending import check_storage
from leapfrog.backup.storage import Storage, storage_at
from leapfrog.embedded_postgres import PostgresError, hash_of_piece, is_piece, unsent_pieces
from leapfrog.kernel.folders import workplace
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.turning import turning

# PostgreSQL puts a piece aside each minute, or each 16 MB.
EVERY = 5.0
# One process of the town does it, or a command while the town is closed.
LOCK = "log.lock"
# The next turn is the next try, and a town that closes does not wait for more.
TRIES = 1

log = structlog.get_logger()


class LogSender:
    """Sends what waits. It must be the only one in this home."""

    def __init__(self, settings: Settings) -> None:
        assert settings.backup_log
        self._settings = settings
        self._storage: Storage | None = None
        self._there: dict[str, dict[str, str]] = {}

    def send(self) -> int:
        """Answers how many pieces went. Raises `BackupError`, `PostgresError`; what did not arrive
        waits on.
        """
        waiting = unsent_pieces(self._settings.home)
        if not waiting:
            return 0
        storage = self._found()
        with self._working(storage) as (sender, work):
            for path in waiting:
                if is_piece(path.name):
                    self._send(storage, sender, work, path)
        # Where it is a folder, a power cut must not take what is deleted here.
        os.sync()
        for path in waiting:
            path.unlink(missing_ok=True)
        return len(waiting)

    def send_files(self, names: set[str] | None) -> None:
        """Sends these files that people keep, by their SHA-256; with None all that are not there.
        Raises `BackupError`.
        """
        storage = self._found()
        with self._working(storage) as (sender, _):
            if names is None:
                sender.send_all()
            else:
                sender.send_new(names)

    def _found(self) -> Storage:
        if self._storage is None:
            place, keys = self._settings.backup_log or "", self._settings.backup_seal
            check_public(keys)
            storage = storage_at(place, self._settings, tries=TRIES)
            check_storage(storage, keys)
            self._storage = storage
        return self._storage

    @contextmanager
    def _working(self, storage: Storage) -> Iterator[tuple[Sender, Path]]:
        home = self._settings.home
        names = sealed_names(home, self._settings.backup_seal)
        with TemporaryDirectory(dir=workplace(home)) as work:
            yield Sender(storage, home / "media", names, Path(work)), Path(work)

    def _send(self, storage: Storage, sender: Sender, work: Path, path: Path) -> None:
        system, file = path.parent.name, path.name
        sha256 = hash_of_piece(path, system)
        names = sealed_names(self._settings.home, self._settings.backup_seal)
        mark = names.mark(system, file, sha256) if names else None
        if system not in self._there:
            self._there[system] = {
                one.file: one.mark or "" for one in sent_log.pieces(storage, system)
            }
        there = self._there[system].get(file)
        if there is None:
            sender.send_file(path, sent_log.path_of(system, file, mark))
            self._there[system][file] = mark or ""
        elif not self._is_same(storage, work, path, there, mark, sha256):
            raise BackupError(
                f"{storage.name} has another {file} of the log: another town that was restored from"
                " the same backup sends its own there. Choose another LEAPFROG_BACKUP_LOG"
            )

    def _is_same(
        self, storage: Storage, work: Path, path: Path, there: str, mark: str | None, sha256: str
    ) -> bool:
        """Whether what was sent before PostgreSQL heard of it is this piece."""
        if mark:
            return there == mark
        system, copy = path.parent.name, work / path.name
        storage.get(sent_log.path_of(system, path.name, None), copy)
        try:
            return hash_of_piece(copy, system) == sha256
        finally:
            copy.unlink()


class TownLogSender:
    """Sends for a town that is open: in each turn the log, and what files are new since the last
    one; in its first turn all that are not there.
    """

    def __init__(self, town: Town, held: ExitStack) -> None:
        self._town, self._held, self._is_ours = town, held, False
        self._sender = LogSender(town.settings)
        self._since: datetime | None = None
        self._sent: set[str] = set()
        self._said = ""

    async def turn(self) -> None:
        """Nothing, where another process of this town does it."""
        if not await asyncio.to_thread(self._alone):
            return
        try:
            await self._send()
        except (BackupError, PostgresError) as error:
            if str(error) != self._said:
                log.warning("log_not_sent", reason=str(error))
            self._said = str(error)
        else:
            if self._said:
                log.info("log_sent_again")
            self._said = ""

    def _alone(self) -> bool:
        if not self._is_ours:
            with ExitStack() as stack:
                lock = making.held(self._town.settings.home / LOCK)
                self._is_ours = stack.enter_context(lock)
                if self._is_ours:
                    self._held.push(stack.pop_all())
        return self._is_ours

    async def _send(self) -> None:
        # The files first: the log tells who keeps them.
        if self._town.settings.media_url is None:
            await self._send_files()
        if await asyncio.to_thread(self._sender.send):
            async with self._town.database.transaction() as db:
                await store.note_log_sent(db)

    async def _send_files(self) -> None:
        now = self._town.clock.now()
        if self._since is None:
            await asyncio.to_thread(self._sender.send_files, None)
        else:
            async with self._town.database.glance() as db:
                found = await store.blobs_since(db, self._since - OVERLAP)
            if new := found - self._sent:
                await asyncio.to_thread(self._sender.send_files, new)
            self._sent = found
        self._since = now


@asynccontextmanager
async def sending_log(town: Town) -> AsyncIterator[None]:
    """For as long as the town is open; does nothing where the log is not to go anywhere."""
    if town.settings.backup_log is None:
        yield
        return
    with ExitStack() as held:
        async with turning(EVERY, TownLogSender(town, held).turn):
            yield


@contextmanager
def log_sent_after(settings: Settings) -> Iterator[None]:
    """Sends what waits when it is left, and the database was closed: the last that happened. What
    keeps it from that is told, and it waits for the next time.
    """
    try:
        yield
    finally:
        if settings.backup_log and settings.home.exists():
            try:
                _send_left(settings)
            except (BackupError, PostgresError, OSError) as error:
                log.warning("log_not_sent", reason=str(error))


def _send_left(settings: Settings) -> None:
    with making.held(settings.home / LOCK) as is_ours:
        if is_ours:
            LogSender(settings).send()
