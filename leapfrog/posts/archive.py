"""The record sets of posts: what one wrote (`archive_posts`), and what one likes, keeps, follows
and does not want to see. People are named by their address.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import msgspec

from leapfrog.kernel.archive import Counts, Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.posts import (
    archive_posts,
    follows,
    lists,
    mutes,
    settings,
    store,
    store_archive,
    store_follows,
    store_lists,
    store_mutes,
    store_reacting,
    store_settings,
    store_topics,
)
from leapfrog.posts.archive_people import addresses, person_at
from leapfrog.posts.settings import PostSettings
from leapfrog.posts.store_mutes import Kind, MomentsRule, Mute


class ReferenceRecord(msgspec.Struct, frozen=True):
    """A post that one likes or keeps: its id in the town it comes from, and its author."""

    post_id: UUID
    author: str
    at: datetime
    uri: str | None = None


class FollowRecord(msgspec.Struct, frozen=True):
    address: str
    name: str
    state: str
    at: datetime
    secret: bool = False


class ListRecord(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    people: list[tuple[str, str]]
    replies: store_lists.ListReplies = "followed"


class MuteRecord(msgspec.Struct, frozen=True):
    """`value` is a person's address, a word, a topic or a domain."""

    kind: Kind
    value: str
    until: datetime | None = None


class MomentsRuleRecord(msgspec.Struct, frozen=True):
    address: str
    name: str
    hide_theirs: bool
    hide_mine: bool


async def _refs(db: Db, sql: str, person_id: UUID) -> AsyncIterator[Record]:
    rows = await store_archive.rows(db, sql, person_id)
    people = await addresses(db, [row[2] for row in rows])
    for row in rows:
        author = people.get(row[2], ("", ""))[0]
        yield msgspec.to_builtins(ReferenceRecord(row[0], author, row[1], row[3]))


