"""Placing a call: who may, whether the other one is free, and that their devices ring."""

from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog.chat import store as conversations
from leapfrog.chat.calls import store
from leapfrog.chat.calls.closing import close
from leapfrog.chat.calls.model import Call, CallSide, LiveCall, Media
from leapfrog.chat.calls.notifying import ring, shown, tell
from leapfrog.chat.calls.timers import RUN_OUT
from leapfrog.chat.errors import CallsYou, GroupIdUsed, InCall, NotContacts
from leapfrog.chat.model import pair
from leapfrog.contacts import apart, may_write
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import schedule


class CallRequest(msgspec.Struct, frozen=True):
    """A call that somebody wants to have; its id is made by their device."""

    id: UUID
    caller: CallSide
    callee_id: UUID
    media: Media
    rings: timedelta


async def place(db: Db, wanted: CallRequest) -> LiveCall:
    """Rings the other one's devices, or tells at once that they are busy, which is a call that
    has ended. The same id again is the same call.

    Raises `NotContacts`, `GroupIdUsed`, `CallsYou`, `InCall`.
    """
    me = wanted.caller.person_id
    before = await store.one(db, wanted.id)
    call = before or await _begin(db, wanted)
    if not _is(call, wanted):
        raise GroupIdUsed
    return (await shown(db, call))[me]


def _is(call: Call, wanted: CallRequest) -> bool:
    people = (call.caller.person_id, call.callee.person_id)
    return (*people, call.media) == (wanted.caller.person_id, wanted.callee_id, wanted.media)


async def _begin(db: Db, wanted: CallRequest) -> Call:
    me, them = wanted.caller.person_id, wanted.callee_id
    place = await _where(db, me, them)
    call = Call(wanted.id, place, wanted.caller, CallSide(them, None), wanted.media, db.now, db.now)
    if await store.used(db, call):
        raise GroupIdUsed
    if not await store.add(db, call):
        # Somebody placed it at the same time.
        return await store.one(db, wanted.id) or call
    free = await store.engage(db, call.id, (me, them))
    if me not in free:
        raise await _engaged(db, me, them)
    if them not in free:
        return await close(db, call, "busy")
    await schedule(db, RUN_OUT, str(call.id), db.now + wanted.rings)
    await tell(db, call)
    await ring(db, call, wanted.rings)
    return call


async def _where(db: Db, me: UUID, them: UUID) -> UUID:
    """The conversation of the two, who may write to each other: contacts, or one of them accepted
    what the other asked. Whoever only asked never rings. Raises `NotContacts`.
    """
    people = pair(me, them)
    if await may_write(db, [(me, them)]):
        return await conversations.open_direct(db, new_id(), people)
    found = await conversations.find_direct(db, people)
    terms = await conversations.terms(db, me, found) if found else None
    if not found or not terms or terms.asked != "accepted" or await apart(db, [(me, them)]):
        raise NotContacts
    return found


async def _engaged(db: Db, me: UUID, them: UUID) -> InCall | CallsYou:
    """What keeps this person from calling."""
    current = await store.live(db, me)
    rings = current is not None and current.state == "ringing"
    theirs = current is not None and current.caller.person_id == them
    return CallsYou() if rings and theirs else InCall()
