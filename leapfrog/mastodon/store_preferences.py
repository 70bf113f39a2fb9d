"""SQL of what is kept for client apps alone: markers, filters, notes, quiet talk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

MARKERS = """
select timeline, last_read_id, version, updated_at from mastodon_marker where person_id = $1
"""
MARK = """
insert into mastodon_marker as m (person_id, timeline, last_read_id, version, updated_at)
values ($1, $2, $3, 1, $4)
on conflict (person_id, timeline) do update set last_read_id = excluded.last_read_id,
    version = m.version + 1, updated_at = excluded.updated_at
"""
NOTES = """
select person_id, text from mastodon_note where owner_id = $1 and person_id = any($2::uuid[])
"""
ALL_NOTES = "select person_id, text from mastodon_note where owner_id = $1 order by person_id"
NOTE = """
insert into mastodon_note (owner_id, person_id, text) values ($1, $2, $3)
on conflict (owner_id, person_id) do update set text = excluded.text
"""
DROP_NOTE = "delete from mastodon_note where owner_id = $1 and person_id = $2"
FILTERS = """
select id, title, contexts, action, expires_at, keywords, statuses from mastodon_filter
where owner_id = $1 order by id
"""
PUT_FILTER = """
insert into mastodon_filter as f
    (id, owner_id, title, contexts, action, expires_at, keywords, statuses)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (id) do update set title = excluded.title, contexts = excluded.contexts,
    action = excluded.action, expires_at = excluded.expires_at, keywords = excluded.keywords,
    statuses = excluded.statuses where f.owner_id = excluded.owner_id
"""
DROP_FILTER = "delete from mastodon_filter where id = $1 and owner_id = $2"
QUIET = "select post_id from mastodon_quiet where owner_id = $1"
HUSH = "insert into mastodon_quiet (owner_id, post_id) values ($1, $2) on conflict do nothing"
UNHUSH = "delete from mastodon_quiet where owner_id = $1 and post_id = $2"
DEFAULTS = "select privacy, sensitive, language from mastodon_defaults where person_id = $1"
PUT_DEFAULTS = """
insert into mastodon_defaults (person_id, privacy, sensitive, language) values ($1, $2, $3, $4)
on conflict (person_id) do update set privacy = excluded.privacy, sensitive = excluded.sensitive,
    language = excluded.language
"""
FORGET = """
with defaults as (delete from mastodon_defaults where person_id = $1 returning 1),
markers as (delete from mastodon_marker where person_id = $1 returning 1),
notes as (delete from mastodon_note where owner_id = $1 or person_id = $1 returning 1),
quiet as (delete from mastodon_quiet where owner_id = $1 returning 1),
filters as (delete from mastodon_filter where owner_id = $1 returning 1)
select (select count(*) from notes) + (select count(*) from filters)
"""


class Keyword(msgspec.Struct, frozen=True):
    """A word that is filtered."""

    id: UUID
    keyword: str
    whole_word: bool


class Filtered(msgspec.Struct, frozen=True):
    """A status that is filtered."""

    id: UUID
    status_id: UUID


class ContentFilter(msgspec.Struct, frozen=True):
    """What somebody does not want to see in some places, or only after a warning."""

    id: UUID
    title: str
    contexts: list[str]
    action: str
    expires_at: datetime | None
    keywords: list[Keyword]
    statuses: list[Filtered]


class Defaults(msgspec.Struct, frozen=True):
    """What a post through a client app is when the client app does not say; `privacy`: as Mastodon
    calls audiences, `language`: as BCP 47 has it.
    """

    privacy: str = "public"
    sensitive: bool = False
    language: str = ""


class Marker(msgspec.Struct, frozen=True):
    """How far somebody has read a timeline."""

    timeline: str
    last_read_id: str
    version: int
    updated_at: datetime


async def markers(db: Db, person_id: UUID) -> list[Marker]:
    return await db.all_as(Marker, MARKERS, person_id)


async def mark(db: Db, person_id: UUID, timeline: str, last_read_id: str) -> None:
    await db.run(MARK, person_id, timeline, last_read_id, db.now)


async def notes(db: Db, owner: UUID, people: Sequence[UUID]) -> dict[UUID, str]:
    return {row[0]: row[1] for row in await db.rows(NOTES, owner, list(people))}


async def all_notes(db: Db, owner: UUID) -> dict[UUID, str]:
    return {row[0]: row[1] for row in await db.rows(ALL_NOTES, owner)}


async def note(db: Db, owner: UUID, person_id: UUID, text: str) -> None:
    """An empty one is none."""
    if text:
        await db.run(NOTE, owner, person_id, text)
    else:
        await db.run(DROP_NOTE, owner, person_id)


async def filters(db: Db, owner: UUID) -> list[ContentFilter]:
    """The oldest first."""
    return [msgspec.convert(dict(row), ContentFilter) for row in await db.rows(FILTERS, owner)]


async def put_filter(db: Db, owner: UUID, one: ContentFilter) -> bool:
    """False when the id is another's."""
    kept: list[Any] = [msgspec.to_builtins(one.keywords), msgspec.to_builtins(one.statuses)]
    what = (one.title, one.contexts, one.action, one.expires_at)
    return await db.run(PUT_FILTER, one.id, owner, *what, *kept) == 1


async def drop_filter(db: Db, owner: UUID, filter_id: UUID) -> bool:
    return await db.run(DROP_FILTER, filter_id, owner) == 1


async def quiet(db: Db, owner: UUID) -> set[UUID]:
    """Posts of whose talk they do not want to hear."""
    return {row[0] for row in await db.rows(QUIET, owner)}


async def hush(db: Db, owner: UUID, post_id: UUID, yes: bool) -> None:
    await db.run(HUSH if yes else UNHUSH, owner, post_id)


async def defaults(db: Db, person_id: UUID) -> Defaults:
    return await db.one_as(Defaults, DEFAULTS, person_id) or Defaults()


async def put_defaults(db: Db, person_id: UUID, wanted: Defaults) -> None:
    await db.run(PUT_DEFAULTS, person_id, wanted.privacy, wanted.sensitive, wanted.language)


async def forget(db: Db, person_id: UUID) -> int:
    """All that was kept for them, and what others noted about them."""
    return int(await db.value(FORGET, person_id))
