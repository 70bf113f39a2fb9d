"""SQL of what somebody has on the Square beside posts: of the tables of posts and follows."""

from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

FOLLOWING = "select followed_id from follows_follow where follower_id = $1 order by at"
FOLLOWERS = """
select follower_id from follows_follow where followed_id = $1 and not secret order by at
"""
MEMBERS = """
select l.name, m.person_id from follows_list l join follows_list_member m on m.list_id = l.id
where l.owner_id = $1 order by l.id, m.person_id
"""
LIKES = """
select l.post_id, p.uri from posts_like l join posts_post p on p.id = l.post_id
where l.person_id = $1 order by l.at, l.post_id
"""
SAVES = """
select s.post_id, p.uri from posts_save s join posts_post p on p.id = s.post_id
where s.person_id = $1 order by s.at, s.post_id
"""


class MarkedPost(msgspec.Struct, frozen=True):
    """A post that one likes or keeps; `uri`: how another server names it."""

    post_id: UUID
    uri: str | None


class ListMember(msgspec.Struct, frozen=True):
    """Who is on a list of this name."""

    name: str
    person_id: UUID


async def following(db: Db, me: UUID) -> list[UUID]:
    return [one for (one,) in await db.rows(FOLLOWING, me)]


async def followers(db: Db, me: UUID) -> list[UUID]:
    """Without those who follow secretly."""
    return [one for (one,) in await db.rows(FOLLOWERS, me)]


async def members(db: Db, me: UUID) -> list[ListMember]:
    """Of all lists."""
    return await db.all_as(ListMember, MEMBERS, me)


async def likes(db: Db, me: UUID) -> list[MarkedPost]:
    return await db.all_as(MarkedPost, LIKES, me)


async def saves(db: Db, me: UUID) -> list[MarkedPost]:
    return await db.all_as(MarkedPost, SAVES, me)
