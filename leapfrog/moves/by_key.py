"""Coming from a town that is gone, or lets nobody go: a take-out says what somebody had, and the
key that only they hold that they are the same person. It does what a move does, without a word of
the town of before; what was said since the take-out is asked from the towns of those who said it.
"""

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import identity, portability, town_groups, towns
from leapfrog.identity import GivenHome, HomeKeyBox, NotThatKey, SealedHomeKey
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import Town
from leapfrog.moves import arriving, store
from leapfrog.moves.errors import AlreadyTied, MoveUnderWay, NoHomeKey
from leapfrog.moves.model import MoveAnswer
from leapfrog.moves.store import StoredArriving
from leapfrog.portability import Reader


class BroughtKey(msgspec.Struct, frozen=True):
    """A record of somebody, what its key says of the next one, and the 32 private bytes of that.
    `vouched`: the town of before itself said that they live at the address in the record.
    """

    record: dict[str, Any]
    link: dict[str, Any]
    next: bytes
    vouched: bool = False


class BroughtCopy(msgspec.Struct, frozen=True):
    """A take-out, and by which id it is let in."""

    arrival_id: UUID
    path: Path


class CopyKey(msgspec.Struct, frozen=True):
    """Of whom a copy is, and how its home key is opened: by a passphrase (`sealed`), or by what
    opens one of the boxes, which are bound to `pid`.
    """

    pid: str
    address: str
    sealed: bool
    boxes: list[HomeKeyBox]


class KeyFromTakeout(msgspec.Struct, frozen=True):
    """How the key in a take-out is opened: by its passphrase, or, where its owner held it
    themselves, by what their device took out of its box.
    """

    passphrase: str = ""
    next: bytes = b""


async def from_takeout(
    town: Town, owner: UUID, move_id: UUID, arrival_id: UUID, by: KeyFromTakeout
) -> StoredArriving:
    """Comes with a zip that was looked at (`portability.preview`, by this id) and the key in it.
    Raises `NotFound`, `NoHomeKey` for a zip without a key that this opens, `Invalid` for another
    passphrase, and what `revive` raises.
    """
    async with town.database.reading() as db:
        known = await store.arriving(db, move_id)
    if known and known.owner_id == owner and known.state == "here":
        return known
    async with portability.brought(town, owner, arrival_id) as path:
        held = await asyncio.to_thread(_held, path)
        brought = await asyncio.to_thread(_key, held, by)
        return await revive(town, owner, move_id, brought, BroughtCopy(arrival_id, path))


async def look(town: Town, owner: UUID, arrival_id: UUID) -> CopyKey:
    """Of whom a zip that was looked at is, and what opens the key in it. Raises `NotFound`,
    `NoHomeKey`.
    """
    async with portability.brought(town, owner, arrival_id) as path:
        held = await asyncio.to_thread(_held, path)
    record, own = held["record"], held.get("own") or {}
    try:
        boxes = msgspec.convert(own.get("boxes", []), list[HomeKeyBox])
    except msgspec.ValidationError:
        raise NoHomeKey from None
    sealed = bool(held.get("sealed"))
    if not boxes and not sealed:
        raise NoHomeKey
    return CopyKey(str(record.get("pid")), str(record.get("address")), sealed, boxes)


async def revive(
    town: Town, owner: UUID, move_id: UUID, brought: BroughtKey, copy: BroughtCopy
) -> StoredArriving:
    """Moves an account into this town by its owner's key and a take-out, without a word of the old
    town. The same again goes on where it broke off. Answers the move. Opens transactions of its
    own. Raises `AlreadyTied` for an account that has contacts in other towns, `MoveUnderWay`,
    `NotThatKey`, `NotWhoTheyWere`, and what an arrival raises.
    """
    async with town.database.transaction() as db:
        home = await _home(db, owner, brought)
        known = await store.arriving(db, move_id)
        if known and known.owner_id == owner and known.state == "here":
            return known
        if await towns.has_ties(db, owner):
            raise AlreadyTied
        name = str(brought.record["address"])
        domain = name.rpartition("@")[2]
        await store.end_keyed(db, owner, move_id)
        await store.add_arriving(db, move_id, owner, domain, "")
        found = await store.arriving(db, move_id)
        if found is None or found.owner_id != owner or found.domain != domain or found.verifier:
            raise MoveUnderWay
        if brought.vouched or await _lived_at(db, brought.record, name):
            await store.set_address(db, move_id, name)
        await store.set_arriving(db, move_id, "copying")
    try:
        tied, talks = await asyncio.to_thread(arriving.outline, copy.path, name)
        await portability.preview(town, owner, copy.arrival_id, name, copy.path)
        await portability.apply(town, owner, copy.arrival_id)
        async with town.database.transaction() as db:
            await store.came(db, move_id, tied, talks)
            return await _be(db, owner, move_id, home)
    except Problem as why:
        async with town.database.transaction() as db:
            await store.set_arriving(db, move_id, "failed", why.code)
        raise


async def is_here(db: Db, owner: UUID, move_id: UUID) -> bool:
    """Whether this move of a person into the town is done."""
    known = await store.arriving(db, move_id)
    return known is not None and known.owner_id == owner and known.state == "here"


async def _home(db: Db, owner: UUID, brought: BroughtKey) -> GivenHome:
    """Raises `NotThatKey`."""
    person = (await identity.named(db, [owner]))[owner]
    here = await towns.own_key_hash(db)
    return identity.revived_home(brought.record, brought.link, brought.next, person.address, here)


async def _lived_at(db: Db, record: dict[str, Any], name: str) -> bool:
    """Whether a town said that they live there. A record that somebody only brings names whatever
    address they like: by that alone nobody is taken for who was noted there, nor for a friend of
    who came from there.
    """
    who = await identity.person_of_pid(db, str(record["pid"]))
    known = (await identity.named(db, [who])).get(who) if who else None
    return known is not None and known.kind == "remote" and known.address == name


async def _be(db: Db, owner: UUID, move_id: UUID, home: GivenHome) -> StoredArriving:
    """Raises `NotWhoTheyWere`."""
    await store.one_by_one(db)
    found = await store.arriving(db, move_id, lock=True)
    if found is None or found.state != "finishing":
        raise MoveUnderWay
    address = (await identity.named(db, [owner]))[owner].address
    told = MoveAnswer("moved", home=home.record, key=home.key, next=home.next)
    await arriving.be_here(db, found, address, told)
    await towns.want_resync(db, owner)
    await town_groups.seek(db, owner)
    await store.set_arriving(db, move_id, "here")
    return await store.arriving(db, move_id) or found


def _held(path: Path) -> dict[str, Any]:
    """Of a take-out: its home record, with what opens it. Raises `NoHomeKey`."""
    found = Reader(path).records("home")
    if not found or not isinstance(found[0].get("record"), dict):
        raise NoHomeKey
    return found[0]


def _key(held: dict[str, Any], by: KeyFromTakeout) -> BroughtKey:
    """Raises `NoHomeKey`, `NotThatKey`, `Invalid`."""
    record, own = held["record"], held.get("own")
    if by.next and own:
        return BroughtKey(record, own.get("link") or {}, by.next)
    if not by.passphrase or not held.get("sealed"):
        raise NoHomeKey
    try:
        sealed = msgspec.convert(held["sealed"], SealedHomeKey)
    except msgspec.ValidationError:
        raise NoHomeKey from None
    seeds = identity.opened_home_key(sealed, by.passphrase)
    if sealed.pid != record.get("pid"):
        raise NotThatKey
    return BroughtKey(record, identity.home_key_link(sealed.pid, seeds), seeds.next)
