"""What is printed of an order, read for who may print it."""

from uuid import UUID

from leapfrog import market, orders, parcels, pay, till
from leapfrog.identity import me as person_of
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.limits import Limit
from leapfrog.orders import NoOrder, ShopOrder
from leapfrog.papers.naming import code_of, title_of
from leapfrog.papers.printed import PrintedOrder, PrintedReceipt, PrintedWay, ReceiptLine, seller_of

PRINTING = Limit("papers", 600, 3600)


async def of_shop(town: Town, me: UUID, order_id: UUID) -> PrintedOrder:
    """An order for who packs it or leads its shop. Raises `NoOrder`, `RateLimited`,
    `RoleNeeded`.
    """
    town.limit(PRINTING, str(me))
    async with town.database.reading() as db:
        order = await _to_print(db, me, order_id)
        return await _gathered(db, me, order)


async def receipt_of(town: Town, me: UUID, order_id: UUID) -> PrintedReceipt:
    """Of an order, for its buyer and who leads its shop; to the shop the sums of a present are
    hidden, since what it prints is laid in. Raises `NoMoney`, `NoOrder`, `RateLimited`,
    `RoleNeeded`.
    """
    town.limit(PRINTING, str(me))
    async with town.database.reading() as db:
        order, side = await orders.of_either(db, me, order_id)
        front = (await market.fronts(db, [order.merchant_id])).get(order.merchant_id)
        lines = await orders.lines_of(db, order_id)
        coming = (await parcels.deliveries(db, [order_id])).get(order_id)
        price = coming.price if coming else 0
        gift = await orders.gift_words(db, order)
        return PrintedReceipt(
            sign=front.sign if front else "",
            seller=seller_of(front),
            number=order.number,
            day=order.created_at.date(),
            language=await language_of(db, me),
            lines=[ReceiptLine(one.n, title_of(one), one.paid) for one in lines],
            goods=order.total,
            delivery=price if coming else None,
            back=order.refunded + (price if coming and coming.settled == "buyer" else 0),
            currency=order.currency,
            exponent=(await pay.money_terms(db)).exponent,
            hidden=side == "shop" and gift is not None,
            code=code_of(order.number),
        )


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
    """The language in which papers for this person are printed: their own."""
    return (await person_of(db, me)).language
