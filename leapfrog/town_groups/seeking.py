"""Groups of who came with a copy and a key, without a word of their town of before: each town of
which people are in one is asked, every day, until the one that orders it by now has told it.
"""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from leapfrog import fediverse, identity, towns
from leapfrog.kernel.archive import Record, Restored, restored
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.timers import schedule
from leapfrog.town_groups import moving, store, store_moved, store_sought
from leapfrog.town_groups.store_sought import SoughtGroup
from leapfrog.towns import NewDispatch

SEEK = "town_groups.seek"
A_DAY = timedelta(days=1)
Domain = Annotated[str, Meta(min_length=1, max_length=255)]


class GroupRecord(msgspec.Struct, frozen=True):
    """A group with people of several towns, as a take-out has it."""

    id: UUID
    name: Annotated[str, Meta(max_length=200)]
    home: Domain
    towns: Annotated[list[Domain], Meta(max_length=100)]


async def export(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    site = await fediverse.site(db)
    for one in await store_sought.across(db, person_id) if site else []:
        here = site.domain if site else ""
        there = sorted({here, *one.towns})
        yield msgspec.to_builtins(GroupRecord(one.id, one.name, one.home or here, there))


async def restore(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """They are only noted: whether who brings them is who was in them, their key says."""
    new = 0
    for one in msgspec.convert(records, list[GroupRecord])[: moving.MOST_GROUPS]:
        if not await store_sought.is_in(db, one.id, person_id):
            wanted = SoughtGroup(one.id, one.name, one.home, sorted({one.home, *one.towns}))
            new += await store_sought.put(db, person_id, wanted)
    return restored(new, records)


async def seek(db: Db, person_id: UUID) -> None:
    """Asks other towns for the groups of a person who is here by their key, without a word of their
    old town.
    """
    pid, _ = await towns.home_of(db, person_id)
    await store_moved.named(db, pid, person_id)
    for group_id in await store_sought.ask(db, person_id):
        await schedule(db, SEEK, f"{person_id} {group_id}", db.now)


async def due(db: Db, ref: str, _body: object) -> None:
    """A timer: the towns of a group hear that somebody of it lives here now. The one that orders it
    tells it here, and all others say that it does not live there; those that sleep are asked once
    they are awake.
    """
    person_id, group_id = (UUID(one) for one in ref.split())
    found = await store_sought.asked(db, group_id, person_id)
    if found is None:
        return
    try:
        pid, record = await towns.home_of(db, person_id)
    except NotFound:
        # Erased, or moved on, meanwhile.
        await store_sought.drop(db, group_id, person_id)
        return
    place = await store.place(db, group_id)
    if place and place.kind == "group" and not place.copy:
        await moving.came_home(db, person_id, group_id)
        await store_sought.drop(db, group_id, person_id)
        return
    seq = await store_moved.brought(db, group_id, person_id)
    body = {"group": str(group_id), "home": record, "seq": seq}
    for domain in found.towns:
        if await _can_be_asked(db, domain):
            await towns.write_dispatches(db, domain, [NewDispatch("g.here", body, pid)])
    await schedule(db, SEEK, ref, db.now + A_DAY)


async def _can_be_asked(db: Db, domain: str) -> bool:
    if await identity.is_here(db, domain) or not await towns.spoken(db, domain):
        return False
    return await towns.has_room(db, domain) and await towns.asleep_since(db, domain) is None


async def seek_none(db: Db, person_id: UUID) -> int:
    """Deletes which groups are still sought for a person; answers how many those were. For who is
    erased, or whose old town has told their groups.
    """
    return await store_sought.drop_of(db, person_id)
