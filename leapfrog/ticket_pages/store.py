"""SQL of the shows of an event, a venue, an organiser."""

from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.tickets import Show

SHOW_COLUMNS = """
id, number, event_id, merchant_id, venue_id, hall_id, plan_hash, currency, starts_at, ends_at,
doors_at, state, orphans, refund_hours, most_each, why, sale_opens_at, sale_closes_at, moved_at,
was_at, passable
"""
WAS_ON_SALE = """
select exists (select from tickets_show where event_id = $1 and state <> 'draft')
"""
TO_COME = "state = 'on_sale' and ends_at > $2 order by starts_at, id limit $3"
OF_EVENT = f"select {SHOW_COLUMNS} from tickets_show where event_id = $1 and {TO_COME}"
OF_VENUE = f"select {SHOW_COLUMNS} from tickets_show where venue_id = $1 and {TO_COME}"
OF_MERCHANT = f"select {SHOW_COLUMNS} from tickets_show where merchant_id = $1 and {TO_COME}"


async def was_on_sale(db: Db, event_id: UUID) -> bool:
    """Whether an event has a show that is or was to be seen."""
    return bool(await db.value(WAS_ON_SALE, event_id))


async def of_event(db: Db, event_id: UUID, limit: int) -> list[Show]:
    """Those on sale that are not over, by their start."""
    return await db.all_as(Show, OF_EVENT, event_id, db.now, limit)


async def of_venue(db: Db, venue_id: UUID, limit: int) -> list[Show]:
    """Those on sale that are not over, by their start."""
    return await db.all_as(Show, OF_VENUE, venue_id, db.now, limit)


async def of_merchant(db: Db, merchant_id: UUID, limit: int) -> list[Show]:
    """Those on sale that are not over, by their start."""
    return await db.all_as(Show, OF_MERCHANT, merchant_id, db.now, limit)
