"""My town is gone: whoever has the key to a spare that is kept here becomes somebody of this town,
as who they were.
"""

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import identity, moves, towns
from leapfrog.identity import HomeKeyBox
from leapfrog.kernel.db import Db
from leapfrog.kernel.folders import workplace
from leapfrog.kernel.http import Town
from leapfrog.kernel.spooling import temporary_folder
from leapfrog.mirrors import assembling, earlier, holding, sealing, store_held
from leapfrog.mirrors.assembling import SpareKeys
from leapfrog.mirrors.errors import NoSpare, NotYetWhole, SpareBroken
from leapfrog.mirrors.model import EarlierSpare, HeldSpare
from leapfrog.mirrors.store_held import NumberedPart, StoredGeneration, StoredHeld
from leapfrog.moves import BroughtCopy, BroughtKey


class WantedSpare(msgspec.Struct, frozen=True):
    """The spare of who lived at `address`, who has these 32 private bytes; `as_of`: as it was at
    the time of one of its `earlier`, else as it was last.
    """

    address: str
    next: bytes
    as_of: datetime | None = None


class FoundSpare(msgspec.Struct, frozen=True):
    """A spare that can be come back from, and its chunks up to the end of a round."""

    held: StoredHeld
    whole: StoredGeneration
    chunks: list[NumberedPart]
    newest: bool


async def look(db: Db, address: str) -> HeldSpare:
    """The spare of who lived at this address. Raises `NoSpare`, `NotYetWhole`."""
    held, every = await _copies(db, address)
    whole = every[0]
    assert whole.upto_at is not None
    given_up = held.given_up_at
    boxes = {one.generation: _boxes(one) for one in every}
    return HeldSpare(
        pid=held.pid,
        address=held.address,
        fresh_at=whole.upto_at,
        size=await store_held.used(db, held.pid, ["", whole.generation]),
        records=await store_held.used(db, held.pid, [whole.generation]),
        boxes=boxes[whole.generation],
        until=given_up + holding.GIVEN_UP_FOR if given_up else None,
        earlier=[
            EarlierSpare(one.at, one.size, boxes[one.generation])
            for one in await earlier.points(db, held, whole)
            if one.generation in boxes
        ],
    )


def _boxes(copy: StoredGeneration) -> list[HomeKeyBox]:
    return msgspec.convert(copy.boxes, list[HomeKeyBox])


async def _copies(db: Db, address: str) -> tuple[StoredHeld, list[StoredGeneration]]:
    """A spare, and what of it is whole, the newest first. Raises `NoSpare`, `NotYetWhole`."""
    held = await store_held.by_address(db, address.strip().lower())
    if held is None:
        raise NoSpare
    every = [one for one in await store_held.generations(db, held.pid) if one.upto]
    if not every:
        raise NotYetWhole
    return held, every


async def _found(db: Db, wanted: WantedSpare) -> FoundSpare:
    held, every = await _copies(db, wanted.address)
    whole, upto = every[0], every[0].upto
    if wanted.as_of:
        points = await earlier.points(db, held, whole)
        point = next((one for one in points if one.at == wanted.as_of), None)
        copies = {one.generation: one for one in every}
        if point is None or point.generation not in copies:
            raise NoSpare
        whole, upto = copies[point.generation], point.n
    chunks = await store_held.chunks(db, held.pid, whole.generation, upto)
    return FoundSpare(held, whole, chunks, newest=wanted.as_of is None)


async def revive(town: Town, owner: UUID, move_id: UUID, wanted: WantedSpare) -> None:
    """Somebody who joined this town is who lived at an address, by the key that they hold. All of
    the spare is let in; it is then theirs here, and kept as a spare no more. The same again goes
    on where it broke off. Raises `NoSpare`, `NotYetWhole`, `NotThatKey`, `SpareBroken`, and what
    `moves.revive` raises.
    """
    async with town.database.transaction() as db:
        if await moves.is_here(db, owner, move_id):
            # What comes after the commit may not have come.
            for pid in (await identity.pids_of(db, [owner])).values():
                await holding.drop(db, pid)
            return
        found = await _found(db, wanted)
        link: dict[str, Any] = found.whole.link or {}
        # Whose key it is not, reads nothing.
        town_key = await towns.own_key_hash(db)
        record = found.whole.record
        identity.revived_home(record, link, wanted.next, wanted.address, town_key)
    data_key = sealing.open_key(found.whole.sealed, wanted.next, found.held.pid)
    keys = SpareKeys(found.held.pid, found.whole.generation, data_key)
    records, _ = await assembling.records_of(keys, len(found.chunks), _chunks(town, found))
    folder = await asyncio.to_thread(workplace, town.settings.home)
    async with temporary_folder(folder) as here:
        path = here / f"{secrets.token_hex(8)}.zip"
        await assembling.write_takeout(keys, records, _pieces(town, found, keys), path)
        # Its town brought the record itself when the spare began.
        brought = BroughtKey(record, link, wanted.next, vouched=True)
        await moves.revive(town, owner, move_id, brought, BroughtCopy(move_id, path))
    async with town.database.transaction() as db:
        await holding.drop(db, found.held.pid)


def _chunks(town: Town, found: FoundSpare) -> assembling.Fetch:
    """Raises `SpareBroken` where one is missing."""
    by_number = {one.n: one.sha256 for one in found.chunks}

    async def fetch(n: int) -> bytes:
        if n not in by_number:
            raise SpareBroken(why="a chunk is missing")
        return await _kept(town, by_number[n])

    return fetch


def _pieces(town: Town, found: FoundSpare, keys: SpareKeys) -> assembling.Pieces:
    """Those that are there, or were when the copy was made: whichever are the file."""
    places = ["", earlier.ASIDE] if found.newest else [earlier.ASIDE, ""]

    async def pieces(name: str) -> AsyncIterator[bytes]:
        async with town.database.reading() as db:
            sets = [await store_held.pieces(db, found.held.pid, name, one) for one in places]
        there = [one for one in sets if one]
        for some in there[:-1]:
            if await _is_file(town, keys, name, some):
                there = [some]
                break
        for one in there[-1] if there else []:
            yield await _kept(town, one.sha256)

    return pieces


async def _is_file(town: Town, keys: SpareKeys, name: str, some: list[NumberedPart]) -> bool:
    """Whether these pieces are the file that is called so."""
    digest = hashlib.sha256()
    try:
        for n, one in enumerate(some):
            digest.update(sealing.open_piece(keys.data_key, name, n, await _kept(town, one.sha256)))
    except SpareBroken:
        return False
    return sealing.file_name(keys.data_key, digest.digest()) == name


async def _kept(town: Town, sha256: bytes) -> bytes:
    try:
        return await town.files.get(sha256)
    except FileNotFoundError:
        raise SpareBroken(why="a blob is missing") from None
