"""What is missing of a conversation after one of the two towns came back from a copy of before, or
somebody came to another town with one: each says which is the last message of the other that it
has, and hears again what came after. What is known already is not said twice: it has its client id.
"""

from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import contacts
from leapfrog.identity import HomeSource
from leapfrog.kernel.db import Db
from leapfrog.towns import dispatches, people, store_ties, talk
from leapfrog.towns.dispatches import NewDispatch
from leapfrog.towns.errors import InvalidDispatch
from leapfrog.towns.model import Dispatch

# A whole conversation may be said again: not more often than this to one person.
AT_MOST = timedelta(hours=1)


class ResyncBody(msgspec.Struct, frozen=True):
    """`i`: the client id of the last message of the receiver that the sender has, null for none;
    `back`: this answers one.
    """

    i: UUID | None
    back: bool = False


async def want(db: Db, person_id: UUID) -> None:
    """Notes that a person here has an older copy of conversations with people elsewhere, who are
    asked for what is missing.
    """
    await store_ties.want_resync(db, person_id)


async def ask(db: Db, here: UUID, there: UUID) -> None:
    """Asks for what is missing, once, now that the other one is known by their key here."""
    if await store_ties.take_resync(db, here, there):
        await _send(db, here, there, back=False)


async def asked(db: Db, home: HomeSource, dispatch: Dispatch) -> None:
    """Somebody elsewhere lost the end of a conversation: it is said again from where they are, and
    theirs is asked for likewise. Of who is no contact, or asks too often, nothing comes. Raises
    `InvalidDispatch`.
    """
    receiver = await people.receiver(db, dispatch)
    if receiver is None:
        return
    sender = await people.sender(db, home, dispatch)
    body = msgspec.convert(dispatch.body, ResyncBody)
    if not await contacts.may_talk(db, [(receiver, sender)]):
        raise InvalidDispatch("they are no contacts")
    tie = await store_ties.lock(db, receiver, sender)
    place = await store_ties.talk_of(db, receiver, sender)
    if place is None or not await store_ties.resynced(db, receiver, sender, db.now - AT_MOST):
        return
    upto = await store_ties.seq_of(db, place, receiver, body.i) if body.i else 0
    if upto is not None and upto < tie.told_seq:
        await store_ties.told(db, receiver, sender, upto)
        await talk.carry(db, [place])
    if not body.back:
        await _send(db, receiver, sender, back=True)


async def _send(db: Db, here: UUID, there: UUID, *, back: bool) -> None:
    two = await people.pair_of(db, here, there)
    place = await store_ties.talk_of(db, here, there)
    to = await people.pid_of(db, there)
    if two is None or place is None or to is None or two.here.id != here:
        return
    pid, _ = await people.home_of(db, here)
    last = await store_ties.last_of(db, place, there)
    body = {"i": str(last) if last else None, "back": back}
    await dispatches.write(db, two.domain, [NewDispatch("resync", body, pid, to)])
