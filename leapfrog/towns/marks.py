"""How far somebody has read what somebody of another town said: told at most every two seconds for
each conversation, by the client id of the last message, and only where both show it.
"""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog import chat, contacts
from leapfrog.chat import ReadInAnotherTown
from leapfrog.chat_settings import hiding_marks
from leapfrog.identity import HomeSource
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule
from leapfrog.towns import dispatches, people, store_ties
from leapfrog.towns.dispatches import NewDispatch
from leapfrog.towns.model import Dispatch

DUE = "towns.mark"
EVERY = timedelta(seconds=2)


class MarkBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """Client ids of messages of who hears it: the last that is on a device, the last that was
    read.
    """

    got: UUID | None = None
    read: UUID | None = None


async def mark_is_told(db: Db, event: ReadInAnotherTown) -> None:
    """A reaction: what was read is told soon, with all that is read until then."""
    await schedule(db, DUE, str(event.conversation_id), _next(db.now))


def _next(now: datetime) -> datetime:
    """The end of these two seconds, so that what comes in them does not put it off."""
    whole = now.replace(second=now.second - now.second % 2, microsecond=0)
    return whole + EVERY


async def due(db: Db, ref: str, _body: object) -> None:
    """A timer: tells the other town how far its person is read now."""
    conversation_id = UUID(ref)
    found = await store_ties.two(db, conversation_id)
    two = await people.two_of(db, found.one_id, found.other_id) if found else None
    pid = await people.pid_of(db, two.there.id) if two else None
    if two is None or pid is None:
        return
    if await hiding_marks(db, {two.here.id}) or not await dispatches.has_room(db, two.domain):
        return
    await dispatches.line_to(db, two.domain)
    await store_ties.lock(db, two.here.id, two.there.id)
    reached = await store_ties.reached(db, conversation_id, two.here.id, two.there.id)
    if reached is None or not await store_ties.marked(db, two.here.id, two.there.id, reached):
        return
    sender, _ = await people.home_of(db, two.here.id)
    body = msgspec.to_builtins(MarkBody(reached.got, reached.read))
    await dispatches.write(db, two.domain, [NewDispatch("mark", body, sender, pid)])


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
