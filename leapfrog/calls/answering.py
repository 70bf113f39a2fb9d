"""What the two do with a call: answer, decline, hang up, say that they are there."""

from uuid import UUID

from leapfrog.calls import model, store
from leapfrog.calls.closing import finish
from leapfrog.calls.errors import CallOver, NoCall
from leapfrog.calls.model import SILENCE, Call, CallSide, LiveCall
from leapfrog.calls.notifying import ring, shown, tell, tell_town
from leapfrog.calls.timers import RUN_OUT
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule


async def answer(db: Db, side: CallSide, call_id: UUID) -> LiveCall:
    """A device takes a call, whose other devices stop ringing; the same device again changes
    nothing. Answers the call as its person sees it. Raises `NoCall`, `CallTaken`, `CallOver`.
    """
    before = await _hold(db, call_id)
    call = model.answered(before, side, db.now)
    if call != before:
        await store.save(db, call)
        await schedule(db, RUN_OUT, str(call.id), db.now + SILENCE)
        await tell(db, call)
        await ring(db, call, SILENCE)
        if call.town:
            await tell_town(db, call)
    return await _as(db, side.person_id, call)


async def decline(db: Db, person_id: UUID, call_id: UUID) -> LiveCall:
    """Who is called refuses a call, which ends; again, nothing changes. Answers the call as that
    person sees it. Raises `NoCall`, `CallTaken`, `CallOver`.
    """
    before = await _hold(db, call_id)
    call = model.declined(before, person_id, db.now)
    return await _settled(db, person_id, before, call)


async def hang_up(db: Db, person_id: UUID, call_id: UUID) -> LiveCall:
    """Ends a call in whatever state it is; again, nothing changes. Answers it as this person sees
    it. Raises `NoCall`.
    """
    before = await _hold(db, call_id)
    call = model.hung_up(before, person_id, db.now)
    return await _settled(db, person_id, before, call)


async def mine(db: Db, person_id: UUID) -> LiveCall | None:
    """The call that a person is in, or that rings on their devices, as they see it;
    None for none.
    """
    call = await store.live(db, person_id)
    return await _as(db, person_id, call) if call else None


async def one(db: Db, person_id: UUID, call_id: UUID) -> LiveCall:
    """A call of this person as they see it, also one that is over. Raises `NoCall`, also for a call
    of others.
    """
    call = await store.one(db, call_id)
    if call is None:
        raise NoCall
    call.sides(person_id)
    return await _as(db, person_id, call)


async def here(db: Db, side: CallSide, call_id: UUID) -> LiveCall | None:
    """Notes that a device in a call is still there; answers the call where it is over, else None.
    Raises `NoCall`, `NotAnswered`, `CallTaken`.
    """
    call = await store.one(db, call_id)
    if call is None:
        raise NoCall
    try:
        model.peer(call, side)
    except CallOver:
        return await _as(db, side.person_id, call)
    await store.hear(db, call_id, db.now)
    return None


async def _settled(db: Db, person_id: UUID, before: Call, call: Call) -> LiveCall:
    if call != before:
        await finish(db, call)
    return await _as(db, person_id, call)


async def _as(db: Db, person_id: UUID, call: Call) -> LiveCall:
    return (await shown(db, call))[person_id]


async def _hold(db: Db, call_id: UUID) -> Call:
    call = await store.lock(db, call_id)
    if call is None:
        raise NoCall
    return call
