"""Somebody moves from here to another town: who here holds them as a contact is tied with them over
the line from then on, and nobody taps anything.
"""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import identity
from leapfrog.contacts import PeopleConnected
from leapfrog.kernel.db import Db
from leapfrog.towns import store_ties, talk, ties
from leapfrog.towns.store_ties import BegunTie, SilentTown


async def begin_ties(db: Db, person_id: UUID, told: Mapping[UUID, int]) -> None:
    """Begins the ties of a person who moves, in the transaction of the move: what was said so far
    went along and is not carried. `told`: by the other one of a conversation of two, how far (seq)
    its log is there.
    """
    known = await identity.named(db, [person_id, *told])
    mover = known[person_id]
    begun = []
    for other_id, seq in told.items():
        kinds = (mover.kind, known[other_id].kind)
        if kinds == ("person", "remote"):
            begun.append(BegunTie(person_id, other_id, seq))
        elif kinds == ("remote", "person"):
            begun.append(BegunTie(other_id, person_id, seq))
    await store_ties.begin(db, begun)


async def untold(db: Db, person_id: UUID) -> dict[UUID, int]:
    """Up to which seq what a person here said is done in the other town, by conversation;
    conversations of which all is done are left out.
    """
    pid = (await identity.pids_of(db, [person_id])).get(person_id)
    first = await store_ties.untold(db, person_id, pid) if pid else {}
    return {place: seq - 1 for place, seq in first.items()}


async def settle_tie(db: Db, holder: UUID, person_id: UUID) -> None:
    """After a person moved: who holds them here says yes over the line to the new town, and what
    was said since is carried there.
    """
    await ties.connection_is_told(db, PeopleConnected(holder, person_id))
    place = await store_ties.talk_of(db, holder, person_id)
    if place:
        await talk.carry(db, [place])


async def has_ties(db: Db, person_id: UUID) -> bool:
    """Whether anybody in another town holds this person as a contact, or was asked by them."""
    tied, asked = await store_ties.tied(db, person_id), await store_ties.asked(db, person_id)
    return bool(tied or asked)


async def lock_lines_of(db: Db, person_id: UUID) -> None:
    """Locks the lines to all towns that this person is known to or said something to, until the end
    of the transaction. Whoever changes what a person is to others, and then tells these, has them
    first: so has who hears something from there, which then waits for what is changed.
    """
    pid = (await identity.pids_of(db, [person_id])).get(person_id)
    await store_ties.lock_lines(db, person_id, pid)


async def silent_towns(db: Db, person_id: UUID) -> list[SilentTown]:
    """The towns that do not answer now and in which this person is known: what they are to be told
    of the person waits until they do.
    """
    return await store_ties.silent(db, person_id)
