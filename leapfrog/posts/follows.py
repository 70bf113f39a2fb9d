"""Following: openly or secretly; who wants to be asked first is asked."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.contacts import NO_RELATIONSHIP, relationships
from leapfrog.identity import named
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce
from leapfrog.posts import notifications, store_follows, store_notifications, stream_events
from leapfrog.posts.errors import FollowRefused, NoPerson, TooManyFollows
from leapfrog.posts.events import PersonFollowed
from leapfrog.posts.hydration import author_of
from leapfrog.posts.model import Author
from leapfrog.posts.settings import settings_of
from leapfrog.posts.store_follows import FollowState, State

# From so many followers on, posts are not copied to timelines but looked up.
WIDE = 10_000
MOST = 5_000
BACKFILL = 40


class PersonSummary(msgspec.Struct, frozen=True):
    """A person on the Square, and what is between them and the one who looks."""

    person: Author
    about: str
    follow: State | None
    secret: bool
    follows_me: bool
    muted: bool


class PeoplePage(msgspec.Struct, frozen=True):
    """A page; `next` is the `before` of the following one."""

    people: list[PersonSummary]
    next: str | None


async def follow(db: Db, me: UUID, them: UUID, *, secret: bool = False) -> PersonSummary:
    """Follows, or asks to; again, it only becomes secret or open. Raises `NoPerson`,
    `FollowRefused`, `TooManyFollows`.
    """
    people = await named(db, [me, them])
    person = people.get(them)
    if person is None or person.kind == "erased":
        raise NoPerson
    if me == them or (await relationships(db, me, [them]))[them].apart:
        raise FollowRefused
    if await store_follows.following_count(db, me) >= MOST:
        raise TooManyFollows
    asks = (await settings_of(db, them)).approve or person.kind == "remote"
    away = people[me].kind == "remote"
    await _begin(db, me, them, "asked" if asks else "follows", secret=secret, away=away)
    return (await shown(db, me, [them]))[0]


async def _begin(db: Db, me: UUID, them: UUID, state: State, *, secret: bool, away: bool) -> None:
    pull_only = await store_follows.is_pull_only(db, them, WIDE)
    how = {"secret": secret, "pull_only": pull_only, "away": away}
    now, before = await store_follows.follow(db, me, them, state, **how)
    if now == before:
        return
    if now == "follows" and not away:
        await store_follows.backfill(db, me, them, BACKFILL)
    if not secret:
        kind = "follow" if now == "follows" else "follow_request"
        await notifications.tell(db, [notifications.NewNotification(them, kind, them, me)])
    stream_events.news(db, [me])
    await announce(db, PersonFollowed(me, them, now))


async def unfollow(db: Db, me: UUID, them: UUID) -> PersonSummary:
    """Follows no longer; their posts leave the timeline. Again, nothing happens. Raises
    `NoPerson`.
    """
    await end(db, me, them)
    found = await shown(db, me, [them])
    if not found:
        raise NoPerson
    return found[0]


async def end(db: Db, follower: UUID, followed: UUID) -> None:
    """One follows the other no longer, whoever wanted it."""
    if await store_follows.unfollow(db, follower, followed):
        await store_follows.clear(db, follower, followed)
        for kind in ("follow", "follow_request"):
            await store_notifications.drop(db, kind, followed, follower)
        await announce(db, PersonFollowed(follower, followed, "none"))


async def parted(db: Db, one: UUID, other: UUID) -> None:
    """One of these blocked the other: neither follows any more."""
    await end(db, one, other)
    await end(db, other, one)


async def leave(db: Db, person_id: UUID) -> None:
    """Somebody is gone: they follow nobody, and nobody them."""
    for pair in await store_follows.all_of(db, person_id):
        await end(db, *pair)


async def answer(db: Db, me: UUID, them: UUID, *, accept: bool) -> None:
    """To who asked to follow, or does; no is also for a follower of long. Raises `NoPerson`."""
    if await store_follows.state(db, them, me) is None:
        raise NoPerson
    if accept:
        await accepted(db, them, me)
    else:
        await end(db, them, me)


async def accepted(db: Db, follower: UUID, followed: UUID) -> None:
    """Who asked follows now; also when another server says so."""
    before = await store_follows.state(db, follower, followed)
    if before != "asked":
        return
    pull_only = await store_follows.is_pull_only(db, followed, WIDE)
    people = await named(db, [follower, followed])
    # Who is asked here sees who follows from now on; elsewhere nobody here is told by that.
    tie = (await store_follows.ties(db, follower, [followed]))[followed]
    how = {"secret": tie.secret and people[followed].kind == "remote", "pull_only": pull_only}
    await store_follows.follow(db, follower, followed, "follows", **how)
    if people[follower].kind != "remote":
        await store_follows.backfill(db, follower, followed, BACKFILL)
    await store_notifications.drop(db, "follow_request", followed, follower)
    await notifications.tell(
        db, [notifications.NewNotification(follower, "follow_accepted", followed, followed)]
    )
    await announce(db, PersonFollowed(follower, followed, "follows"))


async def state(db: Db, follower: UUID, followed: UUID) -> State | None:
    """What one is to the other; None for nothing."""
    return await store_follows.state(db, follower, followed)


async def remote_followers(db: Db, followed: UUID) -> list[UUID]:
    """The followers who are people of other towns."""
    return await store_follows.away(db, followed)


async def of_here(db: Db, followed: UUID) -> list[UUID]:
    """The others."""
    return await store_follows.at_home(db, followed)


async def followed(db: Db, person_id: UUID) -> bool:
    """Whether somebody here follows them, or asked to."""
    return await store_follows.followed(db, person_id)


async def shown(db: Db, viewer: UUID | None, ids: Sequence[UUID]) -> list[PersonSummary]:
    """These people, without those who blocked the viewer or are blocked, in their order."""
    people = await named(db, ids)
    known = await relationships(db, viewer, ids)
    ties = await store_follows.ties(db, viewer, ids)
    found = []
    for one in ids:
        tie, standing = ties[one], known.get(one, NO_RELATIONSHIP)
        if one in people and people[one].kind != "erased" and not standing.apart:
            author = author_of(people[one], standing, _mark(tie))
            found.append(
                PersonSummary(
                    author, people[one].about, tie.follow, tie.secret, tie.follows_me, tie.muted
                )
            )
    return found


def _mark(tie: FollowState) -> tuple[str | None, str | None, str | None]:
    return tie.mark_kind, tie.mark_reason, tie.mark_name


async def may_list(db: Db, viewer: UUID, person_id: UUID) -> bool:
    """Whether the viewer may see whom somebody follows and who follows them."""
    if viewer == person_id:
        return True
    who = (await settings_of(db, person_id)).show_follows
    tie = (await relationships(db, viewer, [person_id])).get(person_id, NO_RELATIONSHIP)
    return not tie.apart and (who == "everyone" or (who == "contacts" and tie.connected))


async def followers(
    db: Db, viewer: UUID, person_id: UUID, before: str | None, limit: int
) -> PeoplePage:
    """Raises `NoPerson`, also when they are not for the viewer to see."""
    if not await may_list(db, viewer, person_id):
        raise NoPerson
    place = _place(before)
    found = await store_follows.followers(db, person_id, "follows", viewer, place, limit)
    return await _page(db, viewer, found, limit)


async def following(
    db: Db, viewer: UUID, person_id: UUID, before: str | None, limit: int
) -> PeoplePage:
    """Raises `NoPerson`, also when they are not for the viewer to see."""
    if not await may_list(db, viewer, person_id):
        raise NoPerson
    place = _place(before)
    found = await store_follows.following(db, person_id, "follows", viewer, place, limit)
    return await _page(db, viewer, found, limit)


async def requests(db: Db, me: UUID, before: str | None, limit: int) -> PeoplePage:
    """Who asks to follow, the last one first."""
    found = await store_follows.followers(db, me, "asked", me, _place(before), limit)
    return await _page(db, me, found, limit)


async def suggested(db: Db, me: UUID, limit: int) -> PeoplePage:
    """Whom one might like to follow: who writes what is read here."""
    ids = await store_follows.suggested(db, me, limit)
    return PeoplePage(await shown(db, me, ids), None)


async def _page(
    db: Db, viewer: UUID, found: Sequence[tuple[UUID, datetime]], limit: int
) -> PeoplePage:
    mark = f"{found[-1][1].isoformat()}_{found[-1][0].hex}" if len(found) == limit else None
    return PeoplePage(await shown(db, viewer, [one for one, _ in found]), mark)


def _place(text: str | None) -> tuple[datetime | None, UUID | None]:
    at, _, ident = (text or "").partition("_")
    try:
        return datetime.fromisoformat(at), UUID(hex=ident)
    except ValueError:
        return None, None


async def widen(db: Db) -> None:
    """Those who have many followers by now are looked up from now on."""
    for person_id in await store_follows.crowded(db, WIDE):
        await store_follows.widen(db, person_id)
