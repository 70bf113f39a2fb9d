"""SQL of conversations that go by private notes, and of the notes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.chat_content import CARRIED_BY_NOTE
from leapfrog.kernel.db import Db

BEGIN = """
insert into private_notes_talk (conversation_id, host, begun_there, told_seq, at)
select c.id, $2, $3, c.last_seq, $4 from chat_conversation c where c.id = $1
on conflict (conversation_id) do nothing
"""
END = "delete from private_notes_talk where conversation_id = $1"
LOCK = """
select c.id, c.one_id, c.other_id, t.told_seq from private_notes_talk t
join chat_conversation c on c.id = t.conversation_id and c.kind = 'direct'
where t.conversation_id = $1 for update of t
"""
OF_TWO = """
select t.conversation_id from private_notes_talk t
join chat_conversation c on c.id = t.conversation_id
where (c.one_id, c.other_id) = (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid))
"""
OF_PERSON = """
select c.id, c.one_id, c.other_id, t.told_seq from private_notes_talk t
join chat_conversation c on c.id = t.conversation_id where $1 in (c.one_id, c.other_id)
order by c.id
"""
BEGUN_THERE = """
select count(*) from private_notes_talk t
join chat_conversation c on c.id = t.conversation_id
where t.host = $1 and t.begun_there and t.at > $2 and ($3::uuid is null or c.asked_by = $3)
"""
TOLD = "update private_notes_talk set told_seq = $2 where conversation_id = $1"
# What one of two said since then, and to what of whom it refers.
SAID = """
select m.seq, m.client_id, m.kind, m.body, m.meta, m.created_at, m.recalled, m.edited_at,
    r.seq as ref_seq, r.sender_id as ref_by, r.client_id as ref_id
from chat_message m
left join chat_message r on r.conversation_id = m.conversation_id and r.seq = m.ref
where m.conversation_id = $1 and m.sender_id = $2 and m.seq > $3 and m.kind = any($4::text[])
    and m.imported is null
order by m.seq limit $5
"""
ONE = """
select m.seq, m.client_id, m.kind, m.body, m.meta, m.created_at, m.recalled, m.edited_at,
    r.seq as ref_seq, r.sender_id as ref_by, r.client_id as ref_id
