"""SQL of people and their passwords; sessions, passkeys and devices: their own store files."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.identity.model import Language, Me, Person, ProfileChange
from leapfrog.kernel.db import Db

# The picture as `avatar_url` gives it: a list of people is read without a step for each.
PERSON = """
p.id, p.handle, p.handle || '@' || coalesce(nullif(p.domain, ''), t.domain) as address,
p.display_name, p.about, '/media/' || encode(p.avatar, 'hex') || '.webp' as avatar, p.kind,
coalesce(p.emojis, '{}') as emojis, p.service, p.moved_to
"""
FROM = "from identity_person p cross join identity_town t"


def person_sql(columns: str, rest: str) -> str:
    """A statement that answers `Person`s, from `identity_person p`, and further columns after
    theirs; `rest`: joins and conditions.
    """
    return f"select {PERSON}, {columns} {FROM} {rest}"


ME = f"""
select {PERSON}, p.language, p.created_at,
    exists (select 1 from identity_password w where w.person_id = p.id) as has_password,
    (select count(*) from identity_passkey k where k.person_id = p.id) as passkeys,
    (select count(*) from identity_recovery_code c where c.person_id = p.id and c.used_at is null)
        as recovery_codes_left,
    p.operator and p.handle = any(t.operators) as operator
{FROM} where p.id = $1
"""
REMOTE_AMONG = "select id from identity_person where id = any($1::uuid[]) and kind = 'remote'"
SET_LINES = "update identity_town set lines = $1 where lines <> $1"
HAS_LINES = "select lines from identity_town"
PEOPLE = f"select {PERSON} {FROM} where p.id = any($1::uuid[])"
LANGUAGES = "select id, language from identity_person where id = any($1::uuid[])"
BY_HANDLE = f"select {PERSON} {FROM} where p.handle = $1 and p.domain = ''"
BY_ADDRESS = f"""
select {PERSON} {FROM} where (p.handle, coalesce(nullif(p.domain, ''), t.domain)) = ($1, $2)
order by p.domain limit 1
"""
SEARCH = """
select p.id from identity_person p
where p.kind in ('person', 'remote') and (
    p.handle like $1 || '%' or lower(p.display_name) like '%' || $1 || '%'
)
order by p.handle = $1 desc, p.kind = 'remote', p.handle like $1 || '%' desc, p.display_name, p.id
limit $2
"""
BY_NAMES = f"""
select {PERSON} {FROM} where (p.handle, p.domain) in (
    select w.handle, case when w.domain = t.domain then '' else w.domain end
    from unnest($1::text[], $2::text[]) as w (handle, domain)
) and p.kind <> 'erased'
"""
CHANGED_SINCE = """
select exists (select 1 from identity_person where id = $1 and last_xid >= $2::text::xid8)
    or exists (select 1 from identity_town where last_xid >= $2::text::xid8)
"""
ADD_PERSON = """
insert into identity_person (id, kind, handle, domain, display_name, language, created_at)
values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id
"""
ADD_REMOTE_PEOPLE = """
insert into identity_person (id, kind, handle, domain, display_name, language, created_at)
select w.id, 'remote', w.handle, w.domain, w.name, 'en', $5
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as w (id, handle, domain, name)
on conflict do nothing
"""
CHANGE_PERSON = """
update identity_person set
    display_name = coalesce($2, display_name), about = coalesce($3, about), language =
    coalesce($4, language), service = coalesce($5, service), last_xid = pg_current_xact_id()
