"""How far people of other towns have read a group: told to its town, and by that to the others, at
most every two seconds for each of them, and only of who shows it. A position is a row's number,
which is the same in all towns; it only grows.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import chat, identity, towns
from leapfrog.chat import ReadInAnotherTown
from leapfrog.chat_settings import hiding_marks
from leapfrog.identity import HomeSource
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule_first
from leapfrog.town_groups import faces, store, store_rows
from leapfrog.town_groups.model import Ord
from leapfrog.towns import Dispatch, InvalidDispatch, NewDispatch

DUE = "town_groups.mark"
EVERY = timedelta(seconds=2)


class GroupMark(msgspec.Struct, frozen=True):
    """`by` (a pid) has all up to `got` on a device, and read all up to `read`."""

    group: UUID
    by: str
    got: Ord = 0
    read: Ord = 0


async def mark_is_told(db: Db, events: Sequence[ReadInAnotherTown]) -> None:
    """A reaction: schedules to tell other towns what people here have read, all of it until then at
    once.
    """
    places = {one.conversation_id for one in events}
    groups = set(await store.groups(db, places))
    # What somebody elsewhere read came from there.
    named = await identity.named(db, [one.person_id for one in events])
    here = {who for who, person in named.items() if person.kind == "person"}
    told = {one.conversation_id for one in events if one.person_id in here}
    await towns.tell_marks_soon(db, told - groups)
    for group_id, who in sorted({(one.conversation_id, one.person_id) for one in events}):
        if group_id in groups:
            await schedule_first(db, DUE, f"{group_id}:{who}", db.now + EVERY)


async def due(db: Db, ref: str, _body: object) -> None:
    """A timer: tells the other towns how far somebody is now."""
    group_id, who = (UUID(one) for one in ref.split(":"))
    group = await store.one(db, group_id)
    found = (await identity.named(db, [who])).get(who)
    reached = await store.reached(db, group_id, who)
    if group is None or found is None or reached is None:
        return
    own = found.kind == "person"
    if own and await hiding_marks(db, {who}):
        return
    hearing = [group.home] if group.home and own else []
    if group.home is None:
        there = [one.domain for one in await store_rows.copies(db, group_id) if one.open]
        hearing = [one for one in there if one != faces.domain_of(found)]
    named = (await faces.faces(db, group_id, [who])).get(who)
    if named is None:
        return
    body = msgspec.to_builtins(GroupMark(group_id, named.pid, reached.got, reached.read))
    for domain in hearing:
        if await towns.spoken(db, domain) and await towns.has_room(db, domain):
            mark = NewDispatch("g.mark", body, named.pid if own else "")
            await towns.write_dispatches(db, domain, [mark])


async def moved(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """Somebody of another town has, or read, what was said in a group: told by their own town, or
    by that in which the group lives. Of who is not in it, nothing. Raises `InvalidDispatch`.
    """
    body = msgspec.convert(dispatch.body, GroupMark, strict=False)
    group = await store.one(db, body.group)
    who = await faces.person_of(db, body.group, body.by)
    found = (await identity.named(db, [who])).get(who) if who else None
    if group is None or found is None or found.kind == "person":
        raise InvalidDispatch("of nobody whose mark that town can tell")
    if there.domain != (group.home or faces.domain_of(found)):
        raise InvalidDispatch("of nobody whose mark that town can tell")
    if who not in await chat.people(db, group.id):
        return
    for seq, has_read in ((body.got, False), (body.read, True)):
        if seq:
            await chat.mark(db, found.id, group.id, seq, has_read=has_read)
