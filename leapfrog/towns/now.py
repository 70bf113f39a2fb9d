"""What is only worth something now: that somebody rings, what the devices of a call tell each
other, that somebody types. Posted at once, kept nowhere, and lost where the other town does not
answer.

Of a call each town tells the other how it stands there, and hears how it stands here
(`leapfrog/calls/elsewhere.py`).
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import structlog

from leapfrog import calls, chat, contacts, identity
from leapfrog.calls import (
    Call,
    CallOutcome,
    CallStand,
    CallState,
    Media,
    NoCall,
    Signal,
    SignalFrame,
    Switch,
    ToldCall,
)
from leapfrog.identity import HomeSource
from leapfrog.kernel.closing import end
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound, Problem
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import RunAgain
from leapfrog.kernel.limits import Limit
from leapfrog.towns import calling, people, store_ties
from leapfrog.towns.errors import InvalidDispatch
from leapfrog.towns.peers import NotReached

NOW_PATH = "/town/v1/now"
LARGEST_NOW = 256_000
# One of another town rings one here at most so often in ten minutes, and all of a town so often.
RINGS, RINGS_OF = Limit("town_rings", 10, 600), Limit("town_rings_of", 300, 600)
# All else of a call needs some thirty.
NOW_OF, SIGNALS_OF = Limit("town_now", 3_000, 60), Limit("town_signals", 600, 60)
MOST_AT_ONCE, MOST_WAITING = 100, 1_000
# Of calls that are none here a town asks in vain no more often.
STRAY_OF = Limit("town_stray", 300, 60)
TYPING_OF = Limit("town_typing", 6_000, 60)
# Beside the words a request has an envelope.
ROOM = LARGEST_NOW - 2_000
# Longer than that nobody looks at a screen that says nothing.
PATIENCE = 5.0
# What waited so long says nothing any more.
STALE = 3.0
A_MOMENT = timedelta(seconds=1)
# Nothing here has a number: what was signed so long before or after is not of now.
CLOCKS_APART = timedelta(hours=12)
# So long it is tried to say that a call rings, was answered, is over.
RINGS_IN, ANSWERED_IN, OVER_IN = timedelta(seconds=4), timedelta(seconds=15), timedelta(minutes=2)
log = structlog.get_logger()


class NowCall(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a call stands: `by` and `to` are the pids of who calls and who is called; `rings`: for
    so many seconds at the most.
    """

    i: UUID
    by: str
    to: str
    media: Media
    state: CallState
    rings: int = 60
    outcome: CallOutcome | None = None


class NowSignal(msgspec.Struct, frozen=True):
    """What the device of an answered call tells the other one; `call`: its id."""

    call: UUID
    signal: Signal


class NowTyping(msgspec.Struct, frozen=True):
    """That `by` is writing to `to`: pids."""

    by: str
    to: str


class NowRequest(msgspec.Struct, frozen=True, rename={"sender": "from"}, omit_defaults=True):
    """What one town says to another at once. Of what is not known here nothing comes."""

    sender: str
    to: str
    call: NowCall | None = None
    signals: list[NowSignal] = []
    typing: list[NowTyping] = []


class NowAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the call stands in the town that was told of it."""

    call: CallStand | None = None


async def take(town: Town, switch: Switch, there: HomeSource, asked: NowRequest) -> NowAnswer:
    """Does what the town at `there` says. Raises `InvalidDispatch` for what is not of its people,
    `NoCall`, `RateLimited`.
    """
    town.limit(NOW_OF, there.domain)
    for one in asked.signals[:MOST_AT_ONCE]:
        try:
            # Of a call that signals too much nothing comes; the others of that town go on.
            town.limit(SIGNALS_OF, f"{there.domain}:{one.call}")
            frame = SignalFrame(one.call, one.signal)
            await calls.signalled(town.database, switch, there.domain, frame)
        except NoCall:
            town.limit(STRAY_OF, there.domain)
        except Problem as why:
            log.info("towns_signal_lost", domain=there.domain, why=why.code)
    for word in asked.typing[:MOST_AT_ONCE]:
        town.limit(TYPING_OF, there.domain)
        async with town.database.glance() as db:
            await _types(db, there, word)
    if asked.call is None:
        return NowAnswer()
    if asked.call.state == "ringing":
        town.limit(RINGS_OF, there.domain)
        town.limit(RINGS, f"{asked.call.by}:{asked.call.to}")
    async with town.database.transaction() as db:
        return NowAnswer(await _call(db, there, asked.call))


async def _call(db: Db, there: HomeSource, word: NowCall) -> CallStand:
    caller = await identity.person_of_pid(db, word.by)
    callee = await identity.person_of_pid(db, word.to)
    known = await identity.named(db, [one for one in (caller, callee) if one])
    if caller is None:
        raise InvalidDispatch("a call of nobody")
    if callee is None and there.speaks_for(await identity.home_source_of(db, caller)):
        # As of somebody who lets it ring.
        return CallStand("ringing")
    if callee is None or not {caller, callee} <= known.keys():
        raise InvalidDispatch("a call of nobody")
    kinds = (known[caller].kind, known[callee].kind)
    if kinds not in (("remote", "person"), ("person", "remote")):
        raise InvalidDispatch("a call that is not between these towns")
    caller_here = kinds[0] == "person"
    elsewhere = callee if caller_here else caller
    if not there.speaks_for(await identity.home_source_of(db, elsewhere)):
        raise InvalidDispatch("they do not live in the town that says so")
    rings = timedelta(seconds=min(max(word.rings, 1), 120))
    told = ToldCall(
        id=word.i,
        town=there.domain,
        caller_id=caller,
        callee_id=callee,
        media=word.media,
        state=word.state,
        rings=rings,
        outcome=word.outcome,
    )
    return await calls.heard(db, told, caller_here=caller_here)


async def _types(db: Db, there: HomeSource, word: NowTyping) -> None:
    by, to = await identity.person_of_pid(db, word.by), await identity.person_of_pid(db, word.to)
    if by is None or to is None or not there.speaks_for(await identity.home_source_of(db, by)):
        return
    place = await store_ties.talk_of(db, by, to)
    if place and await contacts.may_talk(db, [(by, to)]):
        await chat.composes(db, by, place)


async def composing(db: Db, person_id: UUID, conversation_id: UUID) -> tuple[str, NowTyping] | None:
    """The domain of the town to be told that a person here types in a conversation of two, and what
    to tell; None where nobody elsewhere is to know.
    """
    found = await store_ties.two(db, conversation_id)
    two = await people.two_of(db, found.one_id, found.other_id) if found else None
    if two is None or two.here.id != person_id:
        return None
    pids = await identity.pids_of(db, [two.here.id, two.there.id])
    if len(pids) != 2 or not await contacts.may_talk(db, [(two.here.id, two.there.id)]):
        return None
    return two.domain, NowTyping(pids[two.here.id], pids[two.there.id])


async def tell_call(town: Town, payload: dict[str, str]) -> None:
    """A job: the other town hears how a call stands here, and says how it stands there. Raises
    `RunAgain` while it does not answer; who calls hears at once that the other one is not reached.
    """
    call_id, told = UUID(payload["id"]), None
    while True:
        async with town.database.transaction() as db:
            call = await calls.stand(db, call_id)
            word = await _word(db, town, call) if call else None
            now = db.now
        # What changed while it was told, such as a call that was cancelled, is told too: it may
        # have been heard first.
        if call is None or call.town is None or word is None or word == told:
            return
        try:
            there = await _post(town, call.town, NowRequest("", "", call=word))
        except NotReached as why:
            log.info("towns_call_not_told", domain=call.town, state=call.state, why=str(why))
            if why.later and now < _until(call):
                raise RunAgain(A_MOMENT) from None
            async with town.database.transaction() as db:
                await calls.not_reached(db, call_id)
            return
        told = word
        if there.call and there.call.state != "ringing":
            async with town.database.transaction() as db:
                await _agree(db, call, there.call)
            return


async def _word(db: Db, town: Town, call: Call) -> NowCall | None:
    known = await identity.named(db, [call.caller.person_id, call.callee.person_id])
    for one in known.values():
        if one.kind == "person":
            await people.home_of(db, one.id)
    pids = await identity.pids_of(db, known)
    if len(pids) != 2:
        return None
    return NowCall(
        i=call.id,
        by=pids[call.caller.person_id],
        to=pids[call.callee.person_id],
        media=call.media,
        state=call.state,
        rings=int(town.settings.ring_seconds),
        outcome=call.outcome,
    )


def _until(call: Call) -> datetime:
    """So long it is tried again."""
    if call.ended_at:
        return call.ended_at + OVER_IN
    return call.answered_at + ANSWERED_IN if call.answered_at else call.began_at + RINGS_IN


async def _agree(db: Db, call: Call, there: CallStand) -> None:
    """What the other town knows more of the call counts here too."""
    assert call.town is not None
    told = ToldCall(
        id=call.id,
        town=call.town,
        caller_id=call.caller.person_id,
        callee_id=call.callee.person_id,
        media=call.media,
        state=there.state,
        rings=A_MOMENT,
        outcome=there.outcome,
    )
    await calls.heard(db, told, caller_here=call.called_from_here)


async def _post(town: Town, domain: str, asked: NowRequest) -> NowAnswer:
    """Raises `NotReached`."""
    here = town.settings.town_domain
    named = msgspec.structs.replace(asked, sender=here, to=domain)
    try:
        async with asyncio.timeout(PATIENCE):
            answer = await calling.ask(town, domain, NOW_PATH, msgspec.json.encode(named))
    except TimeoutError:
        raise NotReached("it does not answer in time") from None
    except NotFound:
        raise NotReached("this town keeps to itself") from None
    if answer.status != 200:
        raise NotReached(f"answered {answer.status}", later=answer.status >= 500)
    try:
        return msgspec.json.decode(answer.body, type=NowAnswer)
    except msgspec.DecodeError:
        raise NotReached("answered what is no answer") from None


class WaitingWord(msgspec.Struct, frozen=True):
    """What waits since `at` (the loop's seconds), and how many bytes it is."""

    at: float
    size: int
    word: NowSignal | NowTyping


def _some(waiting: deque[WaitingWord]) -> list[WaitingWord]:
    """As many as one request has room for: a device that says much at once takes nothing away from
    those who speak with the same town.
    """
    found, size = list[WaitingWord](), 0
    while waiting and len(found) < MOST_AT_ONCE:
        size += waiting[0].size
        if found and size > ROOM:
            break
        found.append(waiting.popleft())
    return found


class NowLane:
    """One per process: what the devices here say at once to those in other towns, in its order."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._waiting: dict[str, deque[WaitingWord]] = {}
        self._posting: dict[str, asyncio.Task[None]] = {}

    def signal(self, call: Call, frame: SignalFrame) -> None:
        """A signal of a device here for the one in the other town."""
        if call.town:
            self.put(call.town, NowSignal(frame.call_id, frame.signal))

    def put(self, domain: str, word: NowSignal | NowTyping) -> None:
        """Posts it soon, with what else waits for that town."""
        waiting = self._waiting.setdefault(domain, deque(maxlen=MOST_WAITING))
        at, size = asyncio.get_running_loop().time(), len(msgspec.json.encode(word)) + 1
        waiting.append(WaitingWord(at, size, word))
        if domain not in self._posting:
            self._posting[domain] = asyncio.create_task(self._post(domain))

    async def _post(self, domain: str) -> None:
        try:
            while waiting := self._waiting.get(domain):
                fresh = asyncio.get_running_loop().time() - STALE
                words = [one.word for one in _some(waiting) if one.at >= fresh]
                signals = [one for one in words if isinstance(one, NowSignal)]
                typing = [one for one in words if isinstance(one, NowTyping)]
                if not words:
                    continue
                try:
                    asked = NowRequest("", "", signals=signals, typing=typing)
                    await _post(self._town, domain, asked)
                except NotReached as why:
                    log.info("towns_now_lost", domain=domain, words=len(words), why=str(why))
        finally:
            self._waiting.pop(domain, None)
            self._posting.pop(domain, None)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While the town is open; what is being posted at its end is lost."""
        try:
            yield
        finally:
            for task in list(self._posting.values()):
                task.cancel()
                await end(task)