where id = $1
"""
SET_EMOJIS = "update identity_person set emojis = $2 where id = $1"
MOVE = """
update identity_person set moved_to = $2, last_xid = pg_current_xact_id()
where id = $1 and moved_to <> $2
"""
MOVED = "select id, moved_to from identity_person where id = any($1::uuid[]) and moved_to <> ''"
SET_AVATAR = "update identity_person set avatar = $2, last_xid = pg_current_xact_id() where id = $1"
TOUCH = "update identity_person set last_xid = pg_current_xact_id() where id = $1"
LOCK = "select 1 from identity_person where id = $1 for update"
JOINED_LATELY = """
select exists (
    select 1 from identity_person
    where id = $1 and handle = $2 and domain = '' and created_at > $3
)
"""
RETIRE = """
insert into identity_retired (handle_hash)
select sha256(convert_to(handle, 'UTF8')) from identity_person where id = $1 and kind = 'person'
on conflict do nothing
"""
RETIRED = """
select exists (
    select from identity_retired where handle_hash = sha256(convert_to($1::text, 'UTF8'))
)
"""
FORGET_WAYS = """
with w as (delete from identity_password where person_id = $1),
     c as (delete from identity_challenge where person_id = $1)
delete from identity_device_link where approved_by = $1
"""
# What others were told stays theirs, so an empty row stays for it to hang on.
ERASE_PERSON = """
update identity_person set
    kind = 'erased', handle = 'erased-' || id, display_name = '', about = '', avatar = null,
    operator = false, service = false, moved_to = '',
    last_xid = pg_current_xact_id()
where id = $1 and kind = 'person'
"""
NOBODY_YET = "select not exists (select from identity_person)"
LIVE_HERE = """
select count(*) = cardinality($1::text[]) from identity_person
where handle = any($1::text[]) and domain = ''
"""
TOWN_DOMAIN = "select domain from identity_town"
SET_TOWN = """
insert into identity_town as t (name, domain, operators) values ($1, $2, $3)
on conflict (only_one) do update set name = excluded.name, domain = excluded.domain,
    operators = excluded.operators, last_xid = excluded.last_xid
where (t.name, t.domain, t.operators)
    is distinct from (excluded.name, excluded.domain, excluded.operators)
"""

SET_PASSWORD = """
insert into identity_password (person_id, hash) values ($1, $2)
on conflict (person_id) do update set hash = excluded.hash
"""
PASSWORD = "select hash from identity_password where person_id = $1"
PASSWORD_BY_HANDLE = """
select p.id, w.hash from identity_person p left join identity_password w on w.person_id = p.id
where p.handle = $1 and p.domain = ''
"""


class RemotePerson(msgspec.Struct, frozen=True):
    """Somebody of another town, as they are noted first."""

    id: UUID
    handle: str
    domain: str
    display_name: str


async def set_town(db: Db, name: str, domain: str, operators: Sequence[str] = ()) -> None:
    """Notes what the settings say of the town: its name, its domain and the handles of those who
    run it (`operators`).
    """
    await db.run(SET_TOWN, name, domain, list(operators))


async def remote_among(db: Db, ids: Sequence[UUID]) -> set[UUID]:
    return {row[0] for row in await db.rows(REMOTE_AMONG, list(ids))}


async def set_lines(db: Db, has: bool) -> None:
    """Notes at each start whether this town has lines to others."""
    await db.run(SET_LINES, has)


async def has_lines(db: Db) -> bool:
    """Whether people of other towns can be asked and talked with."""
    return bool(await db.value(HAS_LINES))


async def live_here(db: Db, handles: list[str]) -> bool:
    """Whether each of these handles is that of a person of this town."""
    return bool(await db.value(LIVE_HERE, handles))


async def town_domain(db: Db) -> str:
    return str(await db.value(TOWN_DOMAIN))


async def nobody_yet(db: Db) -> bool:
    """Whether nobody has ever joined or been noted in this town."""
    return bool(await db.value(NOBODY_YET))


async def me(db: Db, person_id: UUID) -> Me | None:
    return await db.one_as(Me, ME, person_id)


async def people(db: Db, ids: Sequence[UUID]) -> dict[UUID, Person]:
    return {one.id: one for one in await db.all_as(Person, PEOPLE, list(ids))}


async def search(db: Db, pattern: str, limit: int) -> list[UUID]:
    """Whose handle begins with it, or in whose name it is; `pattern` is escaped for LIKE."""
    return [row[0] for row in await db.rows(SEARCH, pattern, limit)]


async def by_names(db: Db, names: Sequence[tuple[str, str]]) -> list[Person]:
    """The people with these (handle, domain), in no order; an empty domain is this town's. Erased
    people and names of nobody are left out.
    """
    handles, domains = [name[0] for name in names], [name[1] for name in names]
    return await db.all_as(Person, BY_NAMES, handles, domains)


async def languages(db: Db, ids: Iterable[UUID]) -> dict[UUID, Language]:
    """The language in which each of these people is spoken to, by person."""
    return {row[0]: row[1] for row in await db.rows(LANGUAGES, list(ids))}


async def by_handle(db: Db, handle: str) -> Person | None:
    return await db.one_as(Person, BY_HANDLE, handle)


async def by_address(db: Db, handle: str, domain: str) -> Person | None:
    return await db.one_as(Person, BY_ADDRESS, handle, domain)


async def changed_since(db: Db, person_id: UUID, xid: int) -> bool:
    return bool(await db.value(CHANGED_SINCE, person_id, str(xid)))


async def add_person(
    db: Db,
    person_id: UUID,
    kind: str,
    handle: str,
    domain: str = "",
    *,
    display_name: str,
    language: str,
) -> bool:
    """False when the id or the handle is taken."""
    args = (person_id, kind, handle, domain, display_name, language, db.now)
    return await db.value(ADD_PERSON, *args) is not None


async def add_remote_people(db: Db, people: Sequence[RemotePerson]) -> None:
    """Those of these whose handle and domain nobody has."""
    ids, handles = [one.id for one in people], [one.handle for one in people]
    domains, names = [one.domain for one in people], [one.display_name for one in people]
    await db.run(ADD_REMOTE_PEOPLE, ids, handles, domains, names, db.now)


async def change_person(db: Db, person_id: UUID, change: ProfileChange) -> None:
    words = (change.display_name, change.about, change.language)
    await db.run(CHANGE_PERSON, person_id, *words, change.service)


async def set_emojis(db: Db, person_id: UUID, emojis: dict[str, str]) -> None:
    """Sets the custom emojis in a person's name: the id of the picture of each, by `:word:`."""
    await db.run(SET_EMOJIS, person_id, emojis)


