"""Placing a call: who may, whether the other one is free, and that their devices ring."""

from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog.calls import store
from leapfrog.calls.closing import close
from leapfrog.calls.errors import CallsYou, InCall
from leapfrog.calls.model import Call, CallSide, LiveCall, Media
from leapfrog.calls.notifying import ring, shown, tell, tell_town
from leapfrog.calls.timers import RUN_OUT
from leapfrog.chat import GroupIdUsed, accepted_direct, direct_of, is_said
from leapfrog.contacts import may_talk
from leapfrog.identity import named, pids_of
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule


class CallRequest(msgspec.Struct, frozen=True):
    """A call that somebody wants to have; its id is made by their device."""

    id: UUID
    caller: CallSide
    callee_id: UUID
    media: Media
    rings: timedelta


async def place(db: Db, wanted: CallRequest) -> LiveCall:
    """Rings the devices of the other one of a conversation of two; when they are busy, the call has
    ended at once. The same id again is the same call. Raises `NotContacts`, `GroupIdUsed`,
    `CallsYou`, `InCall`.
    """
    call = await store.one(db, wanted.id) or await _begin(db, wanted)
    return await _as_wanted(db, wanted, call, "")


async def place_about(db: Db, wanted: CallRequest, about: str) -> LiveCall:
    """Rings the devices of a person of this town, as `place` does, but in no conversation: the
    caller of this function knows that the two have something to do with each other, and names what
    (`about`). No line of the call is kept. Raises `GroupIdUsed`, `CallsYou`, `InCall`.
    """
    call = await store.one(db, wanted.id)
    if call is None:
        call = await _ring(db, wanted, _call(db, wanted, None, about=about))
    return await _as_wanted(db, wanted, call, about)


async def _as_wanted(db: Db, wanted: CallRequest, call: Call, about: str) -> LiveCall:
    """The call as its caller has it. Raises `GroupIdUsed` for an id of another one."""
    people = (call.caller.person_id, call.callee.person_id)
    asked = (wanted.caller.person_id, wanted.callee_id)
    if (*people, call.media, call.about) != (*asked, wanted.media, about):
        raise GroupIdUsed
    return (await shown(db, call))[wanted.caller.person_id]


async def _begin(db: Db, wanted: CallRequest) -> Call:
    """Whoever only asked to write never rings."""
    me, them = wanted.caller.person_id, wanted.callee_id
    town = await _town_of(db, me, them)
    place = await (direct_of if town else accepted_direct)(db, me, them)
    if await is_said(db, place, me, wanted.id):
        raise GroupIdUsed
    return await _ring(db, wanted, _call(db, wanted, place, town=town))


def _call(
    db: Db, wanted: CallRequest, place: UUID | None, *, town: str | None = None, about: str = ""
) -> Call:
    return Call(
        id=wanted.id,
        conversation_id=place,
        caller=wanted.caller,
        callee=CallSide(wanted.callee_id, None),
        media=wanted.media,
        began_at=db.now,
        heard_at=db.now,
        town=town,
        about=about,
    )


async def _ring(db: Db, wanted: CallRequest, call: Call) -> Call:
    """The call as it is then: it rings, or was busy."""
    me, them = wanted.caller.person_id, wanted.callee_id
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
    if call.town:
        await tell_town(db, call)
    return call


async def _town_of(db: Db, me: UUID, them: UUID) -> str | None:
    """The town of who lives in another one and is tied with the caller over the line; None for
    everybody else, who may be called or not as anybody here.
    """
    person = (await named(db, [them])).get(them)
    if person is None or person.kind != "remote" or not await pids_of(db, [them]):
        return None
    tied = await may_talk(db, [(me, them)])
    return person.address.rpartition("@")[2] if tied else None


async def _engaged(db: Db, me: UUID, them: UUID) -> InCall | CallsYou:
    """What keeps this person from calling."""
    current = await store.live(db, me)
    rings = current is not None and current.state == "ringing"
    theirs = current is not None and current.caller.person_id == them
    return CallsYou() if rings and theirs else InCall()
