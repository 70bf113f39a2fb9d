"""What a payment of a quote would become, before stock and money agree."""

import secrets
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import escrow
from leapfrog.coupons import CouponUse
from leapfrog.escrow import EscrowTerms, EscrowTimes
from leapfrog.kernel.ids import derived_id
from leapfrog.orders.model import (
    PARCEL_TAKES,
    PICKUP_KEEPS,
    TRACKED,
    WITHDRAWAL,
    BuyingRight,
    CartPayment,
    Delivery,
    OrderLine,
    ShopOrder,
    claim_of,
    ref_of,
)
from leapfrog.orders.present_model import Gift
from leapfrog.orders.quotes import CartQuote, QuoteLine, QuoteShop, Recipient
from leapfrog.orders.shelves import Shelves
from leapfrog.orders.worth import part_worth
from leapfrog.parcels import AgreedDelivery, Service
from leapfrog.stock import Granted

KINDS: dict[Delivery, Literal["pickup", "local", "parcel"]] = {
    "pickup": "pickup",
    "own": "local",
    "courier": "parcel",
    "point": "parcel",
}


class Draft(msgspec.Struct):
    """A payment, its orders and their lines; by their claims the rights to buy that are used, by
    their orders those of which a deposit was paid. Which pools granted each claim, and when the
    money of each order falls due, are known once both have agreed.
    """

    payment: CartPayment
    orders: list[ShopOrder]
    lines: list[OrderLine]
    deliveries: list[AgreedDelivery]
    gifts: list[Gift] = []
    rights: dict[UUID, UUID] = {}
    deposits: dict[UUID, BuyingRight] = {}
    granted: dict[UUID, tuple[Granted, ...]] = {}
    due: dict[UUID, datetime | None] = {}

    @property
    def coupons(self) -> CouponUse:
        """Which coupons are used for which of the orders."""
        used = {each.id: one.id for one in self.orders for each in one.coupons}
        return CouponUse(self.payment.buyer_id, used)

    @property
    def present_id(self) -> UUID | None:
        """The present that it is."""
        return self.gifts[0].present_id if self.gifts else None

    def kept_orders(self) -> list[ShopOrder]:
        return [replace(one, due_at=self.due[one.id]) for one in self.orders]

    def kept_lines(self) -> list[OrderLine]:
        """What comes from several shelves is a line for each: then it can be sent in parts, and
        each goes back where it came from. The others keep their numbers.
        """
        made, next_no = [], {one.id: 0 for one in self.orders}
        for one in self.lines:
            next_no[one.order_id] = max(next_no[one.order_id], one.no + 1)
        for one in self.lines:
            before = 0
            for part in self.granted[one.claim_id]:
                no = one.no
                if before:
                    no = next_no[one.order_id]
                    next_no[one.order_id] += 1
                paid = part_worth(one, before, part.units)
                made.append(replace(one, no=no, n=part.units, paid=paid, pool_id=part.pool_id))
                before += part.units
        return made


def draft(
    now: datetime, payment_id: UUID, digest: bytes, quote: CartQuote, shelves: Shelves
) -> Draft:
    """One order for each shop of a quote that was looked at (`shelves.refusal`). Their ids follow
    from the payment's, so that it is one payment however often it is sent.
    """
    payment = CartPayment(payment_id, quote.person_id, digest, quote.total, quote.currency, now)
    made = Draft(payment, [], [], [])
    quote = replace(quote, recipient=shelves.recipient(quote))
    for shop in quote.shops:
        order = _order(payment, quote, shop, shelves)
        made.orders.append(order)
        if quote.recipient.gift is not None:
            made.gifts.append(_gift(order, quote.recipient, shelves))
        if shop.delivery != "pickup":
            hidden = any(one.hidden for one in made.gifts)
            made.deliveries.append(
                replace(_delivery(order, quote, shop, shop.delivery), hidden=hidden)
            )
        for no, line in enumerate(shop.lines):
            kept = _line(order, no, line, shelves)
            made.lines.append(kept)
            if line.right_id:
                made.rights[kept.claim_id] = line.right_id
                if shelves.rights[line.right_id].trade_id:
                    made.deposits[order.id] = shelves.rights[line.right_id]
    return made


