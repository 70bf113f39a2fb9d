"""SQL of red packets and of what was found in them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.packets.model import Packet, PacketRules, PacketShare

COLUMNS = """
id, conversation_id, direct, sender_id, sharing, for_id, phrase, greeting, currency, account, payer,
amount, shares, opened, taken, seed, state, created_at, ends_at, closed_at
"""
ADD = f"""
insert into packets_packet ({COLUMNS}) values (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20
)
"""
MANY = f"select {COLUMNS} from packets_packet where id = any($1::uuid[]) order by id"
# In the order of their ids, so that nobody waits in a ring.
LOCK = f"{MANY} for no key update"
SENT = """
select coalesce(sum(amount), 0)::bigint from packets_packet where sender_id = $1 and created_at > $2
"""
SHARE = "packet_id, n, person_id, amount, claim_id, thanks, at"
SHARES = f"select {SHARE} from packets_share where packet_id = any($1::uuid[]) order by n"
ADD_SHARES = """
insert into packets_share (packet_id, n, person_id, amount, claim_id, at)
select *, $6 from unnest($1::uuid[], $2::int[], $3::uuid[], $4::bigint[], $5::uuid[])
"""
COUNT = """
update packets_packet p set opened = p.opened + g.many, taken = p.taken + g.taken,
    state = case when p.opened + g.many = p.shares then 'empty' else 'open' end,
    closed_at = case when p.opened + g.many = p.shares then $3::timestamptz end
from (
    select id, count(*)::int as many, sum(amount)::bigint as taken
    from unnest($1::uuid[], $2::bigint[]) as given (id, amount) group by id
) g where p.id = g.id
"""
EXPIRE = "update packets_packet set state = 'expired', closed_at = $2 where id = $1"
THANK = "update packets_share set thanks = $3 where packet_id = $1 and person_id = $2"
WAITING = f"""
select {COLUMNS} from packets_packet p
where conversation_id = any($2::uuid[]) and state = 'open' and ends_at > $3 and sender_id <> $1
    and (for_id is null or for_id = $1)
    and not exists (select from packets_share s where s.packet_id = p.id and s.person_id = $1)
order by created_at desc, id
"""
SENT_BY = f"select {COLUMNS} from packets_packet where sender_id = $1 order by created_at, id"
FOUND_BY = f"select {SHARE} from packets_share where person_id = $1 order by at, packet_id"
FORGET_WORDS = "update packets_packet set greeting = '', phrase = null where sender_id = $1"
FORGET_THANKS = """
update packets_share set thanks = '' where person_id = $1 and thanks <> ''
"""

RULES = 'select allowed as "on", most, daily, shares from packets_rules'
SET_RULES = """
insert into packets_rules (allowed, most, daily, shares) values ($1, $2, $3, $4)
on conflict (only_one) do update set
    allowed = excluded.allowed, most = excluded.most, daily = excluded.daily,
    shares = excluded.shares
"""


async def rules(db: Db) -> PacketRules | None:
    return await db.one_as(PacketRules, RULES)


async def set_rules(db: Db, new: PacketRules) -> None:
    await db.run(SET_RULES, new.on, new.most, new.daily, new.shares)


async def add(db: Db, packet: Packet) -> None:
    await db.run(ADD, *(getattr(packet, name) for name in Packet.__struct_fields__))


async def many(db: Db, ids: Iterable[UUID]) -> dict[UUID, Packet]:
    return {one.id: one for one in await db.all_as(Packet, MANY, list(ids))}


async def lock(db: Db, ids: Iterable[UUID]) -> dict[UUID, Packet]:
    """Nobody else opens or ends these until the commit."""
    return {one.id: one for one in await db.all_as(Packet, LOCK, list(ids))}


async def sent_since(db: Db, person_id: UUID, moment: datetime) -> int:
    """How much somebody put into packets since then."""
    return int(await db.value(SENT, person_id, moment))


async def shares(db: Db, ids: Iterable[UUID]) -> list[PacketShare]:
    """What was found in these."""
    return await db.all_as(PacketShare, SHARES, list(ids))


async def add_shares(db: Db, found: Sequence[PacketShare]) -> None:
    """The packets are locked; one that was opened for the last time is empty."""
    ids, amounts = [each.packet_id for each in found], [each.amount for each in found]
    people, claims = [each.person_id for each in found], [each.claim_id for each in found]
    await db.run(ADD_SHARES, ids, [each.n for each in found], people, amounts, claims, db.now)
    await db.run(COUNT, ids, amounts, db.now)


async def expire(db: Db, packet_id: UUID) -> None:
    await db.run(EXPIRE, packet_id, db.now)


async def thank(db: Db, packet_id: UUID, person_id: UUID, words: str) -> bool:
    """Whether they had opened it."""
    return await db.run(THANK, packet_id, person_id, words) == 1


async def waiting(db: Db, person_id: UUID, conversations: Sequence[UUID]) -> list[Packet]:
    """Which somebody may open there and has not opened, the newest first."""
    return await db.all_as(Packet, WAITING, person_id, list(conversations), db.now)


async def sent_by(db: Db, person_id: UUID) -> list[Packet]:
    return await db.all_as(Packet, SENT_BY, person_id)


async def found_by(db: Db, person_id: UUID) -> list[PacketShare]:
    return await db.all_as(PacketShare, FOUND_BY, person_id)


async def forget(db: Db, person_id: UUID) -> int:
    """What somebody wrote on packets; the amounts belong to the others as well."""
    await db.run(FORGET_THANKS, person_id)
    return await db.run(FORGET_WORDS, person_id)
