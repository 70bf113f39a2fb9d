"""What others did about what one made, as it is shown: grouped, with the posts that it is about."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.contacts import NO_RELATIONSHIP, seen_by
from leapfrog.follows import Author, author_of
from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position, checked_position, next_of
from leapfrog.notifications import NotificationGroup, groups, new_about
from leapfrog.posts import Post, posts_for
from leapfrog.timelines import store_news
from leapfrog.timelines.store_news import CommentText


class NotificationEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What happened about one thing on one day; `people`: the last ones who did it, of `count`.
    `text`: what a comment says.
    """

    id: UUID
    kind: str
    at: datetime
    count: int
    people: list[Author]
    new: bool
    post: Post | None = None
    comment_id: UUID | None = None
    text: str = ""
    emojis: dict[str, str] = {}


class NotificationPage(msgspec.Struct, frozen=True):
    """A page; `next` is the `before` of the following one."""

    notices: list[NotificationEntry]
    next: str | None


async def listed(db: Db, owner: UUID, before: str | None, limit: int) -> NotificationPage:
    """What happened, the newest first; nothing about what one may no longer see. `before`: what
    an earlier page said as `next`. Raises `Invalid`.
    """
    found = await groups(db, owner, checked_position(before), limit)
    following = next_of(found, limit, lambda one: Position(one.at, one.id))
    return NotificationPage(await _shown(db, owner, found), following)


async def one(db: Db, owner: UUID, ref: str) -> NotificationEntry | None:
    """The notification that a push names (`kind.about`), as it is now; None when it was seen or
    taken back.
    """
    kind, _, about = ref.partition(".")
    group = await new_about(db, owner, kind, UUID(about))
    found = await _shown(db, owner, [group]) if group else []
    return found[0] if found else None


async def _shown(db: Db, owner: UUID, told: Sequence[NotificationGroup]) -> list[NotificationEntry]:
    ids = {group.post_id for group in told if group.post_id}
    posts = {one.id: one for one in await posts_for(db, owner, sorted(ids))}
    said = await store_news.texts(db, [one.comment_id for one in told if one.comment_id])
    people = {person for group in told for person in group.actors}
    faces, known = await seen_by(db, owner, people)
    found = []
    for group in told:
        if (group.post_id and group.post_id not in posts) or (
            group.comment_id and group.comment_id not in said
        ):
            continue
        actors = [
            author_of(faces[person], known.get(person, NO_RELATIONSHIP))
            for person in group.actors
            if person in faces and not known.get(person, NO_RELATIONSHIP).apart
        ]
        if actors:
            post = posts[group.post_id] if group.post_id else None
            comment = said[group.comment_id] if group.comment_id else None
            found.append(_entry(group, actors, post, comment))
    return found


def _entry(
    group: NotificationGroup, people: list[Author], post: Post | None, comment: CommentText | None
) -> NotificationEntry:
    return NotificationEntry(
        id=group.id,
        kind=group.kind,
        at=group.at,
        count=group.count,
        people=people,
        new=group.new,
        post=post,
        comment_id=group.comment_id,
        text=comment.text if comment else "",
        emojis=(comment.emojis or {}) if comment else {},
    )
