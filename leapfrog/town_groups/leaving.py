"""Somebody leaves their town for good: nothing of what they said is left in any copy of a group."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import chat, identity, towns
from leapfrog.identity import HomeSource
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.town_groups import faces, store, store_joining, store_rows, store_wishes
from leapfrog.towns import Dispatch, InvalidDispatch, NewDispatch


class GoneBody(msgspec.Struct, frozen=True):
    """Nothing is left of what `by` (a pid) said in a group."""

    group: UUID
    by: str


async def leave_copies(db: Db, person_id: UUID) -> int:
    """Somebody here is in no group of another town any more; their towns are told."""
    found = await store.copies_of(db, person_id)
    for group in found:
        await chat.end_copy(db, group.id, [person_id])
        if group.home:
            pid, home = await towns.home_of(db, person_id)
            body: dict[str, Any] = {"group": str(group.id), "i": str(new_id()), "what": "leave"}
            leave = NewDispatch("g.do", {**body, "home": home}, pid)
            await towns.write_dispatches(db, group.home, [leave])
    return len(found)


async def erase(db: Db, person_id: UUID) -> int:
    """Somebody here is erased: other towns empty what they said in groups, as this one does."""
    wishes = await store_wishes.drop_of(db, person_id)
    wishes += await store_joining.drop_of(db, person_id)
    spoken = await store.spoken_in(db, person_id)
    left = await leave_copies(db, person_id)
    await _tell_gone(db, spoken, person_id, but="")
    await store_rows.forget_sender(db, person_id)
    return wishes + left


async def _tell_gone(db: Db, groups: Sequence[UUID], who: UUID, *, but: str) -> None:
    """All towns but one that have a group in which somebody spoke."""
    for group_id in groups:
        group, named = await store.one(db, group_id), await faces.faces(db, group_id, [who])
        if group is None or who not in named:
            continue
        there = [group.home] if group.home else []
        if group.home is None:
            there = [one.domain for one in await store_rows.copies(db, group_id)]
        body = {"group": str(group_id), "by": named[who].pid}
        for domain in there:
            if domain != but:
                await towns.write_dispatches(db, domain, [NewDispatch("g.gone", body)])


async def gone(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """Somebody of another town is erased there: told by that town, or by that in which the group
    lives. Raises `InvalidDispatch`.
    """
    body = msgspec.convert(dispatch.body, GoneBody, strict=False)
    group = await store.locked(db, body.group)
    who = await faces.person_of(db, body.group, body.by)
    found = (await identity.named(db, [who])).get(who) if who else None
    if group is None or found is None or found.kind == "person":
        raise InvalidDispatch("of nobody of whom that town can tell this")
    if there.domain not in (group.home, faces.domain_of(found)):
        raise InvalidDispatch("of nobody of whom that town can tell this")
    await chat.empty_in(db, group.id, found.id)
    await store_rows.forget_sender_in(db, group.id, found.id)
    if group.home and await store_rows.has_ahead(db, group.id):
        # Rows of theirs may wait here: all that wait are told again, as they are now.
        await store_rows.drop_ahead(db, group.id, 2**53)
        ask = NewDispatch("g.from", {"group": str(group.id), "seq": group.seq})
        await towns.write_dispatches(db, group.home, [ask])
    if group.home is None:
        await _tell_gone(db, [group.id], found.id, but=there.domain)
