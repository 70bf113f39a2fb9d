"""My town is gone: whoever has the key to a spare that is kept here becomes somebody of this town,
as who they were.
"""

import asyncio
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
from leapfrog.mirrors import assembling, holding, sealing, store_held
from leapfrog.mirrors.assembling import SpareKeys
from leapfrog.mirrors.errors import NoSpare, NotYetWhole, SpareBroken
from leapfrog.mirrors.model import HeldSpare
from leapfrog.mirrors.store_held import NumberedPart, StoredGeneration, StoredHeld
from leapfrog.moves import BroughtCopy, BroughtKey


class FoundSpare(msgspec.Struct, frozen=True):
    """A spare that can be come back from, and its chunks."""

    held: StoredHeld
    whole: StoredGeneration
    chunks: list[NumberedPart]


async def look(db: Db, address: str) -> HeldSpare:
    """The spare of who lived at this address. Raises `NoSpare`, `NotYetWhole`."""
    found = await _found(db, address)
    size = await store_held.used(db, found.held.pid, ["", found.whole.generation])
    fresh: datetime | None = found.whole.upto_at
    assert fresh is not None
    boxes = msgspec.convert(found.held.boxes, list[HomeKeyBox])
    given_up = found.held.given_up_at
    until = given_up + holding.GIVEN_UP_FOR if given_up else None
    return HeldSpare(found.held.pid, found.held.address, fresh, size, boxes, until)


async def _found(db: Db, address: str) -> FoundSpare:
    held = await store_held.by_address(db, address.strip().lower())
    if held is None:
        raise NoSpare
    every = await store_held.generations(db, held.pid)
    whole = next((one for one in every if one.upto), None)
    if whole is None:
        raise NotYetWhole
    chunks = await store_held.chunks(db, held.pid, whole.generation, whole.upto)
    return FoundSpare(held, whole, chunks)


async def revive(town: Town, owner: UUID, move_id: UUID, address: str, next_seed: bytes) -> None:
    """Somebody who joined this town is who lived at `address`, by the 32 private bytes of the key
    that they hold. All of the spare is let in; it is then theirs here, and kept as a spare no more.
    The same again goes on where it broke off. Raises `NoSpare`, `NotYetWhole`, `NotThatKey`,
    `SpareBroken`, and what `moves.revive` raises.
    """
    async with town.database.transaction() as db:
        if await moves.is_here(db, owner, move_id):
            # What comes after the commit may not have come.
            for pid in (await identity.pids_of(db, [owner])).values():
                await holding.drop(db, pid)
            return
        found = await _found(db, address)
        link: dict[str, Any] = found.held.link or {}
        # Whose key it is not, reads nothing.
        town_key = await towns.own_key_hash(db)
        identity.revived_home(found.held.record, link, next_seed, address, town_key)
    data_key = sealing.open_key(found.whole.sealed, next_seed, found.held.pid)
    keys = SpareKeys(found.held.pid, found.whole.generation, data_key)
    records, _ = await assembling.records_of(keys, len(found.chunks), _chunks(town, found))
    folder = await asyncio.to_thread(workplace, town.settings.home)
    async with temporary_folder(folder) as here:
        path = here / f"{secrets.token_hex(8)}.zip"
        await assembling.write_takeout(keys, records, _pieces(town, found), path)
        # Its town brought the record itself when the spare began.
        brought = BroughtKey(found.held.record, link, next_seed, vouched=True)
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


def _pieces(town: Town, found: FoundSpare) -> assembling.Pieces:
    async def pieces(name: str) -> AsyncIterator[bytes]:
        async with town.database.reading() as db:
            there = await store_held.pieces(db, found.held.pid, name)
        for one in there:
            yield await _kept(town, one.sha256)

    return pieces


async def _kept(town: Town, sha256: bytes) -> bytes:
    try:
        return await town.files.get(sha256)
    except FileNotFoundError:
        raise SpareBroken(why="a blob is missing") from None
