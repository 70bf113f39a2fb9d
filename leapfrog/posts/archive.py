"""The record sets of posts: what one wrote (`archive_posts`), what one likes and keeps, and whom
one follows. People are named by their address.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import follows
from leapfrog.identity import addresses, person_at
from leapfrog.kernel.archive import Record, RecordSet, Restored, restored
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.posts import (
    archive_posts,
    following,
    settings,
    store_archive,
    store_bringing,
    store_reacting,
)
from leapfrog.posts.model import OPEN, PostSettings
from leapfrog.posts.store_archive import MarkedPostRow


class ReferenceRecord(msgspec.Struct, frozen=True):
    """A post that one likes or keeps: its id in the town it comes from, and its author."""

    post_id: UUID
    author: str
    at: datetime
    uri: str | None = None


class FollowedRecord(msgspec.Struct, frozen=True):
    """Somebody who is followed, as `follows` takes them out."""

    address: str
    name: str
    secret: bool = False


async def _refs(db: Db, rows: Sequence[MarkedPostRow]) -> list[Record]:
    people = await addresses(db, [row.author_id for row in rows])
    found = []
    for row in rows:
        author = people.get(row.author_id)
        found.append(
            ReferenceRecord(row.post_id, author.address if author else "", row.at, row.uri)
        )
    return [msgspec.to_builtins(one) for one in found]


async def export_likes(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for record in await _refs(db, await store_archive.likes(db, person_id)):
        yield record


async def export_saves(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for record in await _refs(db, await store_archive.saves(db, person_id)):
        yield record


async def _here(db: Db, records: Sequence[ReferenceRecord]) -> list[UUID]:
    """The posts of these uris or ids, as far as they are here and everybody may see them."""
    uris, ids = [one.uri for one in records if one.uri], [one.post_id for one in records]
    found = await store_bringing.seen(db, uris, ids, list(OPEN))
    by_uri = {one.uri: one.id for one in found}
    here = {one.id for one in found}
    meant = [by_uri.get(one.uri) if one.uri else None for one in records]
    known = [named or one.post_id for named, one in zip(meant, records, strict=True)]
    return [post_id for post_id in dict.fromkeys(known) if post_id in here]


async def restore_likes(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    here = await _here(db, msgspec.convert(records, list[ReferenceRecord]))
    new = await store_reacting.like_all(db, person_id, here)
    return restored(new, records, len(records) - len(here), "their_post")


async def restore_saves(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    here = await _here(db, msgspec.convert(records, list[ReferenceRecord]))
    new = await store_reacting.save_all(db, person_id, here)
    return restored(new, records, len(records) - len(here), "their_post")


async def erase_likes(db: Db, person_id: UUID) -> int:
    return await store_archive.erase(db, person_id, store_archive.ERASE_LIKES)


async def erase_saves(db: Db, person_id: UUID) -> int:
    return await store_archive.erase(db, person_id, store_archive.ERASE_SAVES)


async def export_votes(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for row in await store_archive.votes(db, person_id):
        yield {"post_id": str(row.post_id), "choice": row.choice}


async def erase_votes(db: Db, person_id: UUID) -> int:
    return await store_archive.erase(db, person_id, store_archive.ERASE_VOTES)


async def restore_follows(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """Whoever is of another town is asked."""
    new = left = 0
    for kept in msgspec.convert(records, list[FollowedRecord]):
        them = await person_at(db, kept.address, kept.name)
        if them and await follows.state(db, person_id, them):
            continue
        if them and await _follows(db, person_id, them, secret=kept.secret):
            new += 1
        else:
            left += 1
    return restored(new, records, left, "not_possible")


async def _follows(db: Db, person_id: UUID, them: UUID, *, secret: bool) -> bool:
    """False where one may not."""
    try:
        async with db.savepoint():
            await following.follow(db, person_id, them, secret=secret)
    except Problem:
        return False
    return True


async def export_settings(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    found = await settings.settings_of(db, person_id)
    if found != PostSettings():
        yield msgspec.to_builtins(found)


async def restore_settings(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """What somebody set here already stays."""
    before, new = await settings.settings_of(db, person_id), 0
    for wanted in msgspec.convert(records, list[PostSettings]):
        if before == PostSettings() != wanted:
            before = await settings.change(db, person_id, wanted)
            new += 1
    return restored(new, records)


async def erase_settings(db: Db, person_id: UUID) -> int:
    return await settings.forget(db, person_id)


RECORD_SETS = [
    RecordSet("post_settings", export_settings, restore_settings, erase_settings),
    *archive_posts.RECORD_SETS,
    RecordSet("post_likes", export_likes, restore_likes, erase_likes),
    RecordSet("post_saves", export_saves, restore_saves, erase_saves),
    RecordSet("post_votes", export_votes, None, erase_votes),
    RecordSet("post_follows", follows.export_follows, restore_follows, follows.erase_follows),
]
