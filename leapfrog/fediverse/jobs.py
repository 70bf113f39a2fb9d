"""What is done in the background: reading what came, asking elsewhere, carrying activities."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import structlog

from leapfrog.fediverse import (
    actors,
    asking,
    delivery,
    emoji,
    faces,
    media,
    moving,
    reading,
    receiving,
    rules,
    sending,
    store,
    store_forward,
    store_post,
)
from leapfrog.fediverse.addresses import TownAddress, host_of
from leapfrog.fediverse.events import ActivityLost
from leapfrog.fediverse.fetching import NotFetched
from leapfrog.fediverse.fetching import thing as fetched
from leapfrog.fediverse.reading import Thing
from leapfrog.fediverse.receiving_notes import MEDIA, MissingNotes, ReceivedNote
from leapfrog.fediverse.store import Actor
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.events import announce_all
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.jobs import Work, enqueue
from leapfrog.kernel.looking import Poller
from leapfrog.kernel.timers import Handler, schedule

AT_ONCE, DEEPEST = 50, 5
OUTSIDE = "fediverse:outside"
TRIES, LATER = 3, timedelta(minutes=1)
# Replays are of the last half day at most; what is not delivered after a week never is.
REPLAYS, LETTERS = timedelta(days=2), timedelta(days=8)
AGAIN = "fediverse.again"

log = structlog.get_logger()


async def take_in(database: Database) -> bool:
    """A turn: reads what waits, each by itself; what must ask elsewhere first becomes a job.
    Answers whether there may be more.
    """
    async with database.transaction() as db:
        waiting = await store_post.waiting(db, AT_ONCE)
        if not waiting:
            return False
        site = await store.site(db)
        said = [(one.actor_id, reading.load(one.body)) for one in waiting]
        come = await _by_their_actors(db, site, said) if site else []
        done = await db.in_parts([partial(_read, db, one) for one in come])
        for one, cause in zip(come, done, strict=True):
            if cause:
                await _settle(db, one, cause)
        await store_post.live(db, sorted({one.actor.host for one in come}))
        await store_post.read(db, [one.id for one in waiting])
    return len(waiting) == AT_ONCE


async def _by_their_actors(
    db: Db, site: TownAddress, said: Sequence[tuple[UUID, Thing]]
) -> list[ReceivedNote]:
    """Activities with who says them, who were known as these people when they came. Two of those
    may have turned out to be one since then: their actor is still called what it was.
    """
    people = await store.by_people(db, [person_id for person_id, _ in said])
    uris = [reading.ident(activity.get("actor")) for _, activity in said]
    named = {one.uri: one for one in people.values()}
    named |= await store.by_uris(db, sorted(set(uris) - named.keys()))
    return [
        ReceivedNote(site, named[uri], activity)
        for uri, (_, activity) in zip(uris, said, strict=True)
        if uri in named
    ]


async def _read(db: Db, come: ReceivedNote) -> None:
    if reading.kind(come.activity) in moving.KINDS:
        raise MissingNotes("")
    await receiving.receive(db, come)


async def _settle(db: Db, come: ReceivedNote, cause: Exception) -> None:
    """What could not be read as it is: it must wait for something, is refused, or is our fault."""
    if isinstance(cause, MissingNotes):
        body = {"actor": str(come.actor.person_id), "activity": come.activity}
        await enqueue(db, OUTSIDE, body)
    elif isinstance(cause, Problem):
        _refused(come.actor, come.activity, cause)
    else:
        ident = reading.ident(come.activity)
        log.error("fediverse_unreadable", actor=come.actor.uri, id=ident, exc_info=cause)


def _refused(actor: Actor, activity: Thing, problem: Problem) -> None:
    log.warning(
        "fediverse_refused",
        why=problem.detail or problem.title,
        actor=actor.uri,
        kind=reading.kind(activity),
        id=reading.ident(activity),
    )


async def outside(town: Town, payload: dict[str, Any]) -> None:
    """A job: an activity for which something must be had from elsewhere."""
    async with town.database.glance() as db:
        site = await store.site(db)
        said = [(UUID(payload["actor"]), payload["activity"])]
        found = await _by_their_actors(db, site, said) if site else []
    if site is None or not found:
        return
    [come] = found
    try:
        if reading.kind(come.activity) in moving.KINDS:
            await moving.receive(town, come)
        else:
            await with_what_is_missing(town, come, DEEPEST, receiving.receive)
    except Problem as problem:
        _refused(come.actor, come.activity, problem)
    except NotFetched as why:
        tries = payload.get("tries", 0) + 1
        if why.later and tries < TRIES:
            async with town.database.transaction() as db:
                due_at = db.now + LATER * 4**tries
                await schedule(db, AGAIN, str(new_id()), due_at, {**payload, "tries": tries})
        log.info("fediverse_not_fetched", why=str(why), actor=come.actor.uri)


async def try_again(db: Db, _ref: str, payload: object) -> None:
    await enqueue(db, OUTSIDE, payload)


async def with_what_is_missing(
    town: Town, come: ReceivedNote, deep: int, act: Callable[[Db, ReceivedNote], Awaitable[Any]]
) -> None:
    """Does it; what it needs is asked for, and what that needs, but not for ever. What is not to
    be had is done without.
    """
    asked: set[str] = set()
    for _ in range(3):
        try:
            async with town.database.transaction() as db:
                await act(db, come)
        except MissingNotes as missing:
            if missing.uri in asked:
                return
            asked.add(missing.uri)
            if deep <= 0 or not await fetch_note(town, come.site, missing.uri, deep - 1):
                come = ReceivedNote(come.site, come.actor, come.activity, come.asked, alone=True)
        else:
            return


async def fetch_note(town: Town, site: TownAddress, uri: str, deep: int = DEEPEST) -> bool:
    """Has a note from elsewhere brought here, with what it answers. Answers whether it is here."""
    try:
        async with town.database.glance() as db:
            await rules.check(db, site, host_of(uri))
        note = await fetched(town, site, uri)
        actor = await actors.known(town, site, reading.ident(note.get("attributedTo")))
        activity = {"type": "Create", "actor": actor.uri, "object": note}
        come = ReceivedNote(site, actor, activity, asked=True)
        await with_what_is_missing(town, come, deep, receiving.receive)
    except (NotFetched, Problem) as why:
        log.info("fediverse_not_fetched", uri=uri, why=str(why))
        return False
    return True


async def tidy(db: Db) -> None:
    """Deletes what is over: activities that were taken in two days ago, or not delivered for eight
    days (announces `ActivityLost` of private notes among them), keys of nobody and forwards.
    """
    lost = await store_post.forget(db, REPLAYS, LETTERS)
    await announce_all(db, [ActivityLost(each) for each in lost])
    await store.drop_orphan_keys(db)
    await store_forward.drop_over(db)
    await asking.sweep(db)


TIMERS: Mapping[str, Handler] = {
    sending.POLL_STANDS: sending.poll_stands,
    AGAIN: try_again,
    sending.LOOK_UP: asking.due,
}


POLLER = Poller(store_post.WAITS, take_in)


def works(town: Town) -> Mapping[str, Work]:
    """The jobs of the fediverse, by name: delivering, fetching actors, pictures,
    media and emojis.
    """
    return {
        sending.DELIVER: partial(delivery.work, town),
        OUTSIDE: partial(outside, town),
        asking.FIND: partial(asking.work, town),
        actors.FACE: partial(faces.work, town),
        MEDIA: partial(media.work, town),
        emoji.EMOJI: partial(emoji.work, town),
    }
