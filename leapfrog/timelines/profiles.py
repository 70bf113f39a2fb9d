"""Profiles: a person's page on the Square."""

from collections.abc import Mapping, Sequence
from typing import Literal
from uuid import UUID

from leapfrog import follows, mutes
from leapfrog.contacts import NO_RELATIONSHIP, relationships
from leapfrog.follows import PeoplePage, PersonSummary
from leapfrog.identity import NoPerson
from leapfrog.kernel.db import Db
from leapfrog.posts import Post, settings_of
from leapfrog.timelines import square, store_profiles
from leapfrog.timelines.store_profiles import DirectoryPage, FollowCounts


class SquareProfile(PersonSummary, frozen=True):
    """A person's page: numbers, what they pinned, and what is between them and who looks.

    `lists`: whether the viewer may see whom they follow and who follows them. `hide_theirs`,
    `hide_mine`: what one decided about Moments between both.
    """

    followers: int
    following: int
    posts: int
    relation: Literal["self", "contact", "none"]
    approve: bool
    lists: bool
    hide_theirs: bool
    hide_mine: bool
    pinned: list[Post]


async def numbers(
    db: Db, viewer: UUID | None, people: Sequence[UUID]
) -> Mapping[UUID, FollowCounts]:
    """How many followers, followed people and posts each of these people has, as far as the viewer
    may see, by person. One statement for all.
    """
    return await store_profiles.numbers(db, viewer, people) if people else {}


async def one(db: Db, viewer: UUID | None, person_id: UUID) -> SquareProfile:
    """The page of a person on the Square as the viewer sees it. Raises `NoPerson`, also for who
    blocked the viewer or is blocked.
    """
    found = await follows.shown(db, viewer, [person_id])
    if not found:
        raise NoPerson
    someone = found[0]
    counts = await store_profiles.counts(db, person_id, viewer)
    settings = await settings_of(db, person_id)
    rules = await mutes.rules(db, viewer) if viewer else []
    rule = next((one for one in rules if one.person_id == person_id), None)
    fields = {name: getattr(someone, name) for name in PersonSummary.__struct_fields__}
    return SquareProfile(
        **fields,
        followers=counts.followers,
        following=counts.following,
        posts=counts.posts,
        relation=await _relation(db, viewer, person_id),
        approve=settings.approve,
        lists=bool(viewer and await follows.may_list(db, viewer, person_id)),
        hide_theirs=bool(rule and rule.hide_theirs),
        hide_mine=bool(rule and rule.hide_mine),
        pinned=await square.pinned(db, viewer, person_id),
    )


async def _relation(
    db: Db, viewer: UUID | None, person_id: UUID
) -> Literal["self", "contact", "none"]:
    if viewer == person_id:
        return "self"
    tie = (await relationships(db, viewer, [person_id])).get(person_id, NO_RELATIONSHIP)
    return "contact" if tie.connected else "none"


async def suggested(db: Db, me: UUID, limit: int) -> PeoplePage:
    """People whom one might like to follow, since what they write is read here; one page of at most
    `limit`.
    """
    ids = await store_profiles.suggested(db, me, limit)
    return PeoplePage(await follows.shown(db, me, ids), None)


async def directory(
    db: Db, viewer: UUID | None, page: DirectoryPage, limit: int, offset: int
) -> list[UUID]:
    """The ids of people who showed something to all within 90 days and let others find them, as far
    as the viewer may see them; a page may hold fewer than were asked for.
    """
    ids = await store_profiles.directory(db, viewer, page, limit, offset)
    return [one.person.id for one in await follows.shown(db, viewer, ids)]
