"""SQL of files that are sent, and of where they were sent."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from leapfrog.chat_content import ChatFile, HeldFile, OwnedFile
from leapfrog.kernel.db import Db

Wanted = tuple[UUID, UUID]
Place = tuple[UUID, UUID, int]

META = frozenset(("width", "height", "thumb", "duration_ms", "peaks", "transcript", "away"))
COLUMNS = "f.id, f.kind, f.type, f.size, f.name, f.meta"
ADD = """
insert into chat_file (id, owner_id, kind, type, size, name, meta, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing
"""
FIND = f"select {COLUMNS}, f.owner_id, f.created_at from chat_file f where f.id = $1"
# Whose file it is may have it, and who is where it was sent.
MAY_HAVE = f"""
select {COLUMNS}, w.person_id
from unnest($1::uuid[], $2::uuid[]) as w (person_id, file_id)
join chat_file f on f.id = w.file_id
where f.owner_id = w.person_id or exists (
    select 1 from chat_attachment a join chat_member m using (conversation_id)
    where a.file_id = f.id and m.person_id = w.person_id
    and a.seq > m.hidden_to and a.seq <= coalesce(m.until_seq, a.seq)
)
"""
# No sweep takes what is about to be sent.
SENDABLE = f"{MAY_HAVE} for key share of f"
ATTACH = """
insert into chat_attachment (file_id, conversation_id, seq)
select * from unnest($1::uuid[], $2::uuid[], $3::bigint[]) on conflict do nothing
"""
DETACH = """
delete from chat_attachment a using unnest($1::uuid[], $2::bigint[]) as g (conversation_id, seq)
where (a.conversation_id, a.seq) = (g.conversation_id, g.seq)
"""
# The conversations first, as whoever writes into them locks them.
LOCK = """
select c.id from chat_conversation c where c.id in (
    select a.conversation_id from chat_attachment a where a.file_id = $1
) order by c.id for no key update of c
"""
KNOW = "update chat_file set meta = (meta - 'away') || $2::jsonb where id = $1"
RETELL = """
update chat_message m set meta = (m.meta - 'away') || $2::jsonb
from chat_attachment a where a.file_id = $1
and m.conversation_id = a.conversation_id and m.seq = a.seq and m.meta ->> 'file' = $1::text
returning m.conversation_id, m.seq
"""
# Of those that are awaited, one that somebody can still see.
AWAITED = f"""
select {COLUMNS}, f.owner_id, f.created_at from chat_file f
where f.id = $1 and f.meta ->> 'away' = 'coming'
    and exists (select 1 from chat_attachment a where a.file_id = f.id)
for update of f
"""
ARRIVED = "update chat_file set type = $2, size = $3 where id = $1"
TOUCH = "update chat_conversation set last_xid = pg_current_xact_id() where id = any($1::uuid[])"
# Who is there, and has not put the message out of their sight.
HEARING = """
select g.conversation_id, g.seq, m.person_id
from unnest($1::uuid[], $2::bigint[]) as g (conversation_id, seq)
join chat_member m using (conversation_id)
where m.until_seq is null and g.seq > m.hidden_to and not exists (
    select 1 from chat_hidden h where h.person_id = m.person_id
    and h.conversation_id = g.conversation_id and h.seq = g.seq
)
"""
DROP_UNUSED = """
delete from chat_file where id in (
    select f.id from chat_file f where f.created_at < $1
    and not exists (select 1 from chat_attachment a where a.file_id = f.id)
    limit $2 for update skip locked
) returning id
"""
# What others passed on is theirs: of whoever sent it there, else of whoever else is there.
HAND_ON = """
update chat_file f set owner_id = heir.person_id from (
    select distinct on (a.file_id) a.file_id, m.person_id
    from chat_file own join chat_attachment a on a.file_id = own.id
    join chat_message s on s.conversation_id = a.conversation_id and s.seq = a.seq
    join chat_member m on m.conversation_id = a.conversation_id and m.person_id <> $1
    join identity_person p on p.id = m.person_id and p.kind = 'person'
    where own.owner_id = $1
    order by a.file_id, m.person_id = s.sender_id desc, s.created_at, m.person_id
) heir where f.id = heir.file_id returning f.id, f.owner_id
"""
DROP_OF = "delete from chat_file where owner_id = $1 returning id"
# All that a person sent, or was sent.
OF_PERSON = f"""
select {COLUMNS}, f.owner_id, f.created_at from chat_file f
where f.owner_id = $1 or exists (
    select 1 from chat_attachment a join chat_member m using (conversation_id)
    where a.file_id = f.id and m.person_id = $1
    and a.seq > m.hidden_to and a.seq <= coalesce(m.until_seq, a.seq)
) order by f.id
"""


async def add(db: Db, owner: UUID, file: ChatFile, at: datetime) -> bool:
    """False when the id is taken."""
    kept = {name: value for name, value in file.meta.items() if name in META}
    row = (file.id, owner, file.kind, file.type, file.size, file.name, kept, at)
    return await db.run(ADD, *row) == 1


async def find(db: Db, file_id: UUID) -> OwnedFile | None:
    return await db.one_as(OwnedFile, FIND, file_id)


async def may_have(db: Db, wanted: Collection[Wanted]) -> dict[Wanted, ChatFile]:
    """(person, file) for those files that the person may have."""
    return _by_place(await db.all_as(HeldFile, MAY_HAVE, *_columns(wanted)))


async def sendable(db: Db, wanted: Collection[Wanted]) -> dict[Wanted, ChatFile]:
    """(person, file) of the files that the person may have, kept to the end of this transaction."""
    return _by_place(await db.all_as(HeldFile, SENDABLE, *_columns(wanted)))


def _by_place(found: Sequence[HeldFile]) -> dict[Wanted, ChatFile]:
    return {(one.person_id, one.id): one.file for one in found}


async def attach(db: Db, places: Sequence[Place]) -> None:
    """(file, conversation, seq)."""
    await db.run(ATTACH, *_columns(places))


async def detach(db: Db, places: Sequence[tuple[UUID, int]]) -> None:
    """(conversation, seq)."""
    await db.run(DETACH, *_columns(places))


async def awaited(db: Db, file_id: UUID) -> OwnedFile | None:
    """A file of another town that has not come, and that a message here still shows; locked."""
    return await db.one_as(OwnedFile, AWAITED, file_id)


async def lock_places(db: Db, file_id: UUID) -> None:
    """The conversations in which it is, before itself, as whoever writes there locks them."""
    await db.rows(LOCK, file_id)


async def arrived(db: Db, file: ChatFile) -> None:
    """What a file is now that it is here."""
    await db.run(ARRIVED, file.id, file.type, file.size)


async def retell(db: Db, file_id: UUID, said: Mapping[str, Any]) -> list[tuple[UUID, int]]:
    """Joins what is known of a file to what its messages say of it; where it is, `said` alone says.
    Answers where it was sent: (conversation, seq).
    """
    await lock_places(db, file_id)
    known = {name: value for name, value in said.items() if name in META}
    await db.run(KNOW, file_id, known)
    places = [(place, seq) for place, seq in await db.rows(RETELL, file_id, dict(said))]
    await db.run(TOUCH, [place for place, _ in places])
    return places


async def hearing(db: Db, places: Sequence[tuple[UUID, int]]) -> dict[tuple[UUID, int], list[UUID]]:
    """Who sees what is at these places."""
    found: dict[tuple[UUID, int], list[UUID]] = {}
    for conversation_id, seq, person_id in await db.rows(HEARING, *_columns(places)):
        found.setdefault((conversation_id, seq), []).append(person_id)
    return found


async def drop_unused(db: Db, before: datetime, most: int) -> list[UUID]:
    return [row[0] for row in await db.rows(DROP_UNUSED, before, most)]


async def hand_on(db: Db, owner: UUID) -> dict[UUID, UUID]:
    """What is still in a conversation of somebody else becomes theirs; answers whose, by file."""
    return dict(await db.rows(HAND_ON, owner))


async def drop_of(db: Db, owner: UUID) -> list[UUID]:
    return [row[0] for row in await db.rows(DROP_OF, owner)]


async def of_person(db: Db, person_id: UUID) -> list[OwnedFile]:
    """All that a person sent, or was sent."""
    return await db.all_as(OwnedFile, OF_PERSON, person_id)


def _columns(rows: Collection[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
