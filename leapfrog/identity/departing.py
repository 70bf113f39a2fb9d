"""Departing: somebody who lived here lives in another town from now on, and is the same one to all
who know them here; and arriving, with the key by which they are known.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.identity import home_records, homes, people, store, store_departing, store_homes
from leapfrog.identity.errors import AddressKnown, NotWhoTheyWere
from leapfrog.identity.home_records import HomeSeeds
from leapfrog.identity.model import HANDLE
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db


class GivenHome(msgspec.Struct, frozen=True):
    """A home record that names the new town, and the private keys, 32 bytes each."""

    record: dict[str, Any]
    key: bytes
    next: bytes


async def depart(db: Db, person_id: UUID, address: str, own_key: str, their_key: str) -> GivenHome:
    """Moves a person here to an address elsewhere: their row becomes that of a person elsewhere,
    with all that hangs on it; their ways in and sessions end, their handle stays theirs. Until
    `departure_settled` they are shown as one who moved, and nothing is said to them. `own_key`,
    `their_key`: the hashes of the keys of this town and of the other one. Answers what the other
    town must have. Raises `NotFound`, `AddressKnown`.
    """
    kept = await homes.own(db, person_id, own_key)
    assert kept.seed is not None
    assert kept.next_seed is not None
    seeds = HomeSeeds(kept.seed, kept.next_seed)
    said: dict[str, Any] = {n: kept.record[n] for n in ("pid", "chain") if n in kept.record}
    was = list(dict.fromkeys([kept.record["address"], *kept.record.get("was", [])]))
    said |= {"n": kept.n + 1, "address": address, "town_key": their_key}
    said |= {"was": was[: home_records.MOST_WAS], "at": kept.record["at"]}
    record = home_records.record(said, seeds)
    await store_departing.forward(db, person_id)
    handle, _, domain = address.rpartition("@")
    if not await store_departing.depart(db, person_id, handle, domain):
        raise AddressKnown
    await store_homes.put(db, person_id, home_records.check(record), record)
    await store_homes.give_away(db, person_id)
    stream.end_sessions(db, person_id)
    await people.tell_changed(db, person_id)
    return GivenHome(record, seeds.key, seeds.next)


async def settled(db: Db, person_id: UUID) -> None:
    """Notes that the town to which a person moved has them: what is said to them
    is carried there.
    """
    await people.move(db, person_id, "")


async def settle(db: Db, person_id: UUID, given: GivenHome) -> UUID | None:
    """Makes a person here who they were elsewhere, by their home key of before, which is turned
    over twice at once, so that the old town, which knows it and the one after, can no longer speak
    for them. A key that they had here before is forgotten. Answers the id by which they were known
    here as somebody elsewhere; None where they were not, and where this was done already. Raises
    `NotWhoTheyWere` for a record that does not follow the one that is known here: of somebody who
    lives here, or by a key that was given up.
    """
    checked = home_records.check(given.record)
    kept = await store_homes.locked(db, person_id)
    if kept and kept.pid == checked.record.pid:
        return None
    before = await store_homes.locked_by_pid(db, checked.record.pid)
    verdict = home_records.decide(before.known if before else None, checked, vouched=True)
    lives_here = before is not None and before.seed is not None
    if lives_here or verdict not in home_records.TAKEN | {"known"}:
        raise NotWhoTheyWere
    await store_homes.drop(db, person_id)
    await store_homes.drop_pid(db, checked.record.pid, person_id)
    seeds = HomeSeeds(given.key, given.next)
    await store_homes.put(db, person_id, checked, given.record, seeds)
    for _ in range(2):
        await homes.rotate(db, person_id)
    return before.person_id if before else None


async def come_back(db: Db, person_id: UUID, said: Mapping[str, Any], domain: str) -> bool:
    """Gives a person who lived here once, and comes back into this account from the town at
    `domain`, their handle of then. `said`: the home record of them that counts. Answers whether it
    was done. Raises `InvalidHomeRecord`.
    """
    found = home_records.check(said).record
    known = await store_homes.locked_by_pid(db, found.pid)
    if known is None or known.person_id == person_id or found.address.rpartition("@")[2] != domain:
        return False
    met = await homes.meet(db, said, None)
    taken = met.verdict in home_records.TAKEN or met.verdict == "known"
    if not taken or not await store_departing.is_forwarded(db, known.person_id):
        return False
    if not await store_departing.give_back(db, known.person_id, person_id):
        return False
    await people.tell_changed(db, person_id)
    return True


def is_handle(text: str) -> bool:
    """Whether this text has the form of a handle, of whatever town."""
    return bool(HANDLE.fullmatch(text))


async def known_as(db: Db, address: str) -> UUID | None:
    """The id by which a person at this address of another town was noted here, if no town ever
    vouched for them; the address is free from then on. None for nobody. Raises `AddressKnown` for
    who is known by a key.
    """
    handle, _, domain = address.rpartition("@")
    noted = await store.by_names(db, [(handle, domain)])
    if not noted:
        return None
    if await store_homes.of(db, noted[0].id):
        raise AddressKnown
    await store_departing.free(db, noted[0].id)
    return noted[0].id


async def departed_by(db: Db, handle: str) -> UUID | None:
    """The id of the person who had this handle here and lives in another town now;
    None for nobody.
    """
    return await store_departing.by_handle(db, handle)


async def departed(db: Db, person_id: UUID) -> bool:
    """Whether a person lived here and lives in another town now."""
    return await store_departing.is_forwarded(db, person_id)
