"""Buying again what was bought: into the cart, with the price and the stock of today."""

from collections import Counter
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import market, stock
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.market import Offer
from leapfrog.orders import cart, members, store, store_cart
from leapfrog.orders.errors import NoOrder
from leapfrog.orders.model import OrderLine
from leapfrog.orders.news import CHANGED

Again = Literal["put", "fewer", "sold_out", "gone"]


class LineAgain(msgspec.Struct, frozen=True):
    """What becomes of what was bought, the lines of one thing together: it was `put` in the cart,
    `fewer` of it than before, it is `sold_out` or `gone` from sale. `n`: how many are in the cart
    now; `price_then`, `price_now`: of one, in minor units.
    """

    no: int
    title: str
    options: list[str]
    became: Again
    n: int
    price_then: int
    price_now: int | None


async def buy_again(db: Db, me: UUID, order_id: UUID) -> list[LineAgain]:
    """Puts what can be had of my order into my cart, as many of each as were bought, or as many as
    are there already where that is more; again is the same. Answers what became of each line.
    Raises `NoOrder`, `CartFull`.
    """
    order = (await store.find(db, [order_id])).get(order_id)
    if order is None or order.buyer_id != me:
        raise NoOrder
    lines = (await store.lines(db, [order_id]))[order_id]
    offers = await market.offers(db, [line.variant_id for line in lines])
    fronts = await market.fronts(db, [order.merchant_id])
    sells = order.merchant_id in fronts and fronts[order.merchant_id].state in ("open", "limited")
    free = await stock.free(db, [pool for one in offers.values() for pool in one.pools])
    # What came from several shelves is several lines of one thing: it is one row of the cart.
    bought = Counter[UUID]()
    for line in lines:
        bought[line.variant_id] += line.n
    there = {row.variant_id: row.n for row in await store_cart.of_person(db, me)}
    prices = await members.prices(db, me, offers)
    found = []
    for variant_id, wanted in bought.items():
        line = next(one for one in lines if one.variant_id == variant_id)
        offer = offers.get(variant_id) if sells else None
        most = _most(offer, cart.left(offer, free))
        n = min(wanted, most)
        if n:
            n = max(n, min(there.get(variant_id, 0), _limit(offer)))
            await cart.put_row(db, me, variant_id, n)
        line = msgspec.structs.replace(line, n=wanted)
        found.append(_became(line, prices.get(variant_id) if offer else None, n))
    stream.tell(db, [me], CHANGED)
    return found


def _most(offer: Offer | None, left: int) -> int:
    return min(left, _limit(offer))


def _limit(offer: Offer | None) -> int:
    limit = offer.purchase_limit if offer else None
    return cart.MOST_UNITS if limit is None else min(limit, cart.MOST_UNITS)


def _became(line: OrderLine, price: int | None, n: int) -> LineAgain:
    became: Again = "gone" if price is None else "sold_out"
    if n:
        became = "put" if n >= line.n else "fewer"
    return LineAgain(
        no=line.no,
        title=line.title,
        options=line.options,
        became=became,
        n=n,
        price_then=line.unit_price,
        price_now=price,
    )
