"""What is printed of an order, read for who may print it."""

from uuid import UUID

from leapfrog import market, orders, parcels, pay, till
from leapfrog.identity import me as person_of
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.limits import Limit
from leapfrog.orders import NoOrder, ShopOrder
from leapfrog.papers.printed import PrintedMoney, PrintedOrder, PrintedWay

PRINTING = Limit("papers", 600, 3600)


async def of_shop(town: Town, me: UUID, order_id: UUID) -> PrintedOrder:
    """An order for who packs it or leads its shop. Raises `NoOrder`, `RateLimited`,
    `RoleNeeded`.
    """
    town.limit(PRINTING, str(me))
    async with town.database.reading() as db:
        order = await _to_print(db, me, order_id)
        return await _gathered(db, me, order)


async def of_both(town: Town, me: UUID, order_id: UUID) -> tuple[PrintedOrder, PrintedMoney]:
    """An order with its sums, for its buyer and who leads its shop; to the shop those of a present
    are hidden, since what it prints is laid in. Raises `NoMoney`, `NoOrder`, `RateLimited`,
    `RoleNeeded`.
    """
    town.limit(PRINTING, str(me))
    async with town.database.reading() as db:
        order, side = await orders.of_either(db, me, order_id)
        found = await _gathered(db, me, order)
        coming = found.way.delivery if found.way else None
        price = coming.price if coming else 0
        money = PrintedMoney(
            currency=order.currency,
            exponent=(await pay.money_terms(db)).exponent,
            delivery=price,
            delivery_back=price if coming and coming.settled == "buyer" else 0,
            hidden=side == "shop" and found.gift is not None,
        )
        return found, money


async def _gathered(db: Db, me: UUID, order: ShopOrder) -> PrintedOrder:
    front = (await market.fronts(db, [order.merchant_id])).get(order.merchant_id)
    return PrintedOrder(
        order=order,
        lines=await orders.lines_of(db, order.id),
        sign=front.sign if front else "",
        language=await language_of(db, me),
        gift=await orders.gift_words(db, order),
        way=await _way(db, order.id),
    )


async def _to_print(db: Db, me: UUID, order_id: UUID) -> ShopOrder:
    """For who leads the shop, and until all is received for who packs."""
    try:
        order, side = await orders.of_either(db, me, order_id)
    except till.RoleNeeded:
        return await orders.one_to_pack(db, me, order_id)
    if side != "shop":
        raise NoOrder
    return order


async def _way(db: Db, order_id: UUID) -> PrintedWay | None:
    coming = (await parcels.deliveries(db, [order_id])).get(order_id)
    if coming is None:
        return None
    found = (await parcels.of_deliveries(db, [order_id])).get(order_id, [])
    points = await parcels.points_of(db, [coming.point_id] if coming.point_id else [])
    named = await parcels.points_shown(db, points.values())
    open_ones = [one for one in found if one.ended_at is None]
    return PrintedWay(coming, open_ones, named[0].name if named else "")


async def language_of(db: Db, me: UUID) -> str:
    """In which language somebody prints."""
    return (await person_of(db, me)).language
