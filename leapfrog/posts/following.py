"""Following, as it changes what is on the timeline of who follows."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog import follows
from leapfrog.follows import FollowPair, PersonSummary
from leapfrog.identity import NoPerson
from leapfrog.kernel.db import Db
from leapfrog.posts import store_home

# So many of the last posts come onto the timeline of who begins to follow.
BACKFILL = 40


async def follow(db: Db, me: UUID, them: UUID, *, secret: bool = False) -> PersonSummary:
    """Follows a person, or asks to, as `follows.begin`; the last posts of who is followed now come
    onto my timeline. Raises `NoPerson`, `FollowRefused`, `TooManyFollows`.
    """
    if await follows.begin(db, me, them, secret=secret):
        await store_home.backfill(db, me, them, BACKFILL)
    return (await follows.shown(db, me, [them]))[0]


async def unfollow(db: Db, me: UUID, them: UUID) -> PersonSummary:
    """Follows no longer; their posts leave the timeline. Again, nothing happens. Raises
    `NoPerson`.
    """
    await end(db, me, them)
    found = await follows.shown(db, me, [them])
    if not found:
        raise NoPerson
    return found[0]


async def end(db: Db, follower: UUID, followed: UUID) -> None:
    """Ends the follow of one person by another, whoever wanted it; the other's posts leave the
    timeline.
    """
    await _end(db, [FollowPair(follower, followed)])


async def parted(db: Db, one: UUID, other: UUID) -> None:
    """Ends all follows between two people of whom one blocked the other."""
    await _end(db, [FollowPair(one, other), FollowPair(other, one)])


async def leave(db: Db, person_id: UUID) -> None:
    """Somebody is gone: they follow nobody, and nobody them."""
    await _end(db, await follows.pairs_of(db, person_id))


async def _end(db: Db, pairs: Sequence[FollowPair]) -> None:
    await store_home.clear(db, await follows.end(db, pairs))


async def answer(db: Db, me: UUID, them: UUID, *, accept: bool) -> None:
    """Answers who asked to follow me, or follows me already: yes, or no, which ends it. Raises
    `NoPerson` for who neither asked nor follows.
    """
    if await follows.state(db, them, me) is None:
        raise NoPerson
    if accept:
        await accepted(db, them, me)
    else:
        await end(db, them, me)


async def accepted(db: Db, follower: UUID, followed: UUID) -> None:
    """Accepts a request to follow, also when another server says so; the last posts come onto the
    follower's timeline.
    """
    if await follows.accept(db, follower, followed):
        await store_home.backfill(db, follower, followed, BACKFILL)
