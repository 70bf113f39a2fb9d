"""The town that holds a spare: takes what another town sends of somebody who lives there, as much
as its operator lets each have, and gives it back to that town alone. It can read none of it.
"""

import hashlib
from datetime import timedelta

import msgspec

from leapfrog import identity
from leapfrog.identity import HomeSource, InvalidHomeRecord
from leapfrog.kernel import files as blobs
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.storage import MB
from leapfrog.kernel.timers import schedule
from leapfrog.mirrors import earlier, sealing, store_earlier, store_held
from leapfrog.mirrors.errors import NoRoomOffered, NoSpare, SpareRefused
from leapfrog.mirrors.model import (
    LARGEST_CHUNK,
    LARGEST_PIECE,
    MirrorAnswer,
    MirrorRequest,
)
from leapfrog.mirrors.store_held import PartPlace, StoredGeneration, StoredHeld, StoredPart

PURPOSE, MEDIA = "mirror", "application/octet-stream"
LONGEST_WORD, MOST_FORGOTTEN, MOST_PIECES = 64, 1000, 100_000
# Each is a row and a blob, however small it is.
MOST_PARTS = 100_000
# A home that keeps a spare fresh is heard every few minutes. One that was silent for so long does
# not come back, or could not say that the spare was given up.
SILENT = timedelta(days=365)
# The town of somebody who holds the key themselves may say so without them, or erase them: with
# the key they can still come back.
GIVEN_UP_FOR = timedelta(days=30)
FORGET_EVERY, FORGOTTEN_AT_ONCE = timedelta(days=1), 20
FORGET_DUE = "mirrors.forget"
LARGEST_RECORD = 65_536
# A file whose sending broke off is sent again from its beginning. One that was there before is what
# an earlier copy names.
SENT_AGAIN = timedelta(days=1)


async def take(
    town: Town, there: HomeSource, asked: MirrorRequest, content: bytes
) -> MirrorAnswer | bytes:
    """What this town says to the one at `there`; bytes for `chunk_of` and `piece_of`. Raises
    `NoRoomOffered`, `NoSpare` for what is not of that town, `SpareRefused`, `Invalid`.
    """
    async with town.database.transaction() as db:
        if asked.step == "open":
            return await _open(db, town, there, asked)
        held = await store_held.one(db, asked.pid)
        if asked.step == "offer":
            await _check_offer(db, town, held)
            return MirrorAnswer(room=room_of(town))
        if held is None or held.domain != there.domain or held.given_up_at:
            raise NoSpare
        if asked.step in ("chunk_of", "piece_of"):
            if asked.step == "chunk_of" and not await _generation(db, held.pid, asked.generation):
                raise NoSpare
            kept = await store_held.part(db, _place(asked))
            if kept is None:
                raise NoSpare
        elif asked.step == "drop":
            if held.boxes or await store_earlier.any_boxes(db, held.pid):
                await store_held.give_up(db, held.pid)
            else:
                await drop(db, held.pid)
            return MirrorAnswer()
        else:
            await store_held.heard(db, held.pid)
            return await _taken(db, town, held, asked, content)
    return await town.files.get(kept.sha256)


async def _taken(
    db: Db, town: Town, held: StoredHeld, asked: MirrorRequest, content: bytes
) -> MirrorAnswer:
    if asked.step == "chunk":
        return await _chunk(db, town, held, asked, content)
    if asked.step == "piece":
        return await _piece(db, town, held, asked, content)
    if asked.step == "forget":
        await earlier.forget_files(db, held, asked.names[:MOST_FORGOTTEN], room_of(town))
    return await _state(db, town, held, asked.generation)


def room_of(town: Town) -> int:
    """Bytes that each spare may have."""
    return town.settings.mirror_room * MB


async def _open(db: Db, town: Town, there: HomeSource, asked: MirrorRequest) -> MirrorAnswer:
    """A whole copy begins. Its owner lives in the town that sends it, by a record of their own."""
    if not 8 <= len(asked.generation) <= LONGEST_WORD or not 32 <= len(asked.sealed) <= 1000:
        raise Invalid("This begins no spare.")
    if len(msgspec.json.encode(asked)) > LARGEST_RECORD:
        raise Invalid("This begins no spare.")
    try:
        record = identity.check_home(asked.record).record
    except InvalidHomeRecord as why:
        raise SpareRefused(why=str(why)) from None
    source = HomeSource(record.address.rpartition("@")[2], record.town_key)
    if record.pid != asked.pid or not there.speaks_for(source):
        raise SpareRefused
    who = await identity.person_of_pid(db, record.pid)
    if who and not there.speaks_for(await identity.home_source_of(db, who)):
        # Whoever is known here by this key lives elsewhere, or here.
        raise SpareRefused
    held = await store_held.one(db, asked.pid)
    if held and not _goes_on(held, there, asked):
        raise SpareRefused
    await _check_offer(db, town, held)
    await store_held.put(
        db,
        StoredHeld(
            pid=asked.pid,
            id=held.id if held else new_id(),
            domain=there.domain,
            address=record.address,
            record=asked.record,
            boxes=msgspec.to_builtins(asked.boxes),
            link=asked.link or None,
            heard_at=db.now,
        ),
    )
    found = await store_held.one(db, asked.pid)
    assert found is not None
    await _one_unfinished(db, found, asked.generation)
    chain = sealing.beginning(asked.generation)
    await store_held.open_generation(db, found, asked.generation, asked.sealed, chain)
    return await _state(db, town, found, asked.generation)


def _goes_on(held: StoredHeld, there: HomeSource, asked: MirrorRequest) -> bool:
    """Whether a record follows the one that the spare began with: a key that was given up, which a
    town of before or the thief of an old copy has, takes nobody's spare away.
    """
    verdict = identity.home_after(held.record, asked.record)
    if held.domain == there.domain:
        return verdict != "refused"
    return verdict in ("moved", "rotated")


