"""A call of a group begins: who may begin one, and whose devices ring."""

from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import calls, chat, contacts
from leapfrog.calls import CallSide, InCall, Media
from leapfrog.chat import GroupIdUsed, MutedAll, NoConversation, StaysHere
from leapfrog.group_calls import store
from leapfrog.group_calls.errors import CallRuns
from leapfrog.group_calls.model import MOST_RUNG, Attendee, GroupCall
from leapfrog.group_calls.notifying import ring, tell
from leapfrog.group_calls.timeouts import due
from leapfrog.group_calls.timers import RUN_OUT
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.timers import schedule


class GroupCallRequest(msgspec.Struct, frozen=True):
    """A call that somebody begins in a group; its id is made by their device. `rings`: for how
    long others are rung.
    """

    id: UUID
    starter: CallSide
    conversation_id: UUID
    media: Media
    rings: timedelta


async def start(db: Db, wanted: GroupCallRequest) -> GroupCall:
    """Begins a call in a group: this device is in it, and all others of the group are rung, unless
    it is a large one; not who is in another call, has muted the group, or is blocked by the one who
    calls or blocked them. The same id again is the same call.

    Raises `Invalid`, `NoConversation`, `StaysHere`, `MutedAll`, `GroupIdUsed`, `CallRuns`,
    `InCall`.
    """
    check_new_id(wanted.id)
    me = wanted.starter.person_id
    before = await store.lock(db, wanted.id)
    if before:
        known = (before.starter_id, before.conversation_id, before.media)
        if known != (me, wanted.conversation_id, wanted.media):
            raise GroupIdUsed
        return before
    await _check(db, me, wanted.conversation_id)
    if await chat.is_said(db, wanted.conversation_id, me, wanted.id):
        raise GroupIdUsed
    call = _begun(wanted, await _ringable(db, me, wanted.conversation_id), db)
    if not await store.add(db, call):
        raise CallRuns
    if not await calls.engage(db, call.id, me):
        raise InCall
    await store.save(db, None, call)
    await schedule(db, RUN_OUT, str(call.id), due(call))
    await tell(db, call, ())
    await ring(db, call, call.rung, wanted.rings)
    return call


async def _check(db: Db, me: UUID, conversation_id: UUID) -> None:
    """Raises `NoConversation`, `StaysHere`, `MutedAll`."""
    place = await store.place(db, conversation_id, me)
    if place is None or place.kind != "group":
        raise NoConversation
    if place.away:
        raise StaysHere
    if place.quiet:
        raise MutedAll


async def _ringable(db: Db, me: UUID, conversation_id: UUID) -> list[UUID]:
    """Who is rung by this one."""
    others = [one for one in await store.free(db, conversation_id) if one != me]
    if not others or len(others) > MOST_RUNG:
        return []
    blocked = await contacts.blocked_between(db, [me], others)
    apart = {one for pair in blocked for one in pair}
    return [one for one in others if one not in apart]


def _begun(wanted: GroupCallRequest, rung: list[UUID], db: Db) -> GroupCall:
    side = wanted.starter
    begins = Attendee(
        side.person_id,
        seat=1,
        session_id=side.session_id,
        device=side.device,
        heard_at=db.now,
        joined_at=db.now,
    )
    others = (Attendee(one, rings=True) for one in rung)
    return GroupCall(
        id=wanted.id,
        conversation_id=wanted.conversation_id,
        starter_id=side.person_id,
        media=wanted.media,
        began_at=db.now,
        rings_until=db.now + wanted.rings,
        turn=1,
        attendees={one.person_id: one for one in (begins, *others)},
    )