async def export_likes(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    async for record in _refs(db, store_archive.LIKES, person_id):
        yield record


async def export_saves(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    async for record in _refs(db, store_archive.SAVES, person_id):
        yield record


async def _here(db: Db, kept: ReferenceRecord) -> UUID | None:
    """The post of that id or uri, if it is here and everybody may see it."""
    found = await store.by_uri(db, kept.uri) if kept.uri else None
    found = found or await store.find(db, kept.post_id)
    return found.id if found and found.audience in ("public", "unlisted") else None


async def restore_likes(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    new = 0
    for kept in msgspec.convert(records, list[ReferenceRecord]):
        post_id = await _here(db, kept)
        new += bool(post_id and await store_reacting.like(db, post_id, person_id))
    return new, len(records) - new


async def restore_saves(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    new = 0
    for kept in msgspec.convert(records, list[ReferenceRecord]):
        post_id = await _here(db, kept)
        if post_id:
            await store_reacting.save(db, person_id, post_id)
            new += 1
    return new, len(records) - new


async def erase_likes(db: Db, person_id: UUID) -> int:
    await store_archive.erase(db, person_id, store_archive.ERASE_COMMENT_LIKES)
    return await store_archive.erase(db, person_id, store_archive.ERASE_LIKES)


async def erase_saves(db: Db, person_id: UUID) -> int:
    return await store_archive.erase(db, person_id, store_archive.ERASE_SAVES)


async def export_votes(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for row in await store_archive.rows(db, store_archive.VOTES, person_id):
        yield {"post_id": str(row[0]), "choice": row[1]}


async def erase_votes(db: Db, person_id: UUID) -> int:
    return await store_archive.erase(db, person_id, store_archive.ERASE_VOTES)


async def export_follows(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    rows = await store_archive.rows(db, store_archive.FOLLOWS, person_id)
    people = await addresses(db, [row[0] for row in rows])
    for row in rows:
        yield msgspec.to_builtins(FollowRecord(*people[row[0]], row[1], row[3], row[2]))


async def export_followers(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    rows = await store_archive.rows(db, store_archive.FOLLOWERS, person_id)
    people = await addresses(db, [row[0] for row in rows])
    for row in rows:
        yield msgspec.to_builtins(FollowRecord(*people[row[0]], row[1], row[2]))


async def restore_follows(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    """Whoever is of another town is asked."""
    new = 0
    for kept in msgspec.convert(records, list[FollowRecord]):
        them = await person_at(db, kept.address, kept.name)
        if them is None or await store_follows.state(db, person_id, them):
            continue
        try:
            async with db.savepoint():
                await follows.follow(db, person_id, them, secret=kept.secret)
        except Problem:
            continue
        new += 1
    return new, len(records) - new


async def erase_follows(db: Db, person_id: UUID) -> int:
    return await store_archive.erase(db, person_id, store_archive.ERASE_FOLLOWS)


async def erase_followers(db: Db, person_id: UUID) -> int:
    return await store_archive.erase(db, person_id, store_archive.ERASE_FOLLOWERS)


async def export_lists(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store_lists.mine(db, person_id):
        people = await addresses(db, await store_lists.members(db, one.id))
        yield msgspec.to_builtins(
            ListRecord(one.id, one.name, sorted(people.values()), one.replies)
        )


async def restore_lists(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    known = {one.id for one in await store_lists.mine(db, person_id)}
    new = 0
    for kept in msgspec.convert(records, list[ListRecord])[: lists.MOST]:
        list_id = uuid5(person_id, kept.id.hex)
        if {list_id, kept.id} & known or not await store_lists.put(
            db, person_id, list_id, kept.name[: lists.LONGEST_NAME] or "–", kept.replies
        ):
            continue
        people = [await person_at(db, *one) for one in kept.people[: lists.MOST_MEMBERS]]
        await store_lists.place(db, list_id, [one for one in people if one])
        new += 1
    return new, len(records) - new


async def erase_lists(db: Db, person_id: UUID) -> int:
    await store_archive.erase(db, person_id, store_archive.ERASE_PLACES)
    return await store_archive.erase(db, person_id, store_archive.ERASE_LISTS)


async def export_mutes(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    found = await store_mutes.mine(db, person_id, db.now)
    people = await addresses(db, [UUID(one.value) for one in found if one.kind == "person"])
    for one in found:
        value = people.get(UUID(one.value), ("", ""))[0] if one.kind == "person" else one.value
        yield msgspec.to_builtins(MuteRecord(one.kind, value, one.until))


async def restore_mutes(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    new = 0
    for kept in msgspec.convert(records, list[MuteRecord])[: mutes.MOST]:
        value: Any = kept.value
        if kept.kind == "person":
            value = await person_at(db, kept.value, "")
        if value and (kept.until is None or kept.until > db.now):
            await store_mutes.put(db, person_id, Mute(kept.kind, str(value), kept.until), db.now)
            new += 1
    return new, len(records) - new


async def erase_mutes(db: Db, person_id: UUID) -> int:
    return await store_archive.erase(db, person_id, store_archive.ERASE_MUTES)


async def export_rules(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    found = await store_mutes.rules(db, person_id)
    people = await addresses(db, [one.person_id for one in found])
    for one in found:
        kept = MomentsRuleRecord(*people[one.person_id], one.hide_theirs, one.hide_mine)
        yield msgspec.to_builtins(kept)


async def restore_rules(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    new = 0
    for kept in msgspec.convert(records, list[MomentsRuleRecord]):
        them = await person_at(db, kept.address, kept.name)
        if them and them != person_id:
            await store_mutes.rule(
                db, person_id, MomentsRule(them, kept.hide_theirs, kept.hide_mine)
            )
            new += 1
    return new, len(records) - new


async def erase_rules(db: Db, person_id: UUID) -> int:
    return await store_archive.erase(db, person_id, store_archive.ERASE_RULES)


async def export_topics(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for row in await store_archive.rows(db, store_archive.TOPICS, person_id):
        yield {"name": row[0], "at": msgspec.to_builtins(row[1])}


async def restore_topics(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    new = 0
    for record in records:
        name = str(record.get("name", ""))
        if await store_topics.find(db, person_id, name):
            await store_topics.follow(db, person_id, name, db.now)
            new += 1
    return new, len(records) - new


async def erase_topics(db: Db, person_id: UUID) -> int:
    return await store_archive.erase(db, person_id, store_archive.ERASE_TOPICS)


async def export_settings(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    found = await settings.settings_of(db, person_id)
    if found != PostSettings():
        yield msgspec.to_builtins(found)


async def restore_settings(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    """What somebody set here already stays."""
    before, new = await settings.settings_of(db, person_id), 0
    for wanted in msgspec.convert(records, list[PostSettings]):
        if before == PostSettings() != wanted:
            before = await settings.change(db, person_id, wanted)
            new += 1
    return new, len(records) - new


async def erase_settings(db: Db, person_id: UUID) -> int:
    return await store_settings.forget(db, person_id)


RECORD_SETS = [
    RecordSet("post_settings", export_settings, restore_settings, erase_settings),
    *archive_posts.RECORD_SETS,
    RecordSet("post_likes", export_likes, restore_likes, erase_likes),
    RecordSet("post_saves", export_saves, restore_saves, erase_saves),
    RecordSet("post_votes", export_votes, None, erase_votes),
    RecordSet("post_follows", export_follows, restore_follows, erase_follows),
    RecordSet("post_followers", export_followers, None, erase_followers),
    RecordSet("post_lists", export_lists, restore_lists, erase_lists),
    RecordSet("post_mutes", export_mutes, restore_mutes, erase_mutes),
    RecordSet("post_rules", export_rules, restore_rules, erase_rules),
    RecordSet("post_topics", export_topics, restore_topics, erase_topics),
]