async def _check_offer(db: Db, town: Town, held: StoredHeld | None) -> None:
    """Raises `NoRoomOffered`; who has a spare here is not one more."""
    full = held is None and await store_held.count(db) >= town.settings.mirror_most
    if full or not room_of(town):
        raise NoRoomOffered


async def _one_unfinished(db: Db, held: StoredHeld, but: str) -> None:
    """Of copies that were begun and never whole only the one that begins now stays."""
    every = await store_held.generations(db, held.pid)
    never = [one.generation for one in every if not one.upto and one.generation != but]
    await earlier.drop(db, held, never)


async def _generation(db: Db, pid: str, name: str) -> StoredGeneration | None:
    """One that its home may still write to, and read."""
    every = await store_held.generations(db, pid)
    mine = (one for one in every if one.generation == name and one.replaced_at is None)
    return next(mine, None)


async def _state(db: Db, town: Town, held: StoredHeld, name: str, why: str = "") -> MirrorAnswer:
    found = await _generation(db, held.pid, name)
    used, room = await store_held.used(db, held.pid, ["", name]), room_of(town)
    if found is None:
        return MirrorAnswer(used=used, room=room, why=why or "generation")
    return MirrorAnswer(name, found.n, found.chain.hex(), used, room, why)


async def _chunk(
    db: Db, town: Town, held: StoredHeld, asked: MirrorRequest, content: bytes
) -> MirrorAnswer:
    found = await _generation(db, held.pid, asked.generation)
    if found is None:
        return await _state(db, town, held, asked.generation, "generation")
    if not 1 <= len(content) <= LARGEST_CHUNK:
        raise Invalid("This is no chunk.")
    if asked.n != found.n + 1:
        # What is there already is answered so too: the chain says whether it is the same.
        return await _state(db, town, held, asked.generation, "gap")
    if await _is_full(db, town, held, asked.generation, len(content)):
        return await _state(db, town, held, asked.generation, "full")
    place = PartPlace(held.pid, asked.generation, "", asked.n)
    await _keep(db, town, held, place, content)
    chain = sealing.chained(found.chain, content)
    await store_held.move_on(db, held.pid, found.generation, asked.n, chain, whole=asked.last)
    if asked.last:
        await earlier.replace(db, held, asked.generation, room_of(town))
    return await _state(db, town, held, asked.generation)


async def _piece(
    db: Db, town: Town, held: StoredHeld, asked: MirrorRequest, content: bytes
) -> MirrorAnswer:
    named = 0 < len(asked.name) <= LONGEST_WORD and 0 <= asked.n < MOST_PIECES
    if not named or not 1 <= len(content) <= LARGEST_PIECE:
        raise Invalid("This is no piece of a file.")
    place = PartPlace(held.pid, "", asked.name, asked.n)
    before = await store_held.part(db, place)
    if before is None or before.sha256 != hashlib.sha256(content).digest():
        if await _is_full(db, town, held, asked.generation, len(content)):
            return await _state(db, town, held, asked.generation, "full")
        if before and db.now - before.added_at < SENT_AGAIN:
            gone = await store_held.drop_files(db, held.pid, [asked.name])
            await blobs.forget(db, await blobs.disown_these(db, held.id, gone))
        elif before or await _is_old(db, held.pid, asked.name):
            await earlier.forget_files(db, held, [asked.name], room_of(town))
        await _keep(db, town, held, place, content)
    return await _state(db, town, held, asked.generation)


async def _is_old(db: Db, pid: str, name: str) -> bool:
    """Whether there is a file of this name that was not begun just now."""
    first = await store_held.part(db, PartPlace(pid, "", name, 0))
    return first is not None and db.now - first.added_at >= SENT_AGAIN


async def _is_full(db: Db, town: Town, held: StoredHeld, generation: str, coming: int) -> bool:
    used = await store_held.used(db, held.pid, ["", generation])
    if used + coming > room_of(town):
        return True
    return await store_held.parts(db, held.pid, ["", generation]) >= MOST_PARTS


async def _keep(db: Db, town: Town, held: StoredHeld, place: PartPlace, content: bytes) -> None:
    digest = hashlib.sha256(content).digest()
    owned = await blobs.own(db, held.id, PURPOSE, digest, MEDIA, size=len(content), person=None)
    await store_held.add_part(db, place, StoredPart(digest, len(content), owned.id, db.now))
    await town.files.put(content)


def _place(asked: MirrorRequest) -> PartPlace:
    if asked.step == "chunk_of":
        return PartPlace(asked.pid, asked.generation, "", asked.n)
    return PartPlace(asked.pid, "", asked.name, asked.n)


async def forget_silent(db: Db, _ref: str, _body: object) -> None:
    """A timer: spares whose home was not heard for a year go, those that were given up, and what
    others were more than thirty days ago.
    """
    since, given_up = db.now - SILENT, db.now - GIVEN_UP_FOR
    silent = await store_held.silent(db, since, given_up, FORGOTTEN_AT_ONCE)
    for pid in silent:
        await drop(db, pid)
    more = await earlier.forget_old(db, FORGOTTEN_AT_ONCE) or len(silent) == FORGOTTEN_AT_ONCE
    again = timedelta(minutes=1) if more else FORGET_EVERY
    await schedule(db, FORGET_DUE, "", db.now + again)


async def drop(db: Db, pid: str) -> None:
    """Nothing of a spare is kept."""
    owner = await store_held.drop(db, pid)
    if owner:
        await blobs.forget(db, await blobs.disown_all(db, owner))
