"""SQL of who is out there, and who we are to them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.fediverse.addresses import TownAddress
from leapfrog.kernel.db import Db

PLACE = """
insert into fediverse_town (origin, listed) values ($1, $2)
on conflict (only_one) do update set origin = excluded.origin, listed = excluded.listed
"""
LEAVE = "delete from fediverse_town"
SITE = """
select f.origin, t.domain, f.listed from fediverse_town f cross join identity_town t
"""
# The newer description counts: who was described under another row is who they are now.
GIVE_UP_ACTOR = """
delete from fediverse_actor where person_id = $2
    and exists (select from fediverse_actor where person_id = $1)
"""
TAKE_OVER = "update fediverse_actor set person_id = $2 where person_id = $1"
TAKE_OVER_FOLLOWS = """
with gone as (
    delete from fediverse_follow where $1 in (follower_id, followed_id)
    returning follower_id, followed_id, uri
)
insert into fediverse_follow (follower_id, followed_id, uri)
select case when follower_id = $1 then $2 else follower_id end,
    case when followed_id = $1 then $2 else followed_id end, uri
from gone where $2 not in (follower_id, followed_id)
on conflict (follower_id, followed_id) do update set uri = excluded.uri
"""
KEY = "select private_pem, public_pem from fediverse_key where owner_id = $1"
ADD_KEY = "insert into fediverse_key values ($1, $2, $3) on conflict do nothing"
DROP_KEY = "delete from fediverse_key where owner_id = $1"
DROP_ORPHAN_KEYS = """
delete from fediverse_key k
where k.owner_id <> '00000000-0000-0000-0000-000000000000' and not exists
    (select from fediverse_activity l where l.sender_id = k.owner_id) and not exists
    (select from identity_person p where p.id = k.owner_id and p.kind = 'person')
"""
ACTOR = """
person_id, uri, host, key_id, public_pem, inbox, shared_inbox, url, icon, moved_to, gone,
fetched_at, indexable
"""
BY_URIS = f"select {ACTOR} from fediverse_actor where uri = any($1::text[])"
BY_PEOPLE = f"select {ACTOR} from fediverse_actor where person_id = any($1::uuid[])"
BY_KEYS = f"select {ACTOR} from fediverse_actor where key_id = any($1::text[])"
OF_HOST = "select person_id from fediverse_actor where host = $1"
KEEP = """
insert into fediverse_actor (person_id, uri, host, key_id, public_pem, inbox, shared_inbox, url,
    icon, moved_to, gone, fetched_at, indexable)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict (person_id) do update set uri = excluded.uri, host = excluded.host,
    key_id = excluded.key_id, public_pem = excluded.public_pem, inbox = excluded.inbox,
    shared_inbox = excluded.shared_inbox, url = excluded.url, icon = excluded.icon,
    moved_to = excluded.moved_to, gone = excluded.gone, fetched_at = excluded.fetched_at,
    indexable = excluded.indexable
