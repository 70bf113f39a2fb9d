"""SQL of the rows of groups with people of several towns: as they are told, and to which towns."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.town_groups.model import SignedSay

COPIES = "select domain, told_seq, open from town_groups_copy where group_id = $1 order by domain"
PUT_COPY = """
insert into town_groups_copy (group_id, domain, told_seq) values ($1, $2, $3)
on conflict (group_id, domain) do update set told_seq = excluded.told_seq, open = true
"""
TOLD = "update town_groups_copy set told_seq = $3, open = $4 where (group_id, domain) = ($1, $2)"
DROP_COPIES = "delete from town_groups_copy where group_id = $1"
LOGGED = """
select m.seq, m.client_id, m.sender_id, m.kind, m.body, m.meta, m.created_at, m.ref, m.mentions,
    m.recalled, s.text, s.key, s.sig
from chat_message m
left join town_groups_said s on (s.group_id, s.sender_id, s.client_id)
    = (m.conversation_id, m.sender_id, m.client_id)
where m.conversation_id = $1 and m.seq > $2
"""
LOG = f"{LOGGED} order by m.seq limit $3"
HAPPENED = f"""
{LOGGED} and m.kind = 'system' and m.meta ->> 'what' = any($3::text[]) order by m.seq limit $4
"""
ORD_AT = "select ord from chat_message where (conversation_id, seq) = ($1, $2)"
HEAD_AT = """
select head from town_groups_row where group_id = $1 and seq <= $2 order by seq desc limit 1
"""
ADD_ROW = """
insert into town_groups_row (group_id, seq, sender_id, client_id, hash, head, text)
values ($1, $2, $3, $4, $5, $6, $7)
"""
ROWS = """
select r.seq, r.sender_id, r.client_id, r.hash, r.head, r.text, m.created_at as at, m.kind, m.meta
from town_groups_row r
join chat_message m on (m.conversation_id, m.seq) = (r.group_id, r.seq)
where r.group_id = $1 and r.seq > $2 and r.seq <= $3 order by r.seq limit $4
"""
ROW_AT = "select hash from town_groups_row where (group_id, seq) = ($1, $2)"
FORGET_ROW = "update town_groups_row set text = null where (group_id, seq) = ($1, $2)"
FORGET_SENDER = "update town_groups_row set text = null where sender_id = $1 and text is not null"
ADD_SAID = """
insert into town_groups_said (group_id, sender_id, client_id, text, key, sig)
values ($1, $2, $3, $4, $5, $6) on conflict do nothing
"""
DROP_SAID = """
delete from town_groups_said where (group_id, sender_id, client_id) = ($1, $2, $3)
"""
DROP_SAID_OF = "delete from town_groups_said where (group_id, sender_id) = ($1, $2)"
FIRST_ROW = "select min(seq) from town_groups_row where group_id = $1"
ADD_AHEAD = """
insert into town_groups_ahead (group_id, seq, body) values ($1, $2, $3)
on conflict (group_id, seq) do update set body = excluded.body
where town_groups_ahead.body <> excluded.body
"""
AHEAD = "select body from town_groups_ahead where (group_id, seq) = ($1, $2)"
DROP_AHEAD = "delete from town_groups_ahead where group_id = $1 and seq <= $2"
HAS_AHEAD = "select exists (select from town_groups_ahead where group_id = $1)"
COUNT_AHEAD = "select count(*) from town_groups_ahead where group_id = $1"
TARGET = """
select m.sender_id, m.kind, m.recalled, coalesce(b.role, 'member') as role from chat_message m
left join chat_member b on (b.conversation_id, b.person_id) = (m.conversation_id, $3)
    and b.until_seq is null
