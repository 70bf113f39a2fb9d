"""What the people of a group do with its call: join, leave, decline, say that they are there."""

from uuid import UUID

from leapfrog import calls, contacts
from leapfrog.calls import CallSide, InCall, NoCall
from leapfrog.group_calls import model, store
from leapfrog.group_calls.changing import changed
from leapfrog.group_calls.errors import CallApart
from leapfrog.group_calls.model import GroupCall
from leapfrog.kernel.db import Db


async def join(db: Db, side: CallSide, call_id: UUID) -> GroupCall:
    """Lets a device into a group call, also late; another device of the same person that was in it
    is out. Again, nothing happens. Answers the call. Raises `NoCall`, `CallOver`, `CallFull`,
    `CallApart` where a block lies between them and somebody in it, `InCall`.
    """
    before = await _held(db, side.person_id, call_id)
    after = model.joined(before, side, db.now)
    if before.seat_of(side.person_id) is None:
        others = [one.person_id for one in before.seated]
        if await contacts.blocked_between(db, [side.person_id], others):
            raise CallApart
        if not await calls.engage(db, call_id, side.person_id):
            raise InCall
    await changed(db, before, after)
    return after


async def leave(db: Db, person_id: UUID, call_id: UUID, seat: int) -> GroupCall:
    """Takes the device on this seat out of a group call; the last one ends it. Nothing changes when
    it is out already, or another device of the person took its place. Answers the call. Raises
    `NoCall`.
    """
    before = await _held(db, person_id, call_id)
    mine = before.seat_of(person_id) == seat
    after = model.left(before, [person_id], db.now) if mine else before
    await changed(db, before, after)
    return after


async def decline(db: Db, person_id: UUID, call_id: UUID) -> GroupCall:
    """Stops ringing the devices of a person who is called in a group; they can still join. Again,
    nothing happens. Answers the call. Raises `NoCall`.
    """
    before = await _held(db, person_id, call_id)
    after = model.declined(before, person_id)
    await changed(db, before, after)
    return after


async def one(db: Db, person_id: UUID, call_id: UUID) -> GroupCall:
    """A call of a group in which this person is, also one that is over. Raises `NoCall`."""
    call = await store.one(db, call_id)
    if call is None or await store.place(db, call.conversation_id, person_id) is None:
        raise NoCall
    return call


async def here(db: Db, side: CallSide, call_id: UUID) -> GroupCall | None:
    """Notes that a device in a group call is still there; answers the call where the device is in
    it no more, else None. Raises `NoCall`.
    """
    call = await one(db, side.person_id, call_id)
    mine = call.at(side)
    if mine is None or mine.seat is None:
        return call
    await store.hear(db, call_id, [mine.seat], db.now)
    return None


async def _held(db: Db, person_id: UUID, call_id: UUID) -> GroupCall:
    """The call, held until the commit, of a group in which this person is: looked at only then,
    since who is removed from the group meanwhile waits for the call to put them out of it. Raises
    `NoCall`.
    """
    call = await store.lock(db, call_id)
    if call is None or await store.place(db, call.conversation_id, person_id) is None:
        raise NoCall
    return call
