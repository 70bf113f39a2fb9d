"""Calls with people of other towns. Each town has a row of the call, and what one of them knows of
its state it tells the other; the town of who calls decides how it ended, and writes the line.

What is told is the state, and not what was done: said twice, or late, or out of order, it changes
nothing more.
"""

from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import chat, contacts
from leapfrog.calls import model, store
from leapfrog.calls.closing import close, finish
from leapfrog.calls.errors import NoCall
from leapfrog.calls.model import SILENCE, Call, CallSide, Media, Outcome, State
from leapfrog.calls.notifying import ring, tell
from leapfrog.calls.signals import SignalFrame, Switch
from leapfrog.calls.timers import RUN_OUT
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.timers import schedule


class ToldCall(msgspec.Struct, frozen=True):
    """What another town says of a call: between whom, and how it stands there. `town`: its
    domain; `rings`: so long a call may ring that begins.
    """

    id: UUID
    town: str
    caller_id: UUID
    callee_id: UUID
    media: Media
    state: State
    rings: timedelta
    outcome: Outcome | None = None


class CallStand(msgspec.Struct, frozen=True):
    """How a call stands here."""

    state: State
    outcome: Outcome | None = None


async def heard(db: Db, told: ToldCall, *, caller_here: bool) -> CallStand:
    """Takes what another town says of a call, and answers how the call stands here then. Whoever
    may not talk with the one who is called is answered as if it rang, and nothing rings. Raises
    `NoCall` for a call that is not between these two and this town.
    """
    found = await store.lock(db, told.id)
    if found is None:
        if caller_here or told.state == "answered":
            raise NoCall
        if told.state == "ended":
            return CallStand("ended", told.outcome)
        return await _rings(db, told)
    _check(found, told)
    if found.outcome:
        return CallStand("ended", found.outcome)
    if told.state == "ended":
        found = await finish(db, _ended(found, told, db, caller_here=caller_here), told=True)
    elif told.state == "answered" and caller_here and found.answered_at is None:
        found = await _answered(db, found)
    return CallStand(found.state, found.outcome)


def _check(found: Call, told: ToldCall) -> None:
    """Raises `NoCall`."""
    pair = (found.caller.person_id, found.callee.person_id)
    if found.town != told.town or pair != (told.caller_id, told.callee_id):
        raise NoCall


def _ended(call: Call, told: ToldCall, db: Db, *, caller_here: bool) -> Call:
    """The other side of a call cannot say more of it than it can know: who is called declines or is
    busy, who calls cancels or waits in vain.
    """
    may = ("declined", "busy", "missed") if caller_here else ("cancelled", "missed")
    outcome: Outcome = told.outcome if told.outcome in may else may[0]  # type: ignore[assignment]
    return model.ended(call, db.now, outcome)


async def _answered(db: Db, before: Call) -> Call:
    """A device there took it."""
    side = CallSide(before.callee.person_id, None)
    call = model.answered(before, side, db.now)
    await store.save(db, call)
    await schedule(db, RUN_OUT, str(call.id), db.now + SILENCE)
    await tell(db, call)
    return call


async def _rings(db: Db, told: ToldCall) -> CallStand:
    """Their devices ring here, if they may be called and are in no call."""
    pair = (told.caller_id, told.callee_id)
    if not await contacts.may_talk(db, [pair]):
        return CallStand("ringing")
    conversation_id = await chat.direct_of(db, *pair)
    call = Call(
        id=told.id,
        conversation_id=conversation_id,
        caller=CallSide(told.caller_id, None),
        callee=CallSide(told.callee_id, None),
        media=told.media,
        began_at=db.now,
        heard_at=db.now,
        town=told.town,
    )
    if await chat.is_said(db, conversation_id, told.caller_id, call.id):
        # Its line is here: it is over.
        return CallStand("ended", "missed")
    await _give_way(db, call)
    if not await store.add(db, call):
        raise NoCall
    if told.callee_id not in await store.engage(db, call.id, pair):
        await close(db, call, "busy", told=True)
        return CallStand("ended", "busy")
    await schedule(db, RUN_OUT, str(call.id), db.now + told.rings)
    await tell(db, call)
    await ring(db, call, told.rings)
    return CallStand("ringing")


async def _give_way(db: Db, come: Call) -> None:
    """Two who call each other at once: of both calls the one with the lower id rings, in both
    towns, since each has heard of both.
    """
    live = await store.live(db, come.callee.person_id)
    crossing = (
        live is not None
        and live.state == "ringing"
        and live.callee.person_id == come.caller.person_id
        and come.id < live.id
    )
    held = await store.lock(db, live.id) if live and crossing else None
    if held and held.state == "ringing":
        await close(db, held, "cancelled")


async def stand(db: Db, call_id: UUID) -> Call | None:
    """A call as it is kept here, without looking who asks; None where there is none. For who tells
    the other town how it stands.
    """
    return await store.one(db, call_id)


async def not_reached(db: Db, call_id: UUID) -> None:
    """Ends a call that another town could not be told of: the caller's devices learn at once that
    it cannot ring there. A call that the caller's town never heard to be answered is missed; one
    that is over stays as it is.
    """
    call = await store.lock(db, call_id)
    if call and call.state == "ringing" and call.caller.session_id:
        await close(db, call, "unreachable", told=True)
    elif call and call.state == "answered" and call.caller.session_id is None:
        # Who calls never heard that it was answered.
        await close(db, call, "missed", told=True)


async def signalled(database: Database, switch: Switch, town: str, frame: SignalFrame) -> None:
    """Brings a signal from the device in another town to the one here that talks. Who signals has
    answered: that is noted, if it was not known here yet. Opens transactions of its own. A signal
    for a call that is over is dropped. Raises `NoCall`.
    """
    async with database.glance() as db:
        call = await store.one(db, frame.call_id)
    if call is None or call.town != town:
        raise NoCall
    if call.state == "ringing" and call.called_from_here:
        async with database.transaction() as db:
            held = await store.lock(db, call.id)
            call = await _answered(db, held) if held and held.state == "ringing" else held or call
    if call.state == "answered":
        switch.bring(call.caller if call.called_from_here else call.callee, frame)
