"""SQL of webhooks."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.webhooks.model import Hook, HookAnswer, HookDelivery, HookEventKind, HookState

HOOK = """
id, merchant_id, url, events, state, secret, old_secret, old_until, made_at, failing_since,
not_before
"""
DELIVERY = """
id, hook_id, event_id, kind, body, state, tries, made_at, due_at, tried_at, status, trouble, took_ms
"""
ADD = """
insert into webhooks_hook (id, merchant_id, url, events, secret, made_at)
values ($1, $2, $3, $4, $5, $6) on conflict do nothing
"""
FIND = f"select {HOOK} from webhooks_hook where id = $1"
LOCK = f"select {HOOK} from webhooks_hook where id = $1 for update"
OF_SHOP = f"select {HOOK} from webhooks_hook where merchant_id = $1 order by made_at, id"
COUNT = "select count(*) from webhooks_hook where merchant_id = $1"
WANTING = f"""
select {HOOK} from webhooks_hook
where merchant_id = $1 and state = 'active' and $2 = any(events)
"""
CHANGE = """
update webhooks_hook set url = $2, events = $3, state = $4,
    failing_since = case when $4 = 'active' then null else failing_since end, not_before = null
where id = $1
"""
# Made anew twice in a day: the program still has the first one.
ROTATE = """
update webhooks_hook set secret = $2,
    old_secret = case when old_until > $4 then old_secret else secret end,
    old_until = case when old_until > $4 then old_until else $3 end
where id = $1
"""
DROP = "delete from webhooks_hook where id = $1"
DROP_SHOPS = "delete from webhooks_hook where merchant_id = any($1::uuid[])"
TOLD = f"""
insert into webhooks_delivery ({DELIVERY})
select *, 'waiting', 0, $6::timestamptz, $6, null, null, '', null
from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[])
on conflict (hook_id, event_id) do nothing returning hook_id
"""
# Nobody else speaks with this address meanwhile; a process that died is over after the time.
LEASE = """
update webhooks_hook set leased_until = $3
where id = $1 and (leased_until is null or leased_until <= $2) returning id
"""
EXTEND = "update webhooks_hook set leased_until = $2 where id = $1"
RELEASE = "update webhooks_hook set leased_until = null where id = $1"
NEXT = f"""
select {DELIVERY} from webhooks_delivery
where hook_id = $1 and state = 'waiting' and due_at <= $2 order by due_at, id limit 1
"""
NEXT_DUE = "select min(due_at) from webhooks_delivery where hook_id = $1 and state = 'waiting'"
TRIED = """
update webhooks_delivery set state = $2, tries = tries + 1, tried_at = $3, due_at = $4,
    status = $5, trouble = $6, took_ms = $7