async def move(db: Db, person_id: UUID, address: str) -> bool:
    """False when that is where they live already; an empty address is this account."""
    return await db.run(MOVE, person_id, address) == 1


async def moved(db: Db, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The address where those of these people who moved away live now, by person; all others are
    left out.
    """
    return dict(await db.rows(MOVED, list(ids)))


async def set_avatar(db: Db, person_id: UUID, sha256: bytes | None) -> None:
    await db.run(SET_AVATAR, person_id, sha256)


async def touch(db: Db, person_id: UUID) -> None:
    """What the person's own devices see of them has changed."""
    await db.run(TOUCH, person_id)


async def lock_person(db: Db, person_id: UUID) -> None:
    """Until the end of this transaction nobody else changes what this person has."""
    await db.run(LOCK, person_id)


async def joined_lately(db: Db, person_id: UUID, handle: str, after: datetime) -> bool:
    """Whether somebody joined by this id and handle after then."""
    return bool(await db.value(JOINED_LATELY, person_id, handle, after))


async def erase_person(db: Db, person_id: UUID) -> int:
    """Empties the person; the handle is given to nobody again."""
    await db.run(RETIRE, person_id)
    await db.run(FORGET_WAYS, person_id)
    return await db.run(ERASE_PERSON, person_id)


async def retired(db: Db, handle: str) -> bool:
    """Whether a handle was that of a person who was erased, and so is given to nobody again."""
    return bool(await db.value(RETIRED, handle))


async def set_password(db: Db, person_id: UUID, encoded: str) -> None:
    await db.run(SET_PASSWORD, person_id, encoded)


async def password(db: Db, person_id: UUID) -> str | None:
    found: str | None = await db.value(PASSWORD, person_id)
    return found


async def password_by_handle(db: Db, handle: str) -> tuple[UUID | None, str | None]:
    row = await db.row(PASSWORD_BY_HANDLE, handle)
    return (row[0], row[1]) if row else (None, None)