def _order(payment: CartPayment, quote: CartQuote, shop: QuoteShop, shelves: Shelves) -> ShopOrder:
    front = shelves.fronts[shop.merchant_id]
    return ShopOrder(
        id=_begun(shop, shelves) or derived_id(payment.id, shop.merchant_id.hex),
        payment_id=payment.id,
        merchant_id=shop.merchant_id,
        buyer_id=payment.buyer_id,
        delivery=shop.delivery,
        for_name=quote.recipient.name,
        for_phone=quote.recipient.phone if shop.delivery not in TRACKED else "",
        for_address=quote.recipient.address if shop.delivery == "own" else "",
        note=shop.note,
        total=shop.goods,
        currency=payment.currency,
        coupons=shop.coupons,
        trader=front.trader,
        returns_days=front.returns_days,
        code=f"{secrets.randbelow(10**6):06}",
        created_at=payment.at,
        changed_at=payment.at,
    )


def _begun(shop: QuoteShop, shelves: Shelves) -> UUID | None:
    """The trade that began with a deposit, of which the order is."""
    rights = [shelves.rights[one.right_id] for one in shop.lines if one.right_id]
    return next((one.trade_id for one in rights if one.trade_id), None)


def _delivery(
    order: ShopOrder, quote: CartQuote, shop: QuoteShop, service: Service
) -> AgreedDelivery:
    """Where somebody lives is written down for who brings it there; to a point nobody needs it."""
    to, comes = quote.recipient, shop.coming
    brought = service != "point"
    assert comes.promised_for is not None
    return AgreedDelivery(
        id=order.id,
        merchant_id=order.merchant_id,
        buyer_id=order.buyer_id,
        service=service,
        for_name=to.name,
        for_phone=to.phone,
        for_address=to.address if brought else "",
        lat=to.lat if brought else None,
        lon=to.lon if brought else None,
        receiver_id=to.card_id,
        point_id=comes.point_id,
        code=order.code,
        price=comes.price,
        fee=comes.fee,
        currency=order.currency,
        promised_for=comes.promised_for,
        promised_at=comes.promised_at,
        created_at=order.created_at,
    )


def _gift(order: ShopOrder, to: Recipient, shelves: Shelves) -> Gift:
    present = shelves.presents.get(to.present_id) if to.present_id else None
    hidden = present is not None and present.hidden
    return Gift(order.id, to.present_id, (to.gift or "").strip(), hidden)


def _line(order: ShopOrder, no: int, line: QuoteLine, shelves: Shelves) -> OrderLine:
    offer = shelves.offers[line.variant_id]
    return OrderLine(
        order_id=order.id,
        no=no,
        variant_id=offer.variant_id,
        item_id=offer.item_id,
        title=offer.title,
        options=offer.options,
        picture=offer.picture,
        kind=offer.kind,
        tax_class=offer.tax_class,
        no_withdrawal=offer.no_withdrawal,
        n=line.n,
        unit_price=line.price,
        paid=line.total,
        pool_id=shelves.pools(line)[0],
        claim_id=claim_of(order.id, no),
    )


def terms(order: ShopOrder, shelves: Shelves, fee_bp: int, ships_within: timedelta) -> EscrowTerms:
    """What buyer and shop agree on about the money; `fee_bp`: the town's part of what is released,
    in hundredths of a percent.
    """
    return EscrowTerms(
        id=order.id,
        of=ref_of(order.id),
        kind=KINDS[order.delivery],
        buyer_id=order.buyer_id,
        seller_id=order.merchant_id,
        seller_account=shelves.shops[order.merchant_id].available,
        amount=order.total,
        fee_bp=fee_bp,
        times=_times(order, ships_within),
    )


def _times(order: ShopOrder, ships_within: timedelta) -> EscrowTimes:
    """A shop keeps for a week what is to be fetched there, so its buyer has as long; parcels say
    themselves when they are there.
    """
    times = escrow.TIMES[KINDS[order.delivery]]
    confirm = PICKUP_KEEPS if order.delivery == "pickup" else times.confirm_within
    if order.delivery in TRACKED:
        confirm = PARCEL_TAKES
    return replace(
        times,
        ship_within=ships_within,
        confirm_within=confirm,
        after_sale=max(WITHDRAWAL, timedelta(days=order.returns_days)),
    )
