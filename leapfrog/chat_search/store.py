"""SQL of the search: which blocks of the logs hold which tokens."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.chat import Message
from leapfrog.chat_search.store_log import BLOCK, Block, blocks_as_seen
from leapfrog.kernel.db import Db

INDEXED = (
    "select conversation_id, seq from chat_search_indexed where conversation_id = any($1::uuid[])"
)
# As a text: asyncpg asks of each number of a list whether it is a list itself.
PUT = """
insert into chat_search (conversation_id, block, last_at, tokens)
values ($1, $2, $3, $4::text::integer[]) on conflict (conversation_id, block)
do update set last_at = excluded.last_at, tokens = case when $5 then excluded.tokens
    else array(select distinct unnest(chat_search.tokens || excluded.tokens)) end
"""
DROP = """
delete from chat_search s using unnest($1::uuid[], $2::bigint[]) as b (id, block)
where s.conversation_id = b.id and s.block = b.block
"""
REACHED = """
insert into chat_search_indexed (conversation_id, seq)
select * from unnest($1::uuid[], $2::bigint[])
on conflict (conversation_id) do update set seq = excluded.seq
"""
FORGET = "delete from chat_search_indexed where conversation_id = any($1::uuid[])"


def _hits(having: str = "") -> str:
    return f"""
    select s.conversation_id as id, s.block, s.last_at from chat_search s
    where {having} s.conversation_id = any(array(select id from span))
        and ($6::timestamptz is null or (s.last_at, s.conversation_id, s.block) < ($6, $7, $8))
        and ($4::text[] is null or exists (
            select from chat_attachment a where a.conversation_id = s.conversation_id
                and a.seq between s.block * {BLOCK} and s.block * {BLOCK} + {BLOCK - 1}
        ))
    order by s.last_at desc, s.conversation_id desc, s.block desc limit $9
"""


WITH_TOKENS = blocks_as_seen(_hits("s.tokens @> $10::integer[] and"))
# For what has no token of its own, like a single letter.
WITHOUT = blocks_as_seen(_hits())


class Hit(msgspec.Struct, frozen=True, array_like=True):
    """A block in which something may be, and when its last message was said."""

    place: UUID
    block: int
    last_at: datetime


class SearchQuery(msgspec.Struct, frozen=True):
    """The tokens of what is searched for, in all of one's conversations or in one; said by one
    person; `kinds`, all of which come with a file; `links`: with an address of the net in it.
    """

    tokens: Sequence[int]
    conversation_id: UUID | None
    sender_id: UUID | None = None
    kinds: Sequence[str] | None = None
    links: bool = False


async def indexed(db: Db, ids: Iterable[UUID]) -> dict[UUID, int]:
    """Up to which seq the search knows the logs of these conversations; nothing of one: none."""
    return {row[0]: row[1] for row in await db.rows(INDEXED, list(ids))}


def array_text(tokens: Iterable[int]) -> str:
    """Tokens as `put` takes them."""
    return "{" + ",".join(map(str, tokens)) + "}"


async def put(db: Db, entries: Sequence[tuple[UUID, int, datetime, str, bool]]) -> None:
    """(conversation, block, time of the last message, `array_text` of the tokens, whether these are
    all of the block instead of more)
    """
    await db.run_many(PUT, entries)


async def drop(db: Db, blocks: Sequence[Block]) -> None:
    """Nothing is said in these any more."""
    await db.run(DROP, [block[0] for block in blocks], [block[1] for block in blocks])


async def reached(db: Db, ends: Sequence[tuple[UUID, int]]) -> None:
    """The search knows each (conversation, seq)'s log up to there."""
    await db.run(REACHED, [end[0] for end in ends], [end[1] for end in ends])


async def forget(db: Db, ids: Iterable[UUID]) -> None:
    """The search knows nothing of these logs any more, and reads them from their beginning."""
    await db.run(FORGET, list(ids))


async def find(
    db: Db, person_id: UUID, wanted: SearchQuery, before: Hit | None, limit: int
) -> dict[Hit, list[Message]]:
    """Blocks that have all tokens, the newest first, after `before`; and what this person sees of
    what is said there, in order.
    """
    place = (before.last_at, before.place, before.block) if before else (None,) * 3
    kept_to = (wanted.conversation_id, wanted.sender_id, wanted.kinds, wanted.links)
    given = (person_id, *kept_to, *place, limit)
    if wanted.tokens:
        rows = await db.pairs_as(Hit, Message, WITH_TOKENS, *given, wanted.tokens)
    else:
        rows = await db.pairs_as(Hit, Message, WITHOUT, *given)
    found: dict[Hit, list[Message]] = {}
    for hit, message in rows:
        said = found.setdefault(hit, [])
        if message:
            said.append(message)
    return found
