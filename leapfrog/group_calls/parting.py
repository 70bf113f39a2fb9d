"""Who may not be in a call any more: who left its group, blocked somebody in it, or is erased."""

from uuid import UUID

from leapfrog import contacts
from leapfrog.chat import LeftConversation
from leapfrog.group_calls import model, store
from leapfrog.group_calls.changing import changed
from leapfrog.group_calls.model import GroupCall
from leapfrog.kernel.db import Db


async def member_is_out(db: Db, event: LeftConversation) -> None:
    """A reaction to who left a group: they are out of its call."""
    for call_id in await store.going_on_with(db, event.person_id):
        call = await _held(db, call_id)
        if call and call.conversation_id == event.conversation_id:
            await _out(db, call, event.person_id)


async def part(db: Db, by: UUID, other: UUID) -> None:
    """After a block: takes the one who blocked out of a group call in which the other is, and stops
    ringing one of them for a call in which the other is. Without a block between them nothing
    happens.
    """
    if not await contacts.blocked_between(db, [by], [other]):
        return
    theirs = await store.going_on_with(db, other)
    for call_id in await store.going_on_with(db, by):
        call = await _held(db, call_id) if call_id in theirs else None
        if call:
            await _out(db, call, by if call.seat_of(other) is not None else other)


async def leave_town(db: Db, person_id: UUID) -> int:
    """Takes a person who leaves the town for good out of their call, and forgets in which calls
    they were; answers in how many.
    """
    for call_id in await store.going_on_with(db, person_id):
        call = await _held(db, call_id)
        if call:
            await _out(db, call, person_id)
    return await store.forget_of(db, person_id)


async def _held(db: Db, call_id: UUID) -> GroupCall | None:
    """The call, held until the commit, if it goes on."""
    call = await store.lock(db, call_id)
    return None if call is None or call.ended_at else call


async def _out(db: Db, call: GroupCall, person_id: UUID) -> None:
    await changed(db, call, model.left(call, [person_id], db.now))
