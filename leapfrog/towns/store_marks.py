"""SQL of how far people here have what people elsewhere said."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog.chat_content import CARRIED, EVENTS
from leapfrog.kernel.db import Db
from leapfrog.towns.store_ties import Pair

# The last of the other one's messages that is on a device of somebody here, and that they read.
REACHED = """
select m.conversation_id, got.seq as got_seq, got.client_id as got, done.seq as read_seq,
    done.client_id as read
from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as w (place, here, there)
join chat_member m on (m.conversation_id, m.person_id) = (w.place, w.here)
left join lateral (
    select s.seq, s.client_id from chat_message s
    where s.conversation_id = w.place and s.sender_id = w.there and s.kind = any($4::text[])
        and s.seq <= greatest(m.read_seq, m.delivered_seq)
    order by s.seq desc limit 1
) got on true
left join lateral (
    select s.seq, s.client_id from chat_message s
    where s.conversation_id = w.place and s.sender_id = w.there and s.kind = any($4::text[])
        and s.seq <= m.read_seq
    order by s.seq desc limit 1
) done on true
"""
# Those that know less: each of these is told.
MARKED = """
update towns_tie e set got_seq = greatest(e.got_seq, n.got), read_seq = greatest(e.read_seq, n.done)
from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[]) as n (here, there, got, done)
where (e.person_id, e.other_id) = (n.here, n.there) and (e.got_seq < n.got or e.read_seq < n.done)
returning e.person_id, e.other_id
"""


class Reached(msgspec.Struct, frozen=True):
    """The last messages of the other one that are on a device here, and read: place, client id."""

    conversation_id: UUID
    got_seq: int | None
    got: UUID | None
    read_seq: int | None
    read: UUID | None


async def reached(db: Db, talks: Sequence[tuple[UUID, UUID, UUID]]) -> dict[UUID, Reached]:
    """By conversation, how far somebody here has what the other one said (conversation, here,
    there); of who is not there, nothing.
    """
    said = sorted(CARRIED - EVENTS)
    columns = list(map(list, zip(*talks, strict=True))) or [[], [], []]
    found = await db.all_as(Reached, REACHED, *columns, said)
    return {one.conversation_id: one for one in found}


async def marked(db: Db, reached: Mapping[Pair, Reached]) -> set[Pair]:
    """Notes how far was told; answers of whom it was not told before."""
    here, there = [two[0] for two in reached], [two[1] for two in reached]
    got = [one.got_seq or 0 for one in reached.values()]
    read = [one.read_seq or 0 for one in reached.values()]
    return {(row[0], row[1]) for row in await db.rows(MARKED, here, there, got, read)}
