"""People as they are listed, with what is between them and the one who looks."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.contacts import NO_RELATIONSHIP, relationships
from leapfrog.follows import store
from leapfrog.follows.model import Author, Mark, State, author_of
from leapfrog.follows.store import FollowPlace
from leapfrog.follows.ties import may_list
from leapfrog.identity import NoPerson, named
from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position, next_of, position_of


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


async def shown(db: Db, viewer: UUID | None, ids: Sequence[UUID]) -> list[PersonSummary]:
    """These people as the viewer sees them, in their order; without those who blocked the viewer or
    are blocked, and without erased ones.
    """
    people = await named(db, ids)
    known = await relationships(db, viewer, ids)
    ties = await store.ties(db, viewer, ids)
    found = []
    for one in ids:
        tie, standing = ties[one], known.get(one, NO_RELATIONSHIP)
        if one in people and people[one].kind != "erased" and not standing.apart:
            mark = Mark(tie.mark_kind, tie.mark_reason, tie.mark_name)
            found.append(
                PersonSummary(
                    author_of(people[one], standing, mark),
                    people[one].about,
                    tie.follow,
                    tie.secret,
                    tie.follows_me,
                    tie.muted,
                )
            )
    return found


async def followers(
    db: Db, viewer: UUID, person_id: UUID, before: str | None, limit: int
) -> PeoplePage:
    """A page of who follows a person, the last one first, as the viewer may see it. Raises
    `NoPerson`, also when the list is not for the viewer to see.
    """
    if not await may_list(db, viewer, person_id):
        raise NoPerson
    asked = FollowPlace(person_id, "follows", viewer, position_of(before), limit)
    return await _page(db, viewer, await store.followers(db, asked), limit)


async def following(
    db: Db, viewer: UUID, person_id: UUID, before: str | None, limit: int
) -> PeoplePage:
    """A page of whom a person follows, the last one first, as the viewer may see it. Raises
    `NoPerson`, also when the list is not for the viewer to see.
    """
    if not await may_list(db, viewer, person_id):
        raise NoPerson
    asked = FollowPlace(person_id, "follows", viewer, position_of(before), limit)
    return await _page(db, viewer, await store.following(db, asked), limit)


async def requests(db: Db, me: UUID, before: str | None, limit: int) -> PeoplePage:
    """A page of who asks to follow me, the last one first."""
    asked = FollowPlace(me, "asked", me, position_of(before), limit)
    return await _page(db, me, await store.followers(db, asked), limit)


async def asked(db: Db, me: UUID, before: str | None, limit: int) -> PeoplePage:
    """Whom somebody asked to follow, and who has not answered, the last one first."""
    place = FollowPlace(me, "asked", me, position_of(before), limit)
    return await _page(db, me, await store.following(db, place), limit)


async def _page(db: Db, viewer: UUID, found: Sequence[Position], limit: int) -> PeoplePage:
    people = await shown(db, viewer, [one.id for one in found if one.id])
    return PeoplePage(people, next_of(found, limit, lambda one: one))
