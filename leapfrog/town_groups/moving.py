"""Who moves from town to town stays in their groups: the town to which they came tells each group's
home, which goes on to tell it there.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import chat, fediverse, identity, towns
from leapfrog.chat_content import CopiedMember, MessageDraft
from leapfrog.identity import HomeSource
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import schedule
from leapfrog.town_groups import (
    faces,
    store,
    store_moved,
    store_rows,
    store_sought,
    store_wishes,
    telling,
)
from leapfrog.town_groups.model import MOST_MEMBERS, OfGroup, Ord
from leapfrog.towns import Dispatch, InvalidDispatch, NewDispatch

HERE = "town_groups.here"
LATER = timedelta(hours=1)
# So long a group is waited for that its town does not tell.
EXPECTED_FOR = timedelta(days=365)
MOST_GROUPS = 2000


class MovedGroup(msgspec.Struct, frozen=True):
    """A group in which somebody is who moves, and the town in which it lives."""

    id: UUID
    home: str


class HereInGroup(OfGroup, frozen=True):
    """A member lives in the town that says so; they brought all rows up to `seq`."""

    seq: Ord = 0


async def depart(db: Db, person_id: UUID) -> list[MovedGroup]:
    """The groups in which a person who moves away stays, with the home of each. What they said in
    groups of other towns and was not sent yet is given up. Call inside the transaction of the move.
    """
    site = await fediverse.site(db)
    if site is None:
        return []
    await store_wishes.drop_of(db, person_id)
    found = await store_moved.groups_of(db, person_id, MOST_MEMBERS)
    await store_moved.wait_for(db, [one.id for one in found], person_id)
    return [MovedGroup(one.id, one.home or site.domain) for one in found]


async def arrive(db: Db, person_id: UUID, groups: Sequence[MovedGroup]) -> None:
    """Takes the groups of a person who came to live here, as their old town tells them, and asks
    the home of each group whether they are in it.
    """
    pid, _ = await towns.home_of(db, person_id)
    await store_moved.named(db, pid, person_id)
    for one in groups[:MOST_GROUPS]:
        if await identity.is_here(db, one.home):
            await came_home(db, person_id, one.id)
        else:
            await store_moved.expect(db, one.id, person_id, one.home)
            await schedule(db, HERE, f"{person_id} {one.id}", db.now)


async def came_home(db: Db, person_id: UUID, group_id: UUID) -> None:
    """Of a group that lives here they were a member elsewhere, whose row is theirs by now."""
    place = await store.place(db, group_id)
    if place and place.kind == "group" and not place.copy:
        await _say_so(db, group_id, person_id)


async def _say_so(db: Db, group_id: UUID, person_id: UUID) -> None:
    """The log says where a member lives now, and all towns hear it; nothing for who is none."""
    found = {one.person_id: one for one in await store.members(db, group_id)}.get(person_id)
    if found is None:
        return
    address = (await identity.named(db, [person_id]))[person_id].address
    line = derived_id(group_id, f"moved {person_id} {address}")
    if not await chat.is_said(db, group_id, person_id, line):
        meta = {"what": "moved", "text": address}
        await chat.note(db, MessageDraft(group_id, person_id, line, "", "system", meta=meta))
    # Counted, and shown, as who they are now.
    since = found.joined_at or db.now
    member = CopiedMember(person_id, found.role, found.card, since)
    await chat.copy_members(db, group_id, [member], 0)
    await chat.set_copy(db, group_id, copy=False)
    await schedule(db, telling.DUE, str(group_id), db.now)


async def tell_here(db: Db, ref: str, _body: object) -> None:
    """A timer: the home of a group hears who lives here now."""
    person_id, group_id = (UUID(one) for one in ref.split())
    home = await store_moved.expected(db, group_id, person_id)
    if home is None:
        return
    try:
        pid, record = await towns.home_of(db, person_id)
    except NotFound:
        # Erased, or moved on, meanwhile.
        await store_moved.drop_expected(db, group_id, person_id)
        return
    if not await towns.spoken(db, home) or not await towns.has_room(db, home):
        await schedule(db, HERE, ref, db.now + LATER)
        return
    body: dict[str, Any] = {"group": str(group_id), "home": record}
    body["seq"] = await store_moved.brought(db, group_id, person_id)
    await towns.write_dispatches(db, home, [NewDispatch("g.here", body, pid)])


async def here(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """Somebody who is in a group of this town lives in that one now, by their own record, which
    that town brings. Raises `InvalidDispatch`, `InvalidHomeRecord`.
    """
    body = msgspec.convert(dispatch.body, HereInGroup, strict=False)
    place = await store.place(db, body.group)
    if place is None or place.kind != "group" or place.copy:
        raise InvalidDispatch("this group does not live here")
    known = await faces.person_of(db, body.group, dispatch.sender)
    if known is None or known not in {one.person_id for one in await store.members(db, body.group)}:
        raise InvalidDispatch("they are not in this group")
    who = await towns.meet(db, there, dispatch)
    if who != known and not await faces.replace(db, body.group, known, who, dispatch.sender):
        raise InvalidDispatch("somebody else is in this group")
    first, group = await store_rows.first_row(db, body.group), await store.one(db, body.group)
    # Rows of before are not written down as other towns have them.
    earliest = first - 1 if first else group.seq if group else 0
    since = min(place.last_seq, max(body.seq, earliest))
    await store_moved.is_there(db, body.group, who, since)
    await _say_so(db, body.group, who)


async def here_in_vain(db: Db, _domain: str, dispatch: Dispatch, _code: str) -> None:
    """The group's town does not know of it: what was brought of the group can be read."""
    who = await identity.person_of_pid(db, dispatch.sender)
    if who:
        await store_moved.drop_expected(db, UUID(str(dispatch.body["group"])), who)


async def settled(db: Db, group_id: UUID, person_id: UUID, seq: int) -> None:
    """The log of a group says that somebody lives here now who was waited for: they are in it."""
    expected = await store_moved.drop_expected(db, group_id, person_id)
    if not await store_sought.drop(db, group_id, person_id) and not expected:
        return
    if person_id not in {one.person_id for one in await store.members(db, group_id)}:
        member = CopiedMember(person_id, "member", "", db.now)
        await chat.copy_members(db, group_id, [member], seq)


async def tidy(db: Db) -> None:
    """What did not come in a year does not come."""
    await store_moved.forget_expected(db, db.now - EXPECTED_FOR)
    await store_sought.forget(db, db.now - EXPECTED_FOR)
