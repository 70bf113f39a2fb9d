"""SQL of the places that somebody keeps for themselves."""

from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

COLUMNS = "word, name, lat, lon, kept_at"
ALL = f"select {COLUMNS} from places_own where person_id = $1 order by word"
ONE = f"select {COLUMNS} from places_own where (person_id, word) = ($1, $2)"
COUNT = "select count(*) from places_own where person_id = $1 and word <> $2"
KEEP = """
insert into places_own (person_id, word, name, lat, lon, kept_at) values ($1, $2, $3, $4, $5, $6)
on conflict (person_id, word) do update
set name = excluded.name, lat = excluded.lat, lon = excluded.lon, kept_at = excluded.kept_at
"""
FORGET = "delete from places_own where (person_id, word) = ($1, $2)"
ERASE = "delete from places_own where person_id = $1"
LOCK = "select from identity_person where id = $1 for no key update"


class OwnPlace(msgspec.Struct, frozen=True):
    """A place of somebody's own, by a word of theirs: `home`, `work`, `gym`."""

    word: str
    name: str
    lat: float
    lon: float
    kept_at: datetime


async def all_of(db: Db, person_id: UUID) -> list[OwnPlace]:
    return await db.all_as(OwnPlace, ALL, person_id)


async def one_of(db: Db, person_id: UUID, word: str) -> OwnPlace | None:
    return await db.one_as(OwnPlace, ONE, person_id, word)


async def others(db: Db, person_id: UUID, word: str) -> int:
    """How many they keep beside this one."""
    found: int = await db.value(COUNT, person_id, word)
    return found


async def keep(db: Db, person_id: UUID, place: OwnPlace) -> None:
    await db.run(KEEP, person_id, *msgspec.structs.astuple(place))


async def forget(db: Db, person_id: UUID, word: str) -> None:
    await db.run(FORGET, person_id, word)


async def erase(db: Db, person_id: UUID) -> int:
    return await db.run(ERASE, person_id)


async def lock(db: Db, person_id: UUID) -> None:
    """One change of theirs after another, so that they are counted rightly."""
    await db.run(LOCK, person_id)
