"""What buyers and shops do with an order that is paid at the door; what its parcel and the clock do
is in `following`.

Locked are, in this order: what is confirmed, the order, the pools of the stock, the delivery, the
escrow, the accounts of the wallet.
"""

from uuid import UUID

from msgspec.structs import replace

from leapfrog import escrow, parcels, pay, stock, till
from leapfrog.door_orders import news, store
from leapfrog.door_orders.errors import DoorOrderNotNow, NoDoorOrder
from leapfrog.door_orders.model import WAITS, Act, By, DoorLine, DoorOrder, EndedBy, Side, rule_for
from leapfrog.door_orders.placing import DUE
from leapfrog.escrow import EscrowTerms
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import cancel
from leapfrog.parcels import DirectParcel

LONGEST_WHY = 200


async def of_either(db: Db, me: UUID, order_id: UUID) -> tuple[DoorOrder, Side]:
    """A door order of mine, or of a shop that I lead, and on which side I am. Raises `NoDoorOrder`,
    `RoleNeeded`.
    """
    order = await store.find(db, order_id)
    if order is None:
        raise NoDoorOrder
    if order.buyer_id == me:
        return order, "buyer"
    try:
        await till.enter_shop(db, me, order.merchant_id, till.LEADING_ROLES)
    except till.NoMerchant:
        raise NoDoorOrder from None
    return order, "shop"


async def lines_of(db: Db, order_id: UUID) -> list[DoorLine]:
    """The lines of a door order, in the order of their numbers."""
    return (await store.lines(db, [order_id]))[order_id]


async def locked(db: Db, order_id: UUID) -> DoorOrder:
    """A door order that must exist, locked until the end of the transaction."""
    found = await store.lock(db, order_id)
    assert found
    return found


def moved(order: DoorOrder, act: Act, by: By) -> DoorOrder:
    """As it is after that. Raises `DoorOrderNotNow`."""
    rule = rule_for(act, by, order.state)
    if rule is None:
        raise DoorOrderNotNow(state=order.state)
    return replace(order, state=rule.to)


async def call_off(db: Db, me: UUID, order_id: UUID, why: str) -> DoorOrder:
    """Buyer or shop calls off a door order that is not sent; nobody has paid anything. `why`: up to
    200 characters, which the shop must give. Again, nothing happens. Raises `NoDoorOrder`,
    `RoleNeeded`, `Invalid`, `DoorOrderNotNow`.
    """
    said = " ".join(why.split())
    _, side = await of_either(db, me, order_id)
    if len(said) > LONGEST_WHY or (side == "shop" and not said):
        raise Invalid(f"1 to {LONGEST_WHY} characters.", field="why")
    order = await locked(db, order_id)
    if order.state == "called_off":
        return order
    done = await called_off(db, moved(order, "call_off", side), side, said)
    await news.changed(db, done, but=me)
    return done


async def called_off(db: Db, order: DoorOrder, by: EndedBy, why: str = "") -> DoorOrder:
    """Writes the end of a locked order that was not sent: its units are anybody's again."""
    await stock.release(db, [line.claim_id for line in await lines_of(db, order.id)])
    done = replace(order, ended_by=by, why=why, due_at=None, ended_at=db.now)
    await store.save(db, done)
    await cancel(db, DUE, str(order.id))
    return done


async def send(db: Db, me: UUID, order_id: UUID) -> DoorOrder:
    """The shop sends all of a door order: a parcel whose courier takes the money for the goods.
    Again, nothing happens. Raises `NoDoorOrder`, `RoleNeeded`, `DoorOrderNotNow`, `Invalid`,
    `NoSuchDelivery`.
    """
    if (await of_either(db, me, order_id))[1] != "shop":
        raise NoDoorOrder
    order = await locked(db, order_id)
    if order.state == "sent":
        return order
    order = moved(order, "send", "shop")
    lines = await lines_of(db, order_id)
    spends = [
        stock.Spend(
            id=derived_id(line.claim_id, "sent"),
            pool_id=line.pool_id,
            units=line.n,
            claim_id=line.claim_id,
            by_id=me,
        )
        for line in lines
    ]
    raise_first(await stock.record(db, spends))
    direct = DirectParcel(
        id=derived_id(order_id, "parcel for the door"),
        service=order.service,
        name=order.for_name,
        phone=order.for_phone,
        address=order.for_address,
        lat=order.lat,
        lon=order.lon,
        cash=order.total,
    )
    parcel = await parcels.send_directly(db, me, order.merchant_id, direct)
    sent = replace(
        order, delivery_id=parcel.delivery_id, parcel_id=parcel.id, sent_at=db.now, due_at=None
    )
    await store.save(db, sent)
    await cancel(db, DUE, str(order_id))
    await news.changed(db, sent, but=me)
    return sent


async def pay_by_wallet(db: Db, me: UUID, order_id: UUID, consent: pay.Consent) -> DoorOrder:
    """Pays a door order that is on its way by my wallet: the courier takes no cash any more, and
    gives it away by its code alone. The money waits in escrow until then. Again is the same. Raises
    `NoDoorOrder`, `DoorOrderNotNow`, what is not confirmed, what the wallet refuses.
    """
    held = await pay.hold_consents(db, [(me, consent)])
    known = await store.find(db, order_id)
    if known is None or known.buyer_id != me:
        raise NoDoorOrder
    order = await locked(db, order_id)
    if order.paid_by == "wallet":
        return order
    order = moved(order, "pay", "buyer")
    about = pay.Order("order", order.id, str(order.merchant_id), order.total)
    await held.take(pay.PaymentToConfirm(me, consent, about))
    assert order.delivery_id
    assert order.parcel_id
    if not await parcels.waive_cash(db, order.delivery_id, parcels.new_code()):
        # It was handed over, or has turned back, at this moment.
        raise DoorOrderNotNow(state=order.state)
    await _begin(db, order)
    paid = replace(order, paid_by="wallet", paid_at=db.now)
    await store.save(db, paid)
    await news.changed(db, paid, but=me)
    # Who brings it sees at once that there is nothing to take.
    delivery = (await parcels.deliveries(db, [order.delivery_id]))[order.delivery_id]
    parcel = (await parcels.parcels_by_ids(db, [order.parcel_id]))[order.parcel_id]
    await parcels.look_again(db, delivery, parcel)
    return paid


async def _begin(db: Db, order: DoorOrder) -> None:
    """Opens the escrow and pays it; the goods are on their way already."""
    shop = await till.merchant(db, order.merchant_id)
    terms = EscrowTerms(
        id=order.trade_id,
        of=order.ref,
        kind="parcel",
        buyer_id=order.buyer_id,
        seller_id=order.merchant_id,
        seller_account=shop.available,
        amount=order.total,
        fee_bp=order.fee_bp,
        times=replace(escrow.TIMES["parcel"], confirm_within=WAITS),
    )
    raise_first(await escrow.begin_and_act(db, [terms], escrow.paid_and_sent(terms)))


def raise_first(answers: "list[stock.StockMove | Problem] | list[escrow.Answer]") -> None:
    """Raises the first problem among these."""
    for one in answers:
        if isinstance(one, Problem):
            raise one