"""
GONE = "update fediverse_actor set gone = true where person_id = $1"
MOVED = "update fediverse_actor set moved_to = $2 where person_id = $1"
ACCOUNT = """
select also_known_as, moved_to, moved_at from fediverse_account where person_id = $1
"""
ALIASES = """
insert into fediverse_account (person_id, also_known_as) values ($1, $2)
on conflict (person_id) do update set also_known_as = excluded.also_known_as
"""
MOVE = """
insert into fediverse_account (person_id, moved_to, moved_at) values ($1, $2, $3)
on conflict (person_id) do update set moved_to = excluded.moved_to, moved_at = excluded.moved_at
"""
STAY = "update fediverse_account set moved_to = null where person_id = $1"
DROP_ACCOUNT = """
with f as (delete from fediverse_follow where $1 in (follower_id, followed_id))
delete from fediverse_account where person_id = $1
"""
FOLLOW = "select uri from fediverse_follow where (follower_id, followed_id) = ($1, $2)"
PUT_FOLLOW = """
insert into fediverse_follow values ($1, $2, $3)
on conflict (follower_id, followed_id) do update set uri = excluded.uri
"""
DROP_FOLLOW = """
delete from fediverse_follow where (follower_id, followed_id) = ($1, $2) returning uri
"""
DROP_FOLLOWS_OF = "delete from fediverse_follow where followed_id = $1"
# Who follows, or is followed, and was never asked.
UNASKED = """
from follows_follow f
where f.state = 'asked' and not f.away and not exists (
    select from fediverse_follow a where (a.follower_id, a.followed_id) =
        (f.follower_id, f.followed_id)
)
"""
WAITING_TO_ASK = f"select f.follower_id {UNASKED} and f.followed_id = $1 order by f.at"
IS_UNASKED = f"select exists (select {UNASKED} and f.followed_id = $1 and f.at > $2)"
PEOPLE_UNASKED = f"""
select f.followed_id {UNASKED} and f.at > $1 and exists (
    select from identity_person p where p.id = f.followed_id and p.kind = 'remote'
)
group by 1 order by min(f.at) limit $2
"""


class Actor(msgspec.Struct, frozen=True):
    """Somebody elsewhere, as their town describes them. `indexable`: the search may find what they
    write.
    """

    person_id: UUID
    uri: str
    host: str
    key_id: str
    public_pem: str
    inbox: str
    shared_inbox: str | None
    url: str
    icon: str | None
    moved_to: str | None
    gone: bool
    fetched_at: datetime
    indexable: bool = True


class StoredMoves(msgspec.Struct, frozen=True):
    """The actors that somebody of this town was before, and that they went to."""

    also_known_as: list[str] = []
    moved_to: str | None = None
    moved_at: datetime | None = None


async def place(db: Db, origin: str | None, listed: bool) -> None:
    """Where the town is; without an `origin` it keeps to itself."""
    if origin:
        await db.run(PLACE, origin, listed)
    else:
        await db.run(LEAVE)


async def site(db: Db) -> TownAddress | None:
    """The addresses by which this town is known in the fediverse; None for a town that keeps to
    itself.
    """
    return await db.one_as(TownAddress, SITE)


async def key(db: Db, owner: UUID) -> tuple[str, str] | None:
    row = await db.row(KEY, owner)
    return (row[0], row[1]) if row else None


async def add_key(db: Db, owner: UUID, private: str, public: str) -> None:
    await db.run(ADD_KEY, owner, private, public)


async def drop_key(db: Db, owner: UUID) -> int:
    return await db.run(DROP_KEY, owner)


async def drop_orphan_keys(db: Db) -> None:
    """Who left signs nothing more, once the last activity of them is gone."""
    await db.run(DROP_ORPHAN_KEYS)


async def by_uris(db: Db, uris: Sequence[str]) -> dict[str, Actor]:
    return {one.uri: one for one in await db.all_as(Actor, BY_URIS, list(uris))} if uris else {}


async def by_uri(db: Db, uri: str) -> Actor | None:
    return (await by_uris(db, [uri])).get(uri)


async def by_people(db: Db, people: Sequence[UUID]) -> dict[UUID, Actor]:
    """Those of these people who are from elsewhere, by their id here."""
    if not people:
        return {}
    return {one.person_id: one for one in await db.all_as(Actor, BY_PEOPLE, list(people))}


async def by_keys(db: Db, ids: Sequence[str]) -> dict[str, Actor]:
    return {one.key_id: one for one in await db.all_as(Actor, BY_KEYS, list(ids))}


async def of_host(db: Db, host: str) -> list[UUID]:
    return [row[0] for row in await db.rows(OF_HOST, host)]


async def keep(db: Db, actor: Actor) -> None:
    await db.run(KEEP, *msgspec.structs.astuple(actor))


async def gone(db: Db, person_id: UUID) -> None:
    await db.run(GONE, person_id)


async def moved(db: Db, person_id: UUID, uri: str) -> None:
    """Somebody from elsewhere is somewhere else now."""
    await db.run(MOVED, person_id, uri)


async def account(db: Db, person_id: UUID) -> StoredMoves:
    return await db.one_as(StoredMoves, ACCOUNT, person_id) or StoredMoves()


async def set_aliases(db: Db, person_id: UUID, uris: Sequence[str]) -> None:
    await db.run(ALIASES, person_id, list(uris))


async def take_over(db: Db, before: UUID, after: UUID) -> None:
    """With the names of who asked to follow whom."""
    for statement in (GIVE_UP_ACTOR, TAKE_OVER, TAKE_OVER_FOLLOWS):
        await db.run(statement, before, after)


async def give_up_actor(db: Db, person_id: UUID) -> None:
    """With the names of who asked to follow them there."""
    await db.run("delete from fediverse_actor where person_id = $1", person_id)
    await db.run("delete from fediverse_follow where $1 in (follower_id, followed_id)", person_id)


async def move(db: Db, person_id: UUID, uri: str) -> None:
    await db.run(MOVE, person_id, uri, db.now)


async def stay(db: Db, person_id: UUID) -> None:
    """When they moved is not forgotten: nobody moves often."""
    await db.run(STAY, person_id)


async def drop_account(db: Db, person_id: UUID) -> int:
    return await db.run(DROP_ACCOUNT, person_id)


async def follow_uri(db: Db, follower: UUID, followed: UUID) -> str | None:
    found: str | None = await db.value(FOLLOW, follower, followed)
    return found


async def put_follow(db: Db, follower: UUID, followed: UUID, uri: str) -> None:
    await db.run(PUT_FOLLOW, follower, followed, uri)


async def drop_follow(db: Db, follower: UUID, followed: UUID) -> str | None:
    """By what it was known."""
    found: str | None = await db.value(DROP_FOLLOW, follower, followed)
    return found


async def drop_follows_of(db: Db, followed: UUID) -> None:
    """Whoever asked to follow them has not asked."""
    await db.run(DROP_FOLLOWS_OF, followed)


async def waiting_to_ask(db: Db, followed: UUID) -> list[UUID]:
    """Who of this town wants to follow them and never asked them."""
    return [row[0] for row in await db.rows(WAITING_TO_ASK, followed)]


async def is_unasked(db: Db, followed: UUID, since: datetime) -> bool:
    """Whether somebody of this town wants to follow them since then and never asked them."""
    return bool(await db.value(IS_UNASKED, followed, since))


async def unasked(db: Db, since: datetime, limit: int) -> list[UUID]:
    """Whom elsewhere somebody of this town wants to follow since then and never asked."""
    return [row[0] for row in await db.rows(PEOPLE_UNASKED, since, limit)]