where id = $1 and state = 'waiting'
"""
WELL = """
update webhooks_hook set failing_since = null, not_before = null
where id = $1 and failing_since is not null
"""
ILL = """
update webhooks_hook set failing_since = coalesce(failing_since, $2), not_before = $3 where id = $1
"""
NOW = "update webhooks_hook set not_before = null where id = $1"
SET_STATE = "update webhooks_hook set state = $2 where id = $1"
LOG = f"""
select {DELIVERY} from webhooks_delivery
where hook_id = $1 and ($2::timestamptz is null or (made_at, id) < ($2, $3::uuid))
order by made_at desc, id desc limit $4
"""
ONE = f"select {DELIVERY} from webhooks_delivery where hook_id = $1 and id = $2 for update"
AGAIN = """
update webhooks_delivery set state = 'waiting', tries = 0, due_at = $2 where id = $1
"""
DROP_OLD = "delete from webhooks_delivery where made_at < $1 and due_at < $1"
LAST = f"""
select distinct on (hook_id) {DELIVERY} from webhooks_delivery
where hook_id = any($1::uuid[]) and tried_at is not null order by hook_id, tried_at desc, id desc
"""


async def add(db: Db, hook: Hook) -> None:
    given = (hook.id, hook.merchant_id, hook.url, hook.events, hook.secret, hook.made_at)
    await db.run(ADD, *given)


async def find(db: Db, hook_id: UUID) -> Hook | None:
    return await db.one_as(Hook, FIND, hook_id)


async def lock(db: Db, hook_id: UUID) -> Hook | None:
    """Nobody else changes it until the transaction ends."""
    return await db.one_as(Hook, LOCK, hook_id)


async def of_shop(db: Db, merchant_id: UUID) -> list[Hook]:
    return await db.all_as(Hook, OF_SHOP, merchant_id)


async def count(db: Db, merchant_id: UUID) -> int:
    return int(await db.value(COUNT, merchant_id))


async def wanting(db: Db, merchant_id: UUID, kind: HookEventKind) -> list[Hook]:
    """The addresses of a shop that are told of this kind."""
    return await db.all_as(Hook, WANTING, merchant_id, kind)


async def change(
    db: Db, hook_id: UUID, url: str, events: Sequence[HookEventKind], state: HookState
) -> None:
    await db.run(CHANGE, hook_id, url, list(events), state)


async def rotate(db: Db, hook_id: UUID, secret: bytes, old_until: datetime) -> None:
    await db.run(ROTATE, hook_id, secret, old_until, db.now)


async def drop(db: Db, hook_id: UUID) -> None:
    await db.run(DROP, hook_id)


async def drop_shops(db: Db, shops: Iterable[UUID]) -> int:
    return await db.run(DROP_SHOPS, list(shops))


async def told(db: Db, deliveries: Sequence[HookDelivery]) -> list[UUID]:
    """The addresses that were not told of it before."""
    columns = zip(
        *((one.id, one.hook_id, one.event_id, one.kind, one.body) for one in deliveries),
        strict=True,
    )
    rows = await db.rows(TOLD, *(list(one) for one in columns), db.now)
    return [row[0] for row in rows]


async def lease(db: Db, hook_id: UUID, lasts: timedelta) -> bool:
    """False while somebody else speaks with it."""
    return await db.value(LEASE, hook_id, db.now, db.now + lasts) is not None


async def extend(db: Db, hook_id: UUID, lasts: timedelta) -> None:
    """For who speaks with it."""
    await db.run(EXTEND, hook_id, db.now + lasts)


async def release(db: Db, hook_id: UUID) -> None:
    await db.run(RELEASE, hook_id)


async def next_one(db: Db, hook_id: UUID) -> HookDelivery | None:
    """What is due longest."""
    return await db.one_as(HookDelivery, NEXT, hook_id, db.now)


async def next_due(db: Db, hook_id: UUID) -> datetime | None:
    found: datetime | None = await db.value(NEXT_DUE, hook_id)
    return found


async def tried(
    db: Db, one: HookDelivery, answer: HookAnswer, state: str, due_at: datetime
) -> None:
    """Keeps what came of a delivery and when it is tried again; one that is over stays so."""
    given = (answer.status, answer.trouble, answer.took_ms)
    await db.run(TRIED, one.id, state, db.now, due_at, *given)


async def well(db: Db, hook_id: UUID) -> None:
    await db.run(WELL, hook_id)


async def ill(db: Db, hook_id: UUID, not_before: datetime) -> None:
    """An address failed, and is not called before `not_before`."""
    await db.run(ILL, hook_id, db.now, not_before)


async def now(db: Db, hook_id: UUID) -> None:
    """Somebody wants it to be tried at once."""
    await db.run(NOW, hook_id)


async def set_state(db: Db, hook_id: UUID, state: HookState) -> None:
    await db.run(SET_STATE, hook_id, state)


async def log(db: Db, hook_id: UUID, before: Position, limit: int) -> list[HookDelivery]:
    """The newest first."""
    return await db.all_as(HookDelivery, LOG, hook_id, before.at, before.id, limit)


async def one(db: Db, hook_id: UUID, delivery_id: UUID) -> HookDelivery | None:
    """Locked until the transaction ends."""
    return await db.one_as(HookDelivery, ONE, hook_id, delivery_id)


async def again(db: Db, delivery_id: UUID) -> None:
    await db.run(AGAIN, delivery_id, db.now)


async def drop_old(db: Db, before: datetime) -> None:
    """What was made before then; what waits for an address that is off, too."""
    await db.run(DROP_OLD, before)


async def last(db: Db, hooks: Iterable[UUID]) -> dict[UUID, HookDelivery]:
    """What was tried last, by address."""
    found = await db.all_as(HookDelivery, LAST, list(hooks))
    return {each.hook_id: each for each in found}
