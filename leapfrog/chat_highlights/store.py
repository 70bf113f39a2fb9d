"""SQL of stars and pins."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.chat import MESSAGE_COLUMNS, Message
from leapfrog.kernel.db import Db

# Of the places `x`, those whose message the person ($1) sees now.
SEEN = """
join chat_member p on p.conversation_id = x.conversation_id and p.person_id = $1
join chat_conversation c on c.id = x.conversation_id
join chat_message m on m.conversation_id = x.conversation_id and m.seq = x.seq
where m.seq > p.hidden_to and m.seq <= coalesce(p.until_seq, c.last_seq) and not m.recalled
    and m.kind not in ('edit', 'recall', 'reaction', 'system')
    and not exists (
        select from chat_hidden h
        where (h.person_id, h.conversation_id, h.seq) = ($1, m.conversation_id, m.seq)
    )
"""
IS_SEEN = f"""
select exists (
    select from (values ($2::uuid, $3::bigint)) as x (conversation_id, seq) {SEEN}
)
"""
IS_MEMBER = """
select exists (select from chat_member where person_id = $1 and conversation_id = $2)
"""
STAR = """
insert into chat_highlights_star (person_id, conversation_id, seq, starred_at)
values ($1, $2, $3, $4) on conflict do nothing
"""
UNSTAR = """
delete from chat_highlights_star where (person_id, conversation_id, seq) = ($1, $2, $3)
"""
COUNT_STARS = "select count(*) from chat_highlights_star where person_id = $1"
STARRED = f"""
select x.starred_at, {MESSAGE_COLUMNS} from chat_highlights_star x {SEEN}
    and x.person_id = $1 and ($2::timestamptz is null
        or (x.starred_at, x.conversation_id, x.seq) < ($2, $3::uuid, $4::bigint))
order by x.starred_at desc, x.conversation_id desc, x.seq desc limit $5
"""
STARRED_IN = """
select seq from chat_highlights_star where person_id = $1 and conversation_id = $2 order by seq
"""
# Who pins holds the conversation, so that two at once do not pin one too many.
LOCK = "select id from chat_conversation where id = $1 for no key update"
PIN = """
insert into chat_highlights_pin (conversation_id, seq, pinned_by, pinned_at)
values ($1, $2, $3, $4) on conflict do nothing returning seq
"""
UNPIN = """
delete from chat_highlights_pin where (conversation_id, seq) = ($1, $2) returning seq
"""
PINNED = f"""
select x.pinned_by, x.pinned_at, {MESSAGE_COLUMNS} from chat_highlights_pin x {SEEN}
    and x.conversation_id = $2
order by x.pinned_at desc, x.seq desc
"""
# What was recalled is no pin any more, for nobody.
COUNT_PINS = """
select count(*) from chat_highlights_pin x
join chat_message m on m.conversation_id = x.conversation_id and m.seq = x.seq
where x.conversation_id = $1 and not m.recalled
"""
# A mark on what is gone is none to take along.
STARS_OF = f"""
select x.conversation_id, x.seq, x.starred_at as at from chat_highlights_star x {SEEN}
    and x.person_id = $1
order by x.starred_at, x.conversation_id, x.seq
"""
PINS_OF = f"""
select x.conversation_id, x.seq, x.pinned_at as at from chat_highlights_pin x {SEEN}
    and x.pinned_by = $1
order by x.pinned_at, x.conversation_id, x.seq
"""
RESTORE_STAR = f"""
insert into chat_highlights_star (person_id, conversation_id, seq, starred_at)
select $1, x.conversation_id, x.seq, x.at
from unnest($2::uuid[], $3::bigint[], $4::timestamptz[]) as x (conversation_id, seq, at) {SEEN}
on conflict do nothing
"""
# A file pins nothing over the conversations of others in this town.
RESTORE_PIN = f"""
insert into chat_highlights_pin (conversation_id, seq, pinned_by, pinned_at)
select x.conversation_id, x.seq, $1, x.at
from unnest($2::uuid[], $3::bigint[], $4::timestamptz[]) as x (conversation_id, seq, at) {SEEN}
    and not exists (
        select from chat_member o join identity_person i on i.id = o.person_id
        where o.conversation_id = c.id and o.person_id <> $1 and i.kind = 'person'
    )
