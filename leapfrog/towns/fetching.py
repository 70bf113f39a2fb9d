"""Fetching files that other towns announced: some of a town at once, in parts, until they are here
whole; made anew as uploads are.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import msgspec
import structlog

from leapfrog import chat, chat_files, fediverse
from leapfrog.chat_content import OwnedFile
from leapfrog.chat_files import UploadInfo
from leapfrog.kernel.db import TRANSIENT, Db
from leapfrog.kernel.errors import Problem, Unavailable
from leapfrog.kernel.files import digest_of
from leapfrog.kernel.folders import workplace
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import RunAgain
from leapfrog.kernel.spooling import spool_to, temporary_folder
from leapfrog.kernel.storage import StorageFull, check_disk
from leapfrog.towns import calling, files, keys, peers, store_files
from leapfrog.towns.calling import TownSpeaker
from leapfrog.towns.carrying import back_off
from leapfrog.towns.files import FileRequest
from leapfrog.towns.model import FILE_PATH
from leapfrog.towns.peers import NotReached
from leapfrog.towns.store import OtherTown
from leapfrog.towns.store_files import Pull

# A file is fetched within its lease, or tried again.
LEASE, AT_MOST = timedelta(minutes=5), timedelta(minutes=4)
MB = 1_000_000
AT_ONCE = 4
# What a town may announce in a week; more of it waits.
WEEK, MOST_OF_A_WEEK = timedelta(days=7), 5 * 10**9
A_MOMENT, LATER = timedelta(seconds=5), timedelta(hours=6)
log = structlog.get_logger()


class NeverComes(Exception):
    """Why a file will not come, however often it is asked for."""


class Fetching(msgspec.Struct, frozen=True):
    """A file that this job fetches, and for whom it asks."""

    pull: Pull
    file: OwnedFile
    here: TownSpeaker


async def work(town: Town, payload: dict[str, str]) -> None:
    """A job: fetches a file. Nothing when nobody awaits it any more. Raises `RunAgain` when the
    other town does not answer, or enough of its files are being fetched.
    """
    file_id = UUID(payload["id"])
    async with town.database.transaction() as db:
        taken = await _taken(db, file_id)
    if taken is None:
        return
    try:
        await _fetch(town, taken)
    except NotReached as why:
        await _again(town, taken, str(why))
    except (StorageFull, Unavailable, OSError, *TRANSIENT) as why:
        await _again(town, taken, str(why))
    except (NeverComes, Problem) as why:
        log.info("towns_file_lost", domain=taken.pull.domain, why=str(why))
        await _lost(town, file_id)
    else:
        async with town.database.transaction() as db:
            await store_files.done(db, file_id)


async def _taken(db: Db, file_id: UUID) -> Fetching | None:
    pull = await store_files.locked(db, file_id)
    if pull is None:
        return None
    file, site = await chat.awaited_file(db, file_id), await fediverse.site(db)
    if file is None or site is None:
        await store_files.done(db, file_id)
        return None
    if pull.leased_until and pull.leased_until > db.now:
        raise RunAgain(pull.leased_until - db.now)
    if await store_files.under_way(db, pull.domain) >= AT_ONCE:
        # Whoever has many before them looks less often: jobs that wait are looked at first.
        raise RunAgain(A_MOMENT * (1 + await store_files.ahead(db, pull) // AT_ONCE))
    begun = await store_files.begun_since(db, pull.domain, db.now - WEEK)
    if begun + pull.size > MOST_OF_A_WEEK:
        if pull.at > db.now - files.TRIED_FOR:
            raise RunAgain(LATER)
        await store_files.done(db, file_id)
        await chat.file_is_lost(db, file_id)
        return None
    await store_files.lease(db, file_id, db.now + LEASE)
    return Fetching(pull, file, TownSpeaker(site, await keys.own(db)))


async def _fetch(town: Town, taken: Fetching) -> None:
    """Raises `NotReached`, `NeverComes`, `Problem`."""
    pull, file = taken.pull, taken.file
    there = await peers.known(town, taken.here.site, pull.domain)
    folder = await asyncio.to_thread(workplace, town.settings.home)
    async with temporary_folder(folder) as here:
        source = here / "source"
        check_disk(folder, town.settings.free_disk * MB, pull.size)
        try:
            async with asyncio.timeout(AT_MOST.total_seconds()):
                await spool_to(_parts(town, taken, there), source)
        except TimeoutError:
            raise NotReached("it gives too little at a time", later=True) from None
        digest, size = await asyncio.to_thread(digest_of, source)
        if (digest, size) != (pull.sha256, pull.size):
            raise NeverComes("what came is not what was announced")
        told = UploadInfo(file.id, file.kind, file.name)
        await chat_files.take_in(town, file.owner_id, told, source)


async def _parts(town: Town, taken: Fetching, there: OtherTown) -> AsyncIterator[bytes]:
    """The bytes in their order. Raises `NotReached`, `NeverComes`."""
    at, pull = 0, taken.pull
    while at < pull.size:
        part = await _part(town, taken, there, at)
        least = min(files.SMALLEST_PART, pull.size - at)
        at += len(part)
        if len(part) < least or at > pull.size:
            raise NeverComes("it is shorter or longer than was announced")
        yield part


async def _part(town: Town, taken: Fetching, there: OtherTown, at: int) -> bytes:
    pull, here = taken.pull, taken.here
    wanted = FileRequest(here.site.domain, pull.domain, pull.sha256.hex(), at)
    body = msgspec.json.encode(wanted)
    answer = await calling.post(town, here, there, FILE_PATH, body, largest=files.LARGEST_PART)
    if answer.status == 404:
        raise NeverComes("it is not there any more")
    if answer.status != 200:
        raise NotReached(f"answered {answer.status}", later=True)
    return answer.body


async def _again(town: Town, taken: Fetching, why: str) -> None:
    """Raises `RunAgain`, unless it was tried for long enough."""
    pull = taken.pull
    async with town.database.transaction() as db:
        await store_files.failed(db, pull.file_id)
        since = db.now - pull.at
    if since < files.TRIED_FOR:
        log.info("towns_file_not_reached", domain=pull.domain, why=why)
        raise RunAgain(back_off(pull.failures, since))
    await _lost(town, pull.file_id)


async def _lost(town: Town, file_id: UUID) -> None:
    async with town.database.transaction() as db:
        await store_files.done(db, file_id)
        await chat.file_is_lost(db, file_id)
