"""Homes: the key of each person, by which they are the same one in all towns, and where they say
that they live. The town keeps the keys of its people for them.
"""

from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.identity import home_records, home_sealing, people, store_homes
from leapfrog.identity.home_records import CheckedHome, HomeSeeds, Verdict
from leapfrog.identity.model import HANDLE, Person
from leapfrog.identity.store_homes import StoredHome
from leapfrog.kernel.archive import Record
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.signing import new_seed, public_of


class HomeSource(msgspec.Struct, frozen=True):
    """From where a record came: the domain of a town, and the hash of its key. `had`: those of the
    keys that it had before, which its people's records may still name.
    """

    domain: str
    town_key: str
    had: frozenset[str] = frozenset()

    def speaks_for(self, said: "HomeSource | None") -> bool:
        """Whether it is the town that a record names, by a key that it has or had."""
        named = said is not None and said.domain == self.domain
        return named and said is not None and said.town_key in self.had | {self.town_key}


class MetHome(msgspec.Struct, frozen=True):
    """What became of a record, and whose it is; None where nobody is known by it. `moved`: they
    have another address than before.
    """

    verdict: Verdict
    person_id: UUID | None
    moved: bool = False


async def own(db: Db, person_id: UUID, town_key: str) -> StoredHome:
    """The home record of a person here: made when it is first needed, and signed anew when their
    address or the town's key is another one. `town_key`: its hash, as records name it. Raises
    `NotFound`.
    """
    kept = await store_homes.locked(db, person_id)
    person = (await people.named(db, [person_id])).get(person_id)
    if person is None or person.kind != "person":
        raise NotFound
    if kept and (kept.record["address"], kept.record["town_key"]) == (person.address, town_key):
        return kept
    seeds, said = _following(kept, db.now.isoformat(timespec="seconds").replace("+00:00", "Z"))
    said |= {"address": person.address, "town_key": town_key}
    signed = home_records.record(said, seeds, "" if seeds.next or kept is None else kept.next)
    await store_homes.put(db, person_id, home_records.check(signed), signed, seeds)
    found = await store_homes.of(db, person_id)
    assert found is not None
    return found


async def own_if_made(db: Db, person_id: UUID) -> StoredHome | None:
    """The home record of a person as it is kept; None where none was ever made."""
    return await store_homes.of(db, person_id)


def _following(kept: StoredHome | None, at: str) -> tuple[HomeSeeds, dict[str, Any]]:
    """The keys of the next record of somebody here, and what it says beside where they live."""
    if kept is None or kept.seed is None:
        seeds = HomeSeeds(new_seed(), new_seed())
        return seeds, {"pid": home_records.pid_of(public_of(seeds.key)), "n": 1, "at": at}
    old = kept.record
    said: dict[str, Any] = {name: old[name] for name in ("pid", "chain") if name in old}
    was = list(dict.fromkeys([old["address"], *old.get("was", [])]))[: home_records.MOST_WAS]
    seeds = HomeSeeds(kept.seed, kept.next_seed or b"")
    return seeds, {**said, "n": kept.n + 1, "at": at, "was": was}


async def rotate(db: Db, person_id: UUID) -> StoredHome:
    """The next key takes the place of the one that signs, for ever; a new one is named to follow.
    What was sealed before is worthless. Raises `NotFound` for who has none here.
    """
    kept = await store_homes.locked(db, person_id)
    if kept is None or kept.seed is None or kept.next_seed is None:
        raise NotFound
    old = HomeSeeds(kept.seed, kept.next_seed)
    chain = [*kept.record.get("chain", []), home_records.link(kept.pid, old)]
    said = {name: kept.record[name] for name in kept.record if name not in ("sig", "key", "next")}
    seeds = HomeSeeds(old.next, new_seed())
    signed = home_records.record({**said, "chain": chain, "n": kept.n + 1}, seeds)
    await store_homes.put(db, person_id, home_records.check(signed), signed, seeds)
    await store_homes.seal(db, person_id, {})
    found = await store_homes.of(db, person_id)
    assert found is not None
    return found