on conflict do nothing
"""
ERASE_STARS = "delete from chat_highlights_star where person_id = $1"
ERASE_PINS = "delete from chat_highlights_pin where pinned_by = $1"


class StarMark(msgspec.Struct, frozen=True):
    """When somebody starred what stands beside it."""

    starred_at: datetime


class PinMark(msgspec.Struct, frozen=True):
    """Who pinned what stands beside it, and when."""

    pinned_by: UUID
    pinned_at: datetime


class HighlightRow(msgspec.Struct, frozen=True):
    """A message that somebody starred or pinned, by its place, and when."""

    conversation_id: UUID
    seq: int
    at: datetime


class StarPosition(msgspec.Struct, frozen=True, array_like=True):
    """The last star of a page."""

    at: datetime
    conversation_id: UUID
    seq: int


async def is_member(db: Db, person_id: UUID, conversation_id: UUID) -> bool:
    """Whether it is, or was, a conversation of theirs."""
    return bool(await db.value(IS_MEMBER, person_id, conversation_id))


async def is_seen(db: Db, person_id: UUID, conversation_id: UUID, seq: int) -> bool:
    """Whether something was said there that they see."""
    return bool(await db.value(IS_SEEN, person_id, conversation_id, seq))


async def star(db: Db, person_id: UUID, conversation_id: UUID, seq: int) -> None:
    """Twice is once."""
    await db.run(STAR, person_id, conversation_id, seq, db.now)


async def unstar(db: Db, person_id: UUID, conversation_id: UUID, seq: int) -> None:
    """What has no star stays without."""
    await db.run(UNSTAR, person_id, conversation_id, seq)


async def count_stars(db: Db, person_id: UUID) -> int:
    return int(await db.value(COUNT_STARS, person_id))


async def starred(
    db: Db, person_id: UUID, before: StarPosition | None, limit: int
) -> list[tuple[StarMark, Message]]:
    """What they starred and see, what was starred last first."""
    place = msgspec.structs.astuple(before) if before else (None,) * 3
    rows = await db.pairs_as(StarMark, Message, STARRED, person_id, *place, limit)
    return [(mark, message) for mark, message in rows if message]


async def starred_in(db: Db, person_id: UUID, conversation_id: UUID) -> list[int]:
    """Which messages of a conversation they starred."""
    return [row[0] for row in await db.rows(STARRED_IN, person_id, conversation_id)]


async def lock(db: Db, conversation_id: UUID) -> None:
    """Nobody else pins or writes there until the commit."""
    await db.run(LOCK, conversation_id)


async def pin(db: Db, person_id: UUID, conversation_id: UUID, seq: int) -> bool:
    """Answers whether it is new."""
    return await db.value(PIN, conversation_id, seq, person_id, db.now) is not None


async def unpin(db: Db, conversation_id: UUID, seq: int) -> bool:
    """Answers whether it was pinned."""
    return await db.value(UNPIN, conversation_id, seq) is not None


async def count_pins(db: Db, conversation_id: UUID) -> int:
    return int(await db.value(COUNT_PINS, conversation_id))


async def pinned(db: Db, person_id: UUID, conversation_id: UUID) -> list[tuple[PinMark, Message]]:
    """What is pinned there and they see, what was pinned last first."""
    rows = await db.pairs_as(PinMark, Message, PINNED, person_id, conversation_id)
    return [(mark, message) for mark, message in rows if message]


async def stars_of(db: Db, person_id: UUID) -> list[HighlightRow]:
    return await db.all_as(HighlightRow, STARS_OF, person_id)


async def pins_of(db: Db, person_id: UUID) -> list[HighlightRow]:
    """What they pinned, wherever."""
    return await db.all_as(HighlightRow, PINS_OF, person_id)


async def restore_stars(db: Db, person_id: UUID, rows: Sequence[HighlightRow]) -> int:
    """Those whose message is here; answers how many are new."""
    return await db.run(RESTORE_STAR, person_id, *_columns(rows))


async def restore_pins(db: Db, person_id: UUID, rows: Sequence[HighlightRow]) -> int:
    """Those whose message is here, where nobody else of this town is; answers how many are new."""
    return await db.run(RESTORE_PIN, person_id, *_columns(rows))


def _columns(
    rows: Sequence[HighlightRow],
) -> tuple[list[UUID], list[int], list[datetime]]:
    return (
        [one.conversation_id for one in rows],
        [one.seq for one in rows],
        [one.at for one in rows],
    )


async def erase_stars(db: Db, person_id: UUID) -> int:
    return await db.run(ERASE_STARS, person_id)


async def erase_pins(db: Db, person_id: UUID) -> int:
    return await db.run(ERASE_PINS, person_id)
