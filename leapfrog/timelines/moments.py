"""Moments: what contacts show each other, with what those whom one knows say about it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.contacts import NO_RELATIONSHIP, known, relationships
from leapfrog.follows import Author, author_of
from leapfrog.identity import Person, named
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.post_media import PostMedia
from leapfrog.posts import (
    Mention,
    Post,
    Relationships,
    ShownPostRow,
    hydrated,
    moments_seen,
    moments_seen_at,
)
from leapfrog.timelines import square, store
from leapfrog.timelines.store import TimelineQuery

ON_ONE_PAGE = 1


class MomentRemark(msgspec.Struct, frozen=True, omit_defaults=True):
    """A comment as it stands under a moment; `to`: whom it answers, if that is another comment;
    `warning`: what to know before one looks.
    """

    id: UUID
    author: Author
    text: str
    at: datetime
    to: Author | None = None
    parent_id: UUID | None = None
    mentions: list[Mention] = []
    warning: str = ""
    media: list[PostMedia] = []


class Moment(Post, frozen=True, omit_defaults=True, kw_only=True):
    """A post with who likes it and what is said, of people whom the one who looks knows."""

    likers: list[Author] = msgspec.field(default_factory=list)
    remarks: list[MomentRemark] = msgspec.field(default_factory=list)


class Moments(msgspec.Struct, frozen=True):
    """A page, the newest first; `next` is the `before` of the following one."""

    posts: list[Moment]
    next: str | None


async def timeline(db: Db, me: UUID, before: str | None, limit: int) -> Moments:
    """Of all contacts who let one see them, and one's own; in three statements."""
    ties = await known(db, me)
    near = [one for one, tie in ties.items() if tie.connected and not tie.apart]
    return await _page(db, me, ties, [me, *near], before, limit)


async def of_person(db: Db, me: UUID, person_id: UUID, before: str | None, limit: int) -> Moments:
    """One person's, as far as they let `me` see them."""
    query = TimelineQuery(store.MOMENTS_OF, me, square.place(before), limit, (person_id,))
    rows = await store.pages(db, query)
    return await _hydrated(db, me, await relationships(db, me, _people(rows)), rows, limit)


async def _page(
    db: Db, me: UUID, ties: Relationships, people: Sequence[UUID], before: str | None, limit: int
) -> Moments:
    query = TimelineQuery(store.MOMENTS, me, square.place(before), limit, (list(people),))
    rows = await store.pages(db, query)
    return await _hydrated(db, me, ties, rows, limit, muted=False)


async def _hydrated(
    db: Db,
    me: UUID,
    ties: Relationships,
    rows: list[ShownPostRow],
    limit: int,
    *,
    muted: bool = True,
) -> Moments:
    people = await named(db, sorted({*_people(rows), me}))
    posts = await hydrated(
        db, me, rows, {**dict.fromkeys(people, NO_RELATIONSHIP), **ties}, muted=muted, people=people
    )
    talks = {row.id: row.talk or {} for row in rows}
    found = [_moment(me, ties, people, post, talks[post.id]) for post in posts]
    return Moments(found, square.next_of(rows, limit))


def _people(rows: Sequence[ShownPostRow]) -> set[UUID]:
    """All who appear on a page."""
    found = {row.author_id for row in rows}
    for row in rows:
        if row.talk:
            found |= {UUID(one) for one in row.talk["likes"]}
            found |= {UUID(one["author"]) for one in row.talk["comments"]}
    return found


def _moment(
    me: UUID, ties: Relationships, people: dict[UUID, Person], post: Post, talk: dict[str, Any]
) -> Moment:
    def near(person: UUID) -> bool:
        tie = ties.get(person, NO_RELATIONSHIP)
        return person in people and (
            person in (me, post.author.id) or (tie.connected and not tie.apart)
        )

    def face(person: UUID) -> Author:
        return author_of(people[person], ties.get(person, NO_RELATIONSHIP))

    likers = [face(one) for one in map(UUID, talk.get("likes", ())) if near(one)]
    remarks = []
    for said in talk.get("comments", ()):
        author, to = UUID(said["author"]), UUID(said["to"]) if said["to"] else None
        if near(author) and (to is None or near(to)):
            remarks.append(_remark(said, face(author), face(to) if to else None))
    fields = {name: getattr(post, name) for name in Post.__struct_fields__}
    return Moment(**fields, likers=likers, remarks=remarks)


def _remark(said: dict[str, Any], author: Author, to: Author | None) -> MomentRemark:
    parent = UUID(said["parent"]) if said["parent"] else None
    mentions = msgspec.convert(said["mentions"] or [], list[Mention])
    return MomentRemark(
        id=UUID(said["id"]),
        author=author,
        text=said["text"],
        at=datetime.fromisoformat(said["at"]),
        to=to,
        parent_id=parent,
        mentions=mentions,
        warning=said["warning"] or "",
        media=msgspec.convert(said["media"] or [], list[PostMedia]),
    )


async def seen(db: Db, me: UUID) -> None:
    """All that is there now was seen."""
    await moments_seen(db, me, db.now)
    stream.tell(db, [me], {"t": "changed", "what": "moments"})


async def newest(db: Db, me: UUID) -> Author | None:
    """Who showed something since one looked: the last one of them."""
    page = await timeline(db, me, None, ON_ONE_PAGE)
    since = await moments_seen_at(db, me)
    new = [post for post in page.posts if post.author.id != me]
    return new[0].author if new and (since is None or new[0].at > since) else None
