"""SQL that compares parcels with their money; each finds the deliveries that are wrong."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

CHECKS: Mapping[str, str] = {
    "price": """
select d.id from parcels_delivery d
left join escrow_trade e on e.of = 'parcels:delivery:' || d.id
where d.created_at <= $1 and coalesce(e.changed_at <= $1, true) and d.buyer_id is not null
and case
    when d.price = 0 then e.id is not null or d.settled in ('shop', 'buyer')
    when d.settled = 'shop' then e.released is distinct from d.price
    when d.settled = 'buyer' then e.refunded is distinct from d.price
    else e.amount is distinct from d.price
end
""",
    "carried": """
select p.delivery_id as id from parcels_parcel p join parcels_delivery d on d.id = p.delivery_id
where p.changed_at <= $1 and p.state = 'received'
and d.buyer_id is not null and d.settled is null
""",
    "fees": """
select p.delivery_id as id from parcels_parcel p
where p.changed_at <= $1 and p.fee_paid_at is not null and p.state <> 'received'
""",
    "ends": """
select p.delivery_id as id from parcels_parcel p
where p.changed_at <= $1 and (
    (p.state in ('received', 'returned', 'lost', 'called_off')) <> (p.ended_at is not null)
    or (p.ended_at is null) <> (p.due_at is not null)
    or p.state is distinct from (
        select e.state from parcels_event e where e.parcel_id = p.id order by e.no desc limit 1
    )
)
""",
    "cash": """
select d.id from parcels_delivery d join parcels_parcel p on p.delivery_id = d.id
left join parcels_cash c on c.parcel_id = p.id
where p.changed_at <= $1 and d.cash > 0
and (p.state = 'received') <> coalesce(c.amount = d.cash, false)
""",
}


class ParcelFault(msgspec.Struct, frozen=True):
    """What does not agree, and of which delivery."""

    check: str
    delivery_id: UUID


async def look(db: Db, check: str, until: datetime) -> list[ParcelFault]:
    """What one of the checks finds among what has not changed since then."""
    rows = await db.rows(f"{CHECKS[check]} limit 100", until)
    return [ParcelFault(check, row[0]) for row in rows]