where (m.conversation_id, m.seq) = ($1, $2)
"""
DROP_ROWS = "delete from town_groups_row where group_id = $1 and seq > $2"
FORGET_SENDER_IN = """
update town_groups_row set text = null where (group_id, sender_id) = ($1, $2)
"""


class Copy(msgspec.Struct, frozen=True):
    """How far a town is told a group."""

    domain: str
    told_seq: int
    open: bool


class LoggedRow(msgspec.Struct, frozen=True):
    """A row of a log; `text`, `key`, `sig`: as the town of its sender signed it."""

    seq: int
    client_id: UUID
    sender_id: UUID
    kind: str
    body: str
    meta: dict[str, Any] | None
    created_at: datetime
    ref: int | None
    mentions: list[UUID] | None
    recalled: bool
    text: str | None
    key: str | None
    sig: str | None


class KeptRow(msgspec.Struct, frozen=True):
    """A row as all towns have it; `kind` and `meta`: as they are here now."""

    seq: int
    sender_id: UUID
    client_id: UUID
    hash: bytes
    head: bytes
    text: str | None
    at: datetime
    kind: str
    meta: dict[str, Any] | None


class RowTarget(msgspec.Struct, frozen=True):
    """What a row changes, and what who changes it is in the group."""

    sender_id: UUID
    kind: str
    recalled: bool
    role: str


async def copies(db: Db, group_id: UUID) -> list[Copy]:
    return await db.all_as(Copy, COPIES, group_id)


async def put_copy(db: Db, group_id: UUID, domain: str, seq: int) -> None:
    """A town has a copy that begins after this row."""
    await db.run(PUT_COPY, group_id, domain, seq)


async def told(db: Db, group_id: UUID, domain: str, seq: int, *, still: bool = True) -> None:
    """A town is told up to there; `still`: it goes on."""
    await db.run(TOLD, group_id, domain, seq, still)


async def drop_copies(db: Db, group_id: UUID) -> None:
    await db.run(DROP_COPIES, group_id)


async def log(db: Db, group_id: UUID, after: int, limit: int) -> list[LoggedRow]:
    return await db.all_as(LoggedRow, LOG, group_id, after, limit)


async def happened(
    db: Db, group_id: UUID, after: int, what: Sequence[str], limit: int
) -> list[LoggedRow]:
    """Rows that say that one of these happened."""
    return await db.all_as(LoggedRow, HAPPENED, group_id, after, list(what), limit)


async def ord_at(db: Db, group_id: UUID, seq: int) -> int:
    return int(await db.value(ORD_AT, group_id, seq) or 0)


async def head_at(db: Db, group_id: UUID, seq: int) -> bytes | None:
    """The hash of all rows up to there; None before the first one."""
    found: bytes | None = await db.value(HEAD_AT, group_id, seq)
    return found


async def add_row(db: Db, group_id: UUID, row: KeptRow) -> None:
    what = (row.seq, row.sender_id, row.client_id, row.hash, row.head, row.text)
    await db.run(ADD_ROW, group_id, *what)


async def rows(db: Db, group_id: UUID, after: int, upto: int, limit: int) -> list[KeptRow]:
    return await db.all_as(KeptRow, ROWS, group_id, after, upto, limit)


async def row_at(db: Db, group_id: UUID, seq: int) -> bytes | None:
    """The hash of a row."""
    found: bytes | None = await db.value(ROW_AT, group_id, seq)
    return found


async def forget_row(db: Db, group_id: UUID, seq: int) -> None:
    """Nothing is left of what a row said."""
    await db.run(FORGET_ROW, group_id, seq)


async def forget_sender(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET_SENDER, person_id)


async def add_said(
    db: Db, group_id: UUID, sender_id: UUID, client_id: UUID, signed: SignedSay
) -> None:
    """Until it is a row."""
    what = (signed.text, signed.key, signed.sig)
    await db.run(ADD_SAID, group_id, sender_id, client_id, *what)


async def drop_said(db: Db, group_id: UUID, sender_id: UUID, client_id: UUID) -> None:
    await db.run(DROP_SAID, group_id, sender_id, client_id)


async def first_row(db: Db, group_id: UUID) -> int:
    """The first row that is written down."""
    return int(await db.value(FIRST_ROW, group_id) or 0)


async def add_ahead(db: Db, group_id: UUID, seq: int, body: dict[str, Any]) -> bool:
    """Instead of another one with its number; False when it is there as it is."""
    return await db.run(ADD_AHEAD, group_id, seq, body) == 1


async def ahead(db: Db, group_id: UUID, seq: int) -> dict[str, Any] | None:
    found: dict[str, Any] | None = await db.value(AHEAD, group_id, seq)
    return found


async def drop_ahead(db: Db, group_id: UUID, seq: int) -> None:
    await db.run(DROP_AHEAD, group_id, seq)


async def has_ahead(db: Db, group_id: UUID) -> bool:
    return bool(await db.value(HAS_AHEAD, group_id))


async def count_ahead(db: Db, group_id: UUID) -> int:
    return int(await db.value(COUNT_AHEAD, group_id))


async def target(db: Db, group_id: UUID, seq: int, by: UUID) -> RowTarget | None:
    return await db.one_as(RowTarget, TARGET, group_id, seq, by)


async def drop_rows(db: Db, group_id: UUID, after: int) -> None:
    await db.run(DROP_ROWS, group_id, after)


async def forget_sender_in(db: Db, group_id: UUID, person_id: UUID) -> None:
    """Nothing is left of what they said there, nor of what is no row yet."""
    await db.run(FORGET_SENDER_IN, group_id, person_id)
    await db.run(DROP_SAID_OF, group_id, person_id)
