"""Somebody moves from here to another town: who here holds them as a contact is tied with them over
the line from then on, and nobody taps anything.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from leapfrog import contacts
from leapfrog.contacts import PeopleConnected
from leapfrog.kernel.db import Db
from leapfrog.towns import people, store_ties, talk, ties


async def begin_ties(db: Db, person_id: UUID, told: Mapping[UUID, int]) -> None:
    """In the transaction of a move: what was said so far went along, and is not carried. `told`: by
    the other one of a conversation of two, how far its log is.
    """
    for other_id, seq in told.items():
        two = await people.pair_of(db, other_id, person_id)
        if two:
            await store_ties.lock(db, two.here.id, two.there.id)
            await store_ties.told(db, two.here.id, two.there.id, seq)


async def settle_ties(db: Db, person_id: UUID, conversations: Sequence[UUID]) -> int:
    """Once the other town has them: all who hold them here say yes over the line, and what was said
    since is carried. Answers how many.
    """
    found = await contacts.holders(db, person_id)
    for holder in found:
        await ties.connection_is_told(db, PeopleConnected(holder, person_id))
    for one in conversations:
        await talk.carry(db, one)
    return len(found)


async def has_ties(db: Db, person_id: UUID) -> bool:
    """Whether anybody in another town holds somebody here, or was asked by them."""
    tied, asked = await store_ties.tied(db, person_id), await store_ties.asked(db, person_id)
    return bool(tied or asked)
