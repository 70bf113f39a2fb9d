"""People on the line: who here, who elsewhere, and by what both are named there."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import chat, contacts, fediverse, follows, identity, mutes
from leapfrog.identity import AddressKnown, HomeSource, MetHome, MovedAway, Person
from leapfrog.kernel.db import Db
from leapfrog.towns import keys
from leapfrog.towns.errors import InvalidDispatch
from leapfrog.towns.model import Dispatch

Pair = tuple[UUID, UUID]


class TwoOfTowns(msgspec.Struct, frozen=True):
    """Somebody here and somebody elsewhere."""

    here: Person
    there: Person

    @property
    def domain(self) -> str:
        """Of the other town."""
        return self.there.address.rpartition("@")[2]


async def two_of(db: Db, one: UUID, other: UUID) -> TwoOfTowns | None:
    """Which of two people is here and which in another town, one with which this town speaks; None
    otherwise.
    """
    two = await pair_of(db, one, other)
    return two if two and await spoken(db, two.domain) else None


async def spoken(db: Db, domain: str) -> bool:
    """Whether this town speaks with the one at `domain`."""
    return bool(await spoken_of(db, [domain]))


async def spoken_of(db: Db, domains: Collection[str]) -> set[str]:
    """Those of these towns with which this one speaks."""
    site = await fediverse.site(db)
    return await fediverse.spoken_with(db, site, domains) if site else set()


async def pair_of(db: Db, one: UUID, other: UUID) -> TwoOfTowns | None:
    """Two people of whom one lives in another town, also one with which this town does not speak
    now: what it must know is written for it, and waits.
    """
    return (await pairs_of(db, [(one, other)])).get((one, other))


async def pairs_of(db: Db, pairs: Sequence[Pair]) -> dict[Pair, TwoOfTowns]:
    """The same of many pairs, without those of whom not one is here and one elsewhere."""
    named = await identity.named(db, list({who for two in pairs for who in two}))
    if not pairs or await fediverse.site(db) is None:
        return {}
    found = dict[Pair, TwoOfTowns]()
    for two in pairs:
        known = [named[who] for who in two if who in named]
        here = [one for one in known if one.kind == "person"]
        there = [one for one in known if one.kind == "remote"]
        if len(here) == 1 and len(there) == 1:
            found[two] = TwoOfTowns(here[0], there[0])
    return found


async def home_of(db: Db, person_id: UUID) -> tuple[str, dict[str, Any]]:
    """The (pid, home record) of a person here, made or signed anew where needed."""
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
    if not _is_of(there, domain, record):
        raise InvalidDispatch("its sender does not live in the town that brings it")
    return record


def _is_of(there: HomeSource | None, domain: str, record: dict[str, Any]) -> bool:
    return there is not None and there.speaks_for(HomeSource(domain, str(record["town_key"])))


async def meet(db: Db, there: HomeSource, dispatch: Dispatch, *, named: str = "") -> UUID:
    """Takes the home record that a dispatch carries, and answers the id of its person; `named`:
    their name, if they are new here. Raises `InvalidDispatch`, `InvalidHomeRecord`.
    """
    met = await take_home(db, home_in(there, dispatch), there, named)
    if met.verdict == "refused" or met.person_id is None:
        raise InvalidDispatch("the sender is not who they say")
    return await sender(db, there, dispatch)


async def take_home(
    db: Db, record: dict[str, Any], there: HomeSource | None, named: str = ""
) -> MetHome:
    """Takes a home record. Who was noted at its address, whom no town vouched for, was the same
    person, and is one with them from now on; who follows somebody that moved follows them there.
    Raises `InvalidHomeRecord`.
    """
    met = await identity.meet_home(db, record, there, named)
    who = met.person_id
    if who is None or met.verdict not in ("moved", "rotated", "known"):
        return met
    before, address = (await identity.named(db, [who]))[who], str(record["address"])
    domain = address.rpartition("@")[2]
    if not _is_of(there, domain, record):
        return met
    if before.address != address:
        # Their row could not have the address, since another one has.
        try:
            noted = await identity.known_as(db, address)
        except AddressKnown:
            return met
        if noted is None or noted == who:
            return met
        await take_over(db, noted, who)
        met = await identity.meet_home(db, record, there, named)
    if met.moved or before.address != address:
        await fediverse.follow_anew(db, who)
    return met


async def take_over(db: Db, before: UUID, after: UUID, *, away: bool = True) -> None:
    """Merges two rows that turn out to be one person: contacts, conversations, mutes and follows of
    `before` are those of `after`. `away`: that one lives elsewhere.
    """
    await contacts.take_over_contacts(db, before, after)
    await chat.take_over_conversations(db, before, after)
    await mutes.take_over_mutes(db, before, after)
    if not away:
        # As anybody here is followed, and not as somebody elsewhere is.
        await fediverse.follow_after(db, before, after)
        await fediverse.give_up_actor(db, before)
    await follows.take_over(db, before, after, away=away)
    if away:
        await fediverse.take_over_actor(db, before, after)


async def sender(db: Db, there: HomeSource, dispatch: Dispatch) -> UUID:
    """The person who sends a dispatch: one of the very town that brings it, whose home record names
    the key that signed this. Raises `InvalidDispatch`.
    """
    found = await identity.person_of_pid(db, dispatch.sender) if dispatch.sender else None
    if found is None or not there.speaks_for(await identity.home_source_of(db, found)):
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
