"""How far somebody has read what somebody of another town said: told at most every two seconds for
each conversation, by the client id of the last message, and only where both show it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog import chat, contacts
from leapfrog.chat_settings import hiding_marks
from leapfrog.identity import HomeSource
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule_all
from leapfrog.towns import dispatches, people, store_marks, store_ties, talk
from leapfrog.towns.dispatches import NewDispatch
from leapfrog.towns.model import Dispatch
from leapfrog.towns.talk import TownTalk

DUE = "towns.mark"
EVERY = timedelta(seconds=2)


class MarkBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """Client ids of messages of who hears it: the last that is on a device, the last that was
    read.
    """

    got: UUID | None = None
    read: UUID | None = None


async def tell_soon(db: Db, conversation_ids: Iterable[UUID]) -> None:
    """Schedules to tell what people read in these conversations of two to the other towns, all of
    it until then at once.
    """
    refs = sorted(str(one) for one in conversation_ids)
    await schedule_all(db, [(DUE, ref, None, _next(db.now)) for ref in refs])


def _next(now: datetime) -> datetime:
    """The end of these two seconds, so that what comes in them does not put it off."""
    whole = now.replace(second=now.second - now.second % 2, microsecond=0)
    return whole + EVERY


async def due(db: Db, refs: Sequence[str]) -> None:
    """A timer: tells other towns how far their people are read now."""
    found = await talk.talks(db, [UUID(ref) for ref in refs])
    hiding = await hiding_marks(db, {one.two.here.id for one in found})
    shown = [one for one in found if one.two.here.id not in hiding]
    domains = {one.two.domain for one in shown}
    for domain in sorted(await people.spoken_of(db, domains)):
        await _tell(db, domain, [one for one in shown if one.two.domain == domain])


async def _tell(db: Db, domain: str, talks: Sequence[TownTalk]) -> None:
    line = await dispatches.line_to(db, domain)
    if line.waiting >= dispatches.MOST_WAITING:
        return
    await store_ties.lock_all(db, [one.pair for one in talks])
    reached = await store_marks.reached(db, [(one.id, *one.pair) for one in talks])
    known = {one.pair: reached[one.id] for one in talks if one.id in reached}
    fresh = await store_marks.marked(db, known)
    wanted = list[NewDispatch]()
    for one in talks:
        if one.pair in fresh:
            body = MarkBody(known[one.pair].got, known[one.pair].read)
            wanted.append(NewDispatch("mark", msgspec.to_builtins(body), one.sender, one.to))
    await dispatches.write(db, domain, wanted, there=line)


async def moved(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """Somebody elsewhere has, or read, what somebody here said. Of who may not talk, nothing; nor
    of what is not there. Raises `InvalidDispatch`.
    """
    receiver = await people.receiver(db, dispatch)
    sender = await people.sender(db, there, dispatch)
    if receiver is None or await contacts.apart(db, [(sender, receiver)]):
        return
    if not await contacts.may_talk(db, [(sender, receiver)]):
        return
    body = msgspec.convert(dispatch.body, MarkBody)
    place = await chat.direct_of(db, sender, receiver)
    for client_id, has_read in ((body.got, False), (body.read, True)):
        seq = await store_ties.seq_of(db, place, receiver, client_id) if client_id else None
        if seq:
            await chat.mark(db, sender, place, seq, has_read=has_read)