async def meet(
    db: Db, said: Mapping[str, Any], source: HomeSource | None, name: str = ""
) -> MetHome:
    """Takes a home record of a person elsewhere, whoever brought it. Where nothing is pinned of
    them it must come from the town that it names (`source`), and their address must be nobody
    else's. Who is known keeps their address until the town of the new one brings the record itself:
    no key makes somebody live in a town that does not say so. Raises `InvalidHomeRecord`.
    """
    come = home_records.check(said)
    kept = await store_homes.locked_by_pid(db, come.record.pid)
    if kept and kept.seed is not None:
        # Of people here, this town says where they live.
        return MetHome("refused", None)
    vouched = _vouches(come, source)
    verdict = home_records.decide(kept.known if kept else None, come, vouched=vouched)
    if verdict == "met":
        return await _met(db, come, said, name)
    assert kept is not None or verdict == "refused"
    person_id = kept.person_id if kept else None
    if verdict == "two_homes" and person_id:
        await store_homes.two_homes(db, person_id, said)
    if verdict in home_records.TAKEN and person_id:
        await store_homes.put(db, person_id, come, said)
    moved = False
    if vouched and person_id and (verdict in home_records.TAKEN or verdict == "known"):
        moved = await _readdress(db, person_id, come.record.address)
    return MetHome(verdict, person_id, moved)


def _vouches(come: CheckedHome, source: HomeSource | None) -> bool:
    said = HomeSource(come.record.address.rpartition("@")[2], come.record.town_key)
    return source is not None and source.speaks_for(said)


async def _met(db: Db, come: CheckedHome, said: Mapping[str, Any], name: str) -> MetHome:
    handle, _, domain = come.record.address.rpartition("@")
    if not HANDLE.fullmatch(handle) or await people.is_here(db, domain):
        return MetHome("refused", None)
    person = await people.remote(db, new_id(), come.record.address, name)
    if not await store_homes.put(db, person.id, come, said):
        # Another key at an address that somebody is known by: not who it was.
        return MetHome("refused", None)
    return MetHome("met", person.id)


async def _readdress(db: Db, person_id: UUID, address: str) -> bool:
    """Their row stays, with all that hangs on it; what it is called changes. Answers whether it
    did.
    """
    person = (await people.named(db, [person_id]))[person_id]
    handle, _, domain = address.rpartition("@")
    if (person.address, person.moved_to) == (address, "") or not HANDLE.fullmatch(handle):
        return False
    if await people.is_here(db, domain) or not await store_homes.readdress(
        db, person_id, handle, domain
    ):
        await people.move(db, person_id, address)
        return False
    await people.tell_changed(db, person_id)
    return person.address != address


async def by_pid(db: Db, pid: str) -> UUID | None:
    """The id of the person, here or elsewhere, whose home record has this pid; None for nobody."""
    found = await store_homes.by_pid(db, pid)
    return found.person_id if found else None


async def homes_by_pid(db: Db, pids: Iterable[str]) -> dict[str, StoredHome]:
    """The stored homes of those of these pids that are known here, by pid."""
    return {one.pid: one for one in await store_homes.by_pids(db, pids)}


async def pids(db: Db, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The pids by which those of these people who have a home record are known in all towns, by
    person.
    """
    return await store_homes.pids(db, ids)


async def lived_in(db: Db, person_id: UUID, domain: str) -> bool:
    """Whether a person here lived in the town at this domain: their home record, which their own
    key signed, names an address there among those of before.
    """
    found = await store_homes.of(db, person_id)
    was = found.record.get("was", []) if found else []
    return any(one.rpartition("@")[2] == domain for one in was)


async def home_source_of(db: Db, person_id: UUID) -> HomeSource | None:
    """Which town speaks for a person, and by which key: that of the address which that town itself
    confirmed, by the key that their home record names; None without one.
    """
    found = await store_homes.of(db, person_id)
    person = (await people.named(db, [person_id])).get(person_id)
    return source_of(found, person) if found and person else None


def source_of(home: StoredHome, person: Person) -> HomeSource:
    """Which town speaks for a person, as `home_source_of` answers it, from their home record and
    the person that the caller has read already.
    """
    address = person.moved_to or person.address
    return HomeSource(address.rpartition("@")[2], str(home.record["town_key"]))


async def seal(db: Db, person_id: UUID, kept: home_sealing.SealedHomeKey) -> None:
    """Keeps a sealed home key of a person, which their take-outs carry from now on."""
    await store_homes.seal(db, person_id, home_sealing.record_of(kept))


async def seeds_of(db: Db, person_id: UUID) -> HomeSeeds | None:
    """The private keys of a person here, to be sealed; None where the town does not have both."""
    found = await store_homes.of(db, person_id)
    if found is None or found.seed is None or found.next_seed is None:
        return None
    return HomeSeeds(found.seed, found.next_seed)


async def export(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """The record, and what opens it: the sealed key once the person chose a passphrase
    (`PUT /me/home/key`), or the boxes of the key that they hold (`PUT /me/home/own`).
    """
    found = await store_homes.of(db, person_id)
    if found:
        yield {"record": found.record, "sealed": found.sealed or None, "own": found.own}


async def erase(db: Db, person_id: UUID) -> int:
    """The key dies with the account; who has it sealed keeps it."""
    return await store_homes.drop(db, person_id)
