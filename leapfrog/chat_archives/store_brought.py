"""SQL of conversations of elsewhere that are kept as archives."""

from collections.abc import Sequence
from datetime import datetime
from typing import get_args
from uuid import UUID

import msgspec

from leapfrog.chat import Said
from leapfrog.kernel.db import Db

SOURCE = "leapfrog"
ARCHIVES = """
select a.conversation_id as id, a.external_id, a.is_group as "group", c.last_seq
from chat_archive a join chat_conversation c on c.id = a.conversation_id
where a.owner_id = $1 and a.source = $2 and ($3::uuid[] is null or a.conversation_id = any($3))
order by 1
"""
HIDDEN = "select seq from chat_hidden where (person_id, conversation_id) = ($1, $2)"
# A group has the same numbers in all towns.
SEEN_OF_GROUP = """
select coalesce(m.until_seq, c.last_seq) >= $3 as caught_up, greatest(m.hidden_to, coalesce((
    select min(s.seq) - 1 from chat_message s where s.conversation_id = c.id
), c.last_seq)) as alone
from chat_member m join chat_conversation c on c.id = m.conversation_id and c.kind = 'group'
where (m.person_id, m.conversation_id) = ($1, $2)
"""
# Of two, each town numbers for itself, and what somebody said has its id in both.
SEEN_OF_TWO = """
with seen as (
    select distinct s.client_id from chat_member m
    join chat_conversation c on c.id = m.conversation_id and c.kind = 'direct' and not c.away
    join chat_message s on s.conversation_id = m.conversation_id and s.seq > m.hidden_to
    where m.person_id = $1
)
select not bool_or(t.seq = t.last and s.client_id is null) as caught_up,
    coalesce(max(t.seq) filter (where s.client_id is null), 0) as alone
from (
    select client_id, seq, max(seq) over () as last from chat_message
    where conversation_id = $2 and kind = any($3::text[])
) t left join seen s using (client_id)
having bool_or(s.client_id is not null)
"""
OF_CONVERSATION = """
select a.conversation_id as id, c.last_at as until from chat_archive a
join chat_conversation c on c.id = a.conversation_id
join chat_member m on m.conversation_id = c.id and m.person_id = a.owner_id
where (a.owner_id, a.source, a.external_id) = ($1, $2, $3) and c.last_seq > m.hidden_to
order by c.last_at desc, 1
"""


class BroughtArchive(msgspec.Struct, frozen=True):
    """An archive of a conversation of elsewhere, how far it is, and what its id was there."""

    id: UUID
    external_id: str
    group: bool
    last_seq: int

    @property
    def of(self) -> UUID | None:
        """The conversation; None where that is no id."""
        try:
            return UUID(self.external_id)
        except ValueError:
            return None


class SeenElsewhere(msgspec.Struct, frozen=True):
    """Of an archive, whether its end is to be seen in the conversation itself, and the last row
    that is not.
    """

    caught_up: bool
    alone: int


class BroughtHistory(msgspec.Struct, frozen=True):
    """An archive of what was said in a conversation elsewhere, and when that ends."""

    id: UUID
    until: datetime


async def archives(db: Db, owner: UUID, ids: Sequence[UUID] | None) -> list[BroughtArchive]:
    """Those of somebody, or which of these are theirs."""
    wanted = None if ids is None else list(ids)
    return await db.all_as(BroughtArchive, ARCHIVES, owner, SOURCE, wanted)


async def hidden(db: Db, owner: UUID, conversation_id: UUID) -> list[int]:
    """What they deleted there for themselves."""
    return [row[0] for row in await db.rows(HIDDEN, owner, conversation_id)]


async def seen(db: Db, owner: UUID, one: BroughtArchive) -> SeenElsewhere | None:
    """None where nothing of it is to be seen but in the archive."""
    if one.group:
        return await db.one_as(SeenElsewhere, SEEN_OF_GROUP, owner, one.of, one.last_seq)
    return await db.one_as(SeenElsewhere, SEEN_OF_TWO, owner, one.id, list(get_args(Said)))


async def of_conversation(db: Db, owner: UUID, conversation_id: UUID) -> list[BroughtHistory]:
    """The histories that a person brought of a conversation, the newest first."""
    of = str(conversation_id)
    return await db.all_as(BroughtHistory, OF_CONVERSATION, owner, SOURCE, of)
