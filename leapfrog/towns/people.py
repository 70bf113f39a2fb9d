"""People on the line: who here, who elsewhere, and by what both are named there."""

from typing import Any
from uuid import UUID

import msgspec

from leapfrog import fediverse, identity
from leapfrog.identity import HomeSource, MovedAway, Person
from leapfrog.kernel.db import Db
from leapfrog.towns import keys
from leapfrog.towns.errors import InvalidDispatch
from leapfrog.towns.model import Dispatch


class TwoOfTowns(msgspec.Struct, frozen=True):
    """Somebody here and somebody elsewhere."""

    here: Person
    there: Person

    @property
    def domain(self) -> str:
        """Of the other town."""
        return self.there.address.rpartition("@")[2]


async def two_of(db: Db, one: UUID, other: UUID) -> TwoOfTowns | None:
    """Who of these two is here and who elsewhere, in a town with which this one speaks; None where
    that is not so.
    """
    two = await pair_of(db, one, other)
    return two if two and await spoken(db, two.domain) else None


async def spoken(db: Db, domain: str) -> bool:
    """Whether this town speaks with that one."""
    site = await fediverse.site(db)
    return bool(site and await fediverse.spoken_with(db, site, [domain]))


async def pair_of(db: Db, one: UUID, other: UUID) -> TwoOfTowns | None:
    """The same, also of a town with which this one does not speak now: what it must know is written
    for it, and waits.
    """
    found = await identity.named(db, [one, other])
    here = [found[who] for who in (one, other) if who in found and found[who].kind == "person"]
    there = [found[who] for who in (one, other) if who in found and found[who].kind == "remote"]
    if len(here) != 1 or len(there) != 1 or await fediverse.site(db) is None:
        return None
    return TwoOfTowns(here[0], there[0])


async def home_of(db: Db, person_id: UUID) -> tuple[str, dict[str, Any]]:
    """(pid, home record) of somebody here."""
    found = await identity.own_home(db, person_id, await keys.own_hash(db))
    return found.pid, found.record


async def pid_of(db: Db, person_id: UUID) -> str | None:
    """Of somebody elsewhere; None for who never came over the line."""
    return (await identity.pids_of(db, [person_id])).get(person_id)


def home_in(there: HomeSource, dispatch: Dispatch) -> dict[str, Any]:
    """The home record that a dispatch carries, of the one who sends it, who lives in the town that
    brings it, by the key that signed this. Nothing that is known here decides it. Raises
    `InvalidDispatch`, `InvalidHomeRecord`.
    """
    record = dispatch.body.get("home")
    if not isinstance(record, dict) or record.get("pid") != dispatch.sender:
        raise InvalidDispatch("without the home record of its sender")
    identity.check_home(record)
    domain = str(record["address"]).rpartition("@")[2]
    if HomeSource(domain, str(record["town_key"])) != there:
        raise InvalidDispatch("its sender does not live in the town that brings it")
    return record


async def meet(db: Db, there: HomeSource, dispatch: Dispatch, *, named: str = "") -> UUID:
    """Takes the home record that a dispatch carries, and says whose it is. Raises
    `InvalidDispatch`, `InvalidHomeRecord`.
    """
    met = await identity.meet_home(db, home_in(there, dispatch), there, named)
    if met.verdict == "refused" or met.person_id is None:
        raise InvalidDispatch("the sender is not who they say")
    return await sender(db, there, dispatch)


async def sender(db: Db, there: HomeSource, dispatch: Dispatch) -> UUID:
    """Who sends a dispatch: somebody of the very town that brings it, whose home record names the
    key that signed this. Raises `InvalidDispatch`.
    """
    found = await identity.person_of_pid(db, dispatch.sender) if dispatch.sender else None
    if found is None or await identity.home_source_of(db, found) != there:
        raise InvalidDispatch("its sender does not live in the town that brings it")
    return found


async def receiver(db: Db, dispatch: Dispatch) -> UUID | None:
    """Who here is meant, by pid; None for nobody. Raises `InvalidDispatch` for an address, whoever
    has it: only who asks or parts may not know more than that; `MovedAway` for who lived here.
    """
    if "@" in dispatch.to or not dispatch.to:
        raise InvalidDispatch("by an address, which is for requests")
    who = await identity.person_of_pid(db, dispatch.to)
    person = (await identity.named(db, [who])).get(who) if who else None
    if person and person.kind == "remote" and await identity.departed(db, person.id):
        raise MovedAway(moved_to=person.moved_to or person.address)
    return who if person and person.kind == "person" else None


async def addressed(db: Db, dispatch: Dispatch) -> UUID | None:
    """Who here is meant, by address; None for nobody, which is not told to the other town."""
    found = await identity.by_names(db, [_parts(dispatch.to)])
    return found[0].id if found and found[0].kind == "person" else None


def _parts(address: str) -> tuple[str, str]:
    handle, _, domain = address.lower().rpartition("@")
    return handle, domain
