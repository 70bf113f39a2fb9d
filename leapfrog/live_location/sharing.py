"""Showing where one is: begun in a conversation, told every few seconds, ended by oneself or the
clock. Only who is in that conversation since it began is told, and nobody of whom one blocked the
other.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from leapfrog import chat, contacts
from leapfrog.chat import LeftConversation, MessageDraft, NoConversation
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.locks import lock
from leapfrog.kernel.timers import cancel, schedule
from leapfrog.live_location import store
from leapfrog.live_location.errors import LiveLocationIdUsed, NoLiveLocation, TooManyToShow
from leapfrog.live_location.model import (
    EVERY,
    MOST_PEOPLE,
    LivePlace,
    LiveShare,
    Minutes,
    check_place,
)

END = "live_location.end"


def ref(share_id: UUID) -> str:
    """How its card in the conversation names it."""
    return f"live_location:{share_id}"


async def share_in(
    db: Db, me: UUID, share_id: UUID, conversation_id: UUID, minutes: Minutes
) -> LiveShare:
    """Begins to show a conversation where I am, for so many minutes; a card there says so, and one
    that runs there already ends. The same id again is the same. Raises `Invalid`, `NoConversation`,
    `TooManyToShow`, `LiveLocationIdUsed`, and why nothing can be said there.
    """
    check_new_id(share_id)
    # Two at once there are one after the other: the second ends the first.
    await lock(db, "live_location", me)
    before = await store.lock(db, share_id)
    if before is not None:
        if (before.person_id, before.conversation_id) != (me, conversation_id):
            raise LiveLocationIdUsed
        return before
    place = (me, conversation_id)
    if place not in await chat.present(db, [place]):
        raise NoConversation
    if len(await chat.people(db, conversation_id)) > MOST_PEOPLE:
        raise TooManyToShow
    for running in await store.running_in(db, me, conversation_id):
        await stop(db, me, running)
    until = db.now + timedelta(minutes=minutes)
    made = LiveShare(share_id, me, conversation_id, db.now, until, *[None] * 5)
    if not await store.add(db, made):
        raise LiveLocationIdUsed
    card = MessageDraft(conversation_id, me, share_id, "", "card", meta={"ref": ref(share_id)})
    [said] = await chat.append(db, [card])
    if isinstance(said, Problem):
        raise said
    await schedule(db, END, str(share_id), until)
    return made


async def tell_place(db: Db, me: UUID, lat: float, lon: float, accuracy: float) -> list[LiveShare]:
    """Takes where I am now (degrees, accuracy in metres) for all shares of mine, and answers those
    that run. What comes within five seconds after the last one is not passed on; a share in a
    conversation that I have left ends. Raises `Invalid`.
    """
    check_place(lat, lon, accuracy)
    here = LivePlace(lat, lon, accuracy, db.now)
    for share in await store.tell(db, me, here, db.now - EVERY):
        if me in await _there_since(db, share):
            _tell(db, await _watchers(db, share), share.id)
        else:
            await stop(db, me, share.id)
    return await store.running(db, me)


async def stop(db: Db, me: UUID, share_id: UUID) -> None:
    """I show it no longer, and where I was is forgotten. Again, nothing happens. Raises
    `NoLiveLocation`.
    """
    share = await store.lock(db, share_id)
    if share is None or share.person_id != me:
        raise NoLiveLocation
    await cancel(db, END, str(share_id))
    await _end(db, share)


async def seen(db: Db, me: UUID, share_id: UUID) -> LiveShare:
    """One of my own, or of somebody in a conversation in which we both are now, unless one of us
    blocked the other. Raises `NoLiveLocation`.
    """
    share = await store.find(db, share_id)
    if share is None or me not in await _watchers(db, share):
        raise NoLiveLocation
    return share


async def _there_since(db: Db, share: LiveShare) -> set[UUID]:
    """Who comes later, or comes again, was not meant."""
    return await chat.people_since(db, share.conversation_id, share.began_at)


async def _watchers(db: Db, share: LiveShare) -> set[UUID]:
    """Who may see it: its owner, and as long as that one is there, who else was there when it began
    and is; nobody else once there are too many.
    """
    people = await _there_since(db, share)
    crowd = len(await chat.people(db, share.conversation_id)) > MOST_PEOPLE
    if crowd or share.person_id not in people:
        return {share.person_id}
    others = [one for one in people if one != share.person_id]
    blocked = await contacts.blocked_between(db, [share.person_id], others)
    apart = {one for pair in blocked for one in pair} - {share.person_id}
    return {*people} - apart


def _tell(db: Db, people: Iterable[UUID], share_id: UUID) -> None:
    stream.tell(db, set(people), {"t": "changed", "what": "card", "ref": ref(share_id)})


async def _end(db: Db, share: LiveShare) -> None:
    if share.ended_at is None:
        await store.end(db, [share.id])
        people = await chat.people(db, share.conversation_id)
        _tell(db, [*people, share.person_id], share.id)


async def parted(db: Db, one: UUID, other: UUID) -> None:
    """After a block, or the end of a contact: ends what either of two people shows the other alone;
    in a group the other's devices read anew what they may still see.
    """
    for who, them in ((one, other), (other, one)):
        for share in await store.running(db, who):
            place = (who, share.conversation_id)
            if them not in await chat.people(db, share.conversation_id):
                continue
            if (await chat.present(db, [place])).get(place) == "direct":
                await stop(db, who, share.id)
            else:
                _tell(db, [them], share.id)


async def somebody_left(db: Db, event: LeftConversation) -> None:
    """A reaction to who left a group: shares of theirs in it end, and they see nothing that is
    shown there.
    """
    gone = event.person_id
    for share_id in await store.running_in(db, gone, event.conversation_id):
        await stop(db, gone, share_id)
    for share_id in await store.running_there(db, event.conversation_id):
        _tell(db, [gone], share_id)


async def end_due(db: Db, key: str, _body: object) -> None:
    """The due row: its time is over."""
    share = await store.lock(db, UUID(key))
    if share is not None:
        await _end(db, share)
