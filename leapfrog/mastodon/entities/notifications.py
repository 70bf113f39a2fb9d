"""Notification: what others did about what one made."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from leapfrog import follows, posts
from leapfrog.mastodon import ids
from leapfrog.mastodon.call import ApiCall, moment
from leapfrog.mastodon.entities.accounts import accounts
from leapfrog.mastodon.entities.statuses import PageContext, seen
from leapfrog.notifications import NotificationRow
from leapfrog.posts import Post

Entity = dict[str, Any]
# What happened here, and what Mastodon calls it.
KINDS: Mapping[str, str] = {
    "like": "favourite",
    "comment_like": "favourite",
    "repost": "reblog",
    "quote": "quote",
    "mention": "mention",
    "comment": "mention",
    "reply": "mention",
    "mention_comment": "mention",
    "follow": "follow",
    "follow_request": "follow_request",
    "poll": "poll",
}
# Before the id of one that is in a group by itself.
ALONE = "ungrouped-"
GROUPED = frozenset(("favourite", "reblog", "follow"))


def _post_of(told: NotificationRow) -> UUID | None:
    """The post or comment that it is about: of a repost, the original."""
    return told.about if told.kind == "repost" else told.comment_id or told.post_id


async def notification_entities(call: ApiCall, several: Sequence[NotificationRow]) -> list[Entity]:
    """Those that may still be seen, in their order."""
    wanted = list(dict.fromkeys(filter(None, map(_post_of, several))))
    found = {one.id: one for one in await posts.posts_for(call.db, call.me, wanted)}
    people = await follows.shown(
        call.db, call.me, list(dict.fromkeys(one.actor_id for one in several))
    )
    there = {someone.person.id for someone in people} | {call.me}
    actors = await accounts(call, {one.actor_id for one in several} & there)
    known = await seen(call, list(found.values()), "notifications")
    shown = [_shown(one, actors, found, known) for one in several]
    return [one for one in shown if one]


def _shown(
    one: NotificationRow,
    actors: Mapping[UUID, Entity],
    found: Mapping[UUID, Post],
    known: PageContext,
) -> Entity | None:
    actor = actors.get(one.actor_id)
    if actor is None:
        return None
    entity: Entity = {
        "id": ids.shown(one.id),
        "type": KINDS[one.kind],
        "created_at": moment(one.at),
        "group_key": f"{ALONE}{ids.shown(one.id)}",
        "account": actor,
    }
    post_id = _post_of(one)
    if post_id is None:
        return entity | _key(one, entity["type"], "")
    post = found.get(post_id)
    status = known.status(post) if post else None
    if status is None:
        return None
    return {**entity, "status": status} | _key(one, entity["type"], status["id"])


def _key(one: NotificationRow, kind: str, about: str) -> Entity:
    """By what it is grouped: alike, about one thing, on one day."""
    day = one.at.date().isoformat()
    return {"group_key": f"{kind}-{about}-{day}"} if kind in GROUPED else {}
