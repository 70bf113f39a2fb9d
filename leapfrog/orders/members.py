"""Who is a member of a shop: by following it, which the market knows, or by what they got of it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from leapfrog import market
from leapfrog.kernel.db import Db
from leapfrog.market import Offer

# Orders count for so long.
COUNTED = timedelta(days=365)
BOUGHT = """
select o.merchant_id, o.buyer_id, count(*) from orders_order o
join unnest($1::uuid[], $2::uuid[]) as n (merchant_id, buyer_id)
    on n.merchant_id = o.merchant_id and n.buyer_id = o.buyer_id
where o.received_at > $3 and o.state in ('received', 'done')
group by o.merchant_id, o.buyer_id
"""


async def of_pairs(db: Db, pairs: Sequence[tuple[UUID, UUID]]) -> set[tuple[UUID, UUID]]:
    """Those of these (shop, person) who pay the shop's prices for members."""
    asked = sorted(set(pairs))
    if not asked:
        return set()
    rules = await market.member_rules(db, {shop for shop, _ in asked})
    found = await market.member_followers(db, asked)
    by_orders = [pair for pair in asked if pair[0] in rules and rules[pair[0]].kind == "buyers"]
    if by_orders:
        shops, people = [shop for shop, _ in by_orders], [person for _, person in by_orders]
        rows = await db.rows(BOUGHT, shops, people, db.now - COUNTED)
        found |= {(row[0], row[1]) for row in rows if row[2] >= rules[row[0]].least}
    return found


async def prices(db: Db, me: UUID, offers: Mapping[UUID, Offer]) -> dict[UUID, int]:
    """What one unit of each of these costs me now, in minor units: the lower one of the price for
    all and that for members, where I am one.
    """
    lowered = {one.merchant_id for one in offers.values() if one.member_price is not None}
    mine = await of_pairs(db, [(one, me) for one in lowered])
    return {
        each: price_of(one, is_member=(one.merchant_id, me) in mine) for each, one in offers.items()
    }


def price_of(offer: Offer, *, is_member: bool) -> int:
    """What one unit costs somebody: the lower one of the price for all and that for members."""
    if offer.member_price is None or not is_member:
        return offer.price
    return min(offer.member_price, offer.price)
