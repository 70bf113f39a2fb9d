"""The record sets of who follows whom, and of lists. People are named by their address."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.follows import lists, store, store_lists
from leapfrog.follows.store import FollowRow
from leapfrog.identity import addresses, person_at
from leapfrog.kernel.archive import Record, RecordSet, Restored, restored
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id


class FollowRecord(msgspec.Struct, frozen=True):
    address: str
    name: str
    state: str
    at: datetime
    secret: bool = False


class ListRecord(msgspec.Struct, frozen=True):
    """`people`: (address, name) of each."""

    id: UUID
    name: str
    people: list[tuple[str, str]]
    replies: store_lists.ListReplies = "followed"


async def export_follows(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """The records of whom a person follows, or asked to, for their archive."""
    for record in await _records(db, await store.follows_of(db, person_id)):
        yield record


async def export_followers(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for record in await _records(db, await store.followers_of(db, person_id)):
        yield record


async def _records(db: Db, rows: Sequence[FollowRow]) -> list[Record]:
    people = await addresses(db, [row.person_id for row in rows])
    return [
        msgspec.to_builtins(
            FollowRecord(
                people[row.person_id].address,
                people[row.person_id].name,
                row.state,
                row.at,
                row.secret,
            )
        )
        for row in rows
    ]


async def erase_follows(db: Db, person_id: UUID) -> int:
    """Deletes all follows of a person who leaves, and answers how many they were."""
    return await store.erase_follows(db, person_id)


async def erase_followers(db: Db, person_id: UUID) -> int:
    return await store.erase_followers(db, person_id)


async def export_lists(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store_lists.mine(db, person_id):
        people = await addresses(db, await store_lists.members(db, one.id))
        named = sorted((them.address, them.name) for them in people.values())
        yield msgspec.to_builtins(ListRecord(one.id, one.name, named, one.replies))


async def restore_lists(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    known = {one.id for one in await store_lists.mine(db, person_id)}
    new = 0
    for kept in msgspec.convert(records, list[ListRecord])[: lists.MOST]:
        list_id = derived_id(kept.id, person_id.hex)
        if {list_id, kept.id} & known or not await store_lists.put(
            db, person_id, list_id, kept.name[: lists.LONGEST_NAME] or "–", kept.replies
        ):
            continue
        people = [await person_at(db, *one) for one in kept.people[: lists.MOST_MEMBERS]]
        await store_lists.place(db, list_id, [one for one in people if one])
        new += 1
    return restored(new, records)


async def erase_lists(db: Db, person_id: UUID) -> int:
    return await store_lists.erase(db, person_id)


RECORD_SETS = [
    RecordSet("post_followers", export_followers, None, erase_followers),
    RecordSet("post_lists", export_lists, restore_lists, erase_lists),
]