from chat_message m
left join chat_message r on r.conversation_id = m.conversation_id and r.seq = m.ref
where m.conversation_id = $1 and m.seq = $2
"""
SEQ_OF = """
select seq, recalled from chat_message
where (conversation_id, sender_id, client_id) = ($1, $2, $3)
"""
ADD_NOTE = """
insert into private_notes_note (uri, conversation_id, files, edited_at, at)
values ($1, $2, $3, $4, $5)
on conflict (uri) do nothing
"""
NOTE = """
select uri, conversation_id, files, edited_at, gone, at from private_notes_note where uri = $1
"""
LOCK_NOTE = f"{NOTE} for update"
CHANGE_NOTE = "update private_notes_note set files = $2, edited_at = $3 where uri = $1"
GONE = "update private_notes_note set gone = true where uri = $1"
# The note of a message that came: its client id is made of the name.
NOTES_OF = """
select uri from private_notes_note where conversation_id = $1 and not gone
order by at desc limit 500
"""
ADD_SENT = """
insert into private_notes_sent (activity_id, conversation_id, client_id, at) values ($1, $2, $3, $4)
"""
TAKE_SENT = """
delete from private_notes_sent where activity_id = $1 returning conversation_id, client_id
"""
DROP_SENT = "delete from private_notes_sent where at < $1"
TOKEN = """
insert into private_notes_file (token, conversation_id, seq) values ($3, $1, $2)
on conflict (conversation_id, seq) do update set seq = excluded.seq returning token
"""
DROP_TOKEN = "delete from private_notes_file where (conversation_id, seq) = ($1, $2)"
BY_TOKEN = """
select m.sender_id, (m.meta ->> 'file')::uuid as file_id from private_notes_file f
join private_notes_talk t on t.conversation_id = f.conversation_id
join chat_message m on m.conversation_id = f.conversation_id and m.seq = f.seq
where f.token = $1 and not m.recalled and m.meta ? 'file'
"""


class NoteTalk(msgspec.Struct, frozen=True):
    """Who talks by notes, and up to where what the one here said was sent."""

    id: UUID
    one_id: UUID
    other_id: UUID
    told_seq: int


class SaidByNote(msgspec.Struct, frozen=True):
    """Something that somebody here said, and to what of whom it refers."""

    seq: int
    client_id: UUID
    kind: str
    body: str
    meta: dict[str, Any] | None
    created_at: datetime
    recalled: bool
    edited_at: datetime | None
    ref_seq: int | None
    ref_by: UUID | None
    ref_id: UUID | None


class KeptNote(msgspec.Struct, frozen=True):
    """A note that came: where it is, what it shows, whether it is gone."""

    uri: str
    conversation_id: UUID
    files: list[dict[str, str]]
    edited_at: datetime | None
    gone: bool
    at: datetime


class GivenFile(msgspec.Struct, frozen=True):
    """A file that is given to who has its secret, and who sent it."""

    sender_id: UUID
    file_id: UUID


class LoggedPart(msgspec.Struct, frozen=True):
    """Where a message is in the log."""

    seq: int
    recalled: bool


class LostMessage(msgspec.Struct, frozen=True):
    """A message that was sent and not delivered."""

    conversation_id: UUID
    client_id: UUID


async def begin(db: Db, conversation_id: UUID, host: str, *, there: bool) -> bool:
    """What was said before stays here. False when it goes by notes already."""
    return await db.run(BEGIN, conversation_id, host, there, db.now) == 1


async def end(db: Db, conversation_id: UUID) -> None:
    await db.run(END, conversation_id)


async def lock(db: Db, conversation_id: UUID) -> NoteTalk | None:
    return await db.one_as(NoteTalk, LOCK, conversation_id)


async def of_two(db: Db, one: UUID, other: UUID) -> UUID | None:
    found: UUID | None = await db.value(OF_TWO, one, other)
    return found


async def of_person(db: Db, person_id: UUID) -> list[NoteTalk]:
    return await db.all_as(NoteTalk, OF_PERSON, person_id)


async def begun_there(db: Db, host: str, since: datetime, by: UUID | None = None) -> int:
    """How many of a server, or how often one of them, wrote to strangers here since then."""
    return int(await db.value(BEGUN_THERE, host, since, by))


async def told(db: Db, conversation_id: UUID, seq: int) -> None:
    await db.run(TOLD, conversation_id, seq)


async def said(db: Db, conversation_id: UUID, by: UUID, after: int, limit: int) -> list[SaidByNote]:
    kinds = sorted(CARRIED_BY_NOTE)
    return await db.all_as(SaidByNote, SAID, conversation_id, by, after, kinds, limit)


async def message(db: Db, conversation_id: UUID, seq: int) -> SaidByNote | None:
    return await db.one_as(SaidByNote, ONE, conversation_id, seq)


async def place_of(db: Db, conversation_id: UUID, by: UUID, client_id: UUID) -> LoggedPart | None:
    """Where somebody's message is in the log."""
    return await db.one_as(LoggedPart, SEQ_OF, conversation_id, by, client_id)


async def add_note(
    db: Db, uri: str, conversation_id: UUID, files: Sequence[Any], edited: datetime | None
) -> bool:
    """False when it came already."""
    shown = msgspec.to_builtins(files)
    return await db.run(ADD_NOTE, uri, conversation_id, shown, edited, db.now) == 1


async def note(db: Db, uri: str, *, locked: bool = False) -> KeptNote | None:
    return await db.one_as(KeptNote, LOCK_NOTE if locked else NOTE, uri)


async def change_note(db: Db, uri: str, files: Sequence[Any], edited: datetime | None) -> None:
    await db.run(CHANGE_NOTE, uri, msgspec.to_builtins(files), edited)


async def gone(db: Db, uri: str) -> None:
    await db.run(GONE, uri)


async def notes_of(db: Db, conversation_id: UUID) -> list[str]:
    """The names of what came there."""
    return [row[0] for row in await db.rows(NOTES_OF, conversation_id)]


async def add_sent(db: Db, activity_id: UUID, conversation_id: UUID, client_id: UUID) -> None:
    await db.run(ADD_SENT, activity_id, conversation_id, client_id, db.now)


async def take_sent(db: Db, activity_id: UUID) -> LostMessage | None:
    return await db.one_as(LostMessage, TAKE_SENT, activity_id)


async def drop_sent(db: Db, before: datetime) -> None:
    await db.run(DROP_SENT, before)


async def token(db: Db, conversation_id: UUID, seq: int, new: str) -> str:
    """The secret of the file of this message: `new`, or the one that it has."""
    found: str = await db.value(TOKEN, conversation_id, seq, new)
    return found


async def drop_token(db: Db, conversation_id: UUID, seq: int) -> None:
    await db.run(DROP_TOKEN, conversation_id, seq)


async def by_token(db: Db, token: str) -> GivenFile | None:
    return await db.one_as(GivenFile, BY_TOKEN, token)
