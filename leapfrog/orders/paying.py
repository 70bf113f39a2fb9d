"""Paying quotes: a list of payments in one transaction. Each is all or nothing, over however many
shops; the list is not.

Locked are, in this order: what payers confirmed, rights to buy, presents, their coupons, the
pools of the stock, the escrows, the accounts of the wallet.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import coupons, escrow, market, parcels, pay, stock
from leapfrog.kernel.batcher import HotVerb
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.orders import (
    news,
    presents,
    quotes,
    shelves,
    store,
    store_cart,
    store_presents,
    store_rights,
)
from leapfrog.orders.drafts import Draft, draft, terms
from leapfrog.orders.errors import OrderSoldOut, PaymentIdUsed, PresentNotOpen, RightToBuyOver
from leapfrog.orders.model import CartPayment, OrderLine, ShopOrder
from leapfrog.orders.quotes import CartQuote
from leapfrog.orders.shelves import Shelves
from leapfrog.orders.worth import mean_fee
from leapfrog.stock import Claim, RoutedLine, Want, routed

Result = CartPayment | Problem


class PaymentWish(msgspec.Struct, frozen=True):
    """A sealed quote that somebody wants to pay; `id` is made by them."""

    id: UUID
    payer_id: UUID
    quote: str
    consent: pay.Consent

    @property
    def digest(self) -> bytes:
        return quotes.digest_of(self.quote)


class _Undone(Exception):
    """Some were refused: none of this try stands."""


async def pay_quotes(db: Db, wishes: Sequence[PaymentWish]) -> list[Result]:
    """Pays each quote, or says why not: `PaymentIdUsed`, `BadQuote`, `QuoteOver`, what
    `shelves.refusal` answers, what is not confirmed, `CouponNotUsable`, `OrderSoldOut`, and what
    the wallet refuses. Nothing of a refused one is left. The same payment again is answered as the
    first time.
    """
    held = await pay.hold_consents(db, [(one.payer_id, one.consent) for one in wishes])
    known = await store.payments(db, [one.id for one in wishes])
    answers: dict[int, Result] = {}
    drafts: dict[UUID, Draft] = {}
    asked = {}
    # Of two payments for one present at once the first one sends it.
    sent: set[UUID | None] = set()
    read = await _quotes(db, wishes)
    shelf = await _shelf(
        db, [made for made, one in zip(read, wishes, strict=True) if one.id not in known]
    )
    for n, one in enumerate(wishes):
        if one.id in drafts or one.id in known:
            continue
        made = _drafted(db, one, read[n], shelf)
        if isinstance(made, Draft) and made.present_id and made.present_id in sent:
            made = PresentNotOpen(present_id=str(made.present_id), state="used")
        if isinstance(made, Draft):
            confirming = _confirming(one, made.payment)
            refused = await held.refusal(confirming)
            if refused is None:
                drafts[one.id], asked[one.id] = made, confirming
                sent.add(made.present_id)
                continue
            answers[n] = refused
        else:
            answers[n] = made
    refused_by = await _settle(db, drafts, shelf)
    done = {each: made for each, made in drafts.items() if each not in refused_by}
    await _keep(db, list(done.values()), shelf)
    await held.spend(asked[each] for each in done)
    paid = known | {each: made.payment for each, made in done.items()}
    return [
        answers.get(n) or _same(paid.get(one.id) or refused_by[one.id], one)
        for n, one in enumerate(wishes)
    ]


PAYING: HotVerb[PaymentWish, CartPayment] = HotVerb(pay_quotes, key=lambda one: one.payer_id)


async def _quotes(db: Db, wishes: Sequence[PaymentWish]) -> list[CartQuote | Problem]:
    """Each wish's own, also of two with the same id."""
    found: list[CartQuote | Problem] = []
    key = await quotes.secret(db) if wishes else b""
    for one in wishes:
        try:
            found.append(quotes.unseal(key, one.quote, one.payer_id, db.now))
        except Problem as problem:
            found.append(problem)
    return found


async def _shelf(db: Db, read: Iterable[CartQuote | Problem]) -> Shelves:
    found = [one for one in read if isinstance(one, CartQuote)]
    named = {each for one in found for each in one.rights}
    rights = await store_rights.lock(db, named) if named else {}
    asked = {one.recipient.present_id for one in found if one.recipient.present_id}
    known = await store_presents.lock(db, asked) if asked else {}
    variants = {each for one in found for each in one.variants}
    buyers = {one.person_id for one in found}
    shops = [shop for one in found for shop in one.shops]
    sending = {shop.merchant_id for shop in shops if shop.delivery != "pickup"}
    return await shelves.read(db, variants, rights, known, buyers, sending=sending)


def _drafted(
    db: Db, one: PaymentWish, read: CartQuote | Problem, shelf: Shelves
) -> Draft | Problem:
    if isinstance(read, Problem):
        return read
    return shelves.refusal(shelf, read, db.now) or draft(db.now, one.id, one.digest, read, shelf)


def _confirming(one: PaymentWish, payment: CartPayment) -> pay.PaymentToConfirm:
    order = pay.Order("order", one.id, one.digest.hex(), payment.total)
    return pay.PaymentToConfirm(one.payer_id, one.consent, order)


def _same(found: Result, one: PaymentWish) -> Result:
    """Whoever meets another payment under the same id is not answered with it."""
    if isinstance(found, Problem):
        return found
    same = (found.buyer_id, found.digest) == (one.payer_id, one.digest)
    return found if same else PaymentIdUsed()


async def _settle(db: Db, drafts: Mapping[UUID, Draft], shelf: Shelves) -> dict[UUID, Problem]:
    """Claims and pays all of these that can be; answers why the others cannot. Tried again without
    them, so that nothing of a refused one is left, and nobody misses what only a refused one took.
    """
    refused: dict[UUID, Problem] = {}
    left = dict(drafts)
    while left:
        found: dict[UUID, Problem] = {}
        try:
            async with db.savepoint():
                found = await _tried(db, list(left.values()), shelf)
                if found:
                    raise _Undone
        except _Undone:
            refused |= found
            left = {each: made for each, made in left.items() if each not in found}
        else:
            break
    return refused


async def _tried(db: Db, drafts: Sequence[Draft], shelf: Shelves) -> dict[UUID, Problem]:
    return (
        await _coupons_used(db, drafts, shelf)
        or await _claimed(db, drafts, shelf)
        or await _paid(db, drafts, shelf)
    )


async def _coupons_used(db: Db, drafts: Sequence[Draft], shelf: Shelves) -> dict[UUID, Problem]:
    """Uses the coupons of each; nobody pays what they did not see. Locks the stock before them."""
    used = [made.coupons for made in drafts]
    if any(one.orders for one in used):
        lines = (line for made in drafts for line in made.lines)
        await stock.lock_pools(
            db,
            {pool for one in lines for pool in (one.pool_id, *shelf.offers[one.variant_id].pools)},
        )
    answers = await coupons.use(db, used)
    return {
        made.payment.id: answer
        for made, answer in zip(drafts, answers, strict=True)
        if answer is not None
    }


async def _claimed(db: Db, drafts: Sequence[Draft], shelf: Shelves) -> dict[UUID, Problem]:
    """Takes of the stock what each needs, of the warehouses that are nearest and have all of it, or
    of as few as possible. Of those that do not get it, answered are those that no other refused one
    stood in the way of.
    """
    lines = [(made, line) for made in drafts for line in made.lines]
    pools = await _routes(db, drafts, shelf)
    claims = [
        Claim(
            line.claim_id,
            made.payment.buyer_id,
            # Each part must be worth something.
            (Want(tuple(pools[line.claim_id]), line.n, split=line.paid >= line.n),),
        )
        for made, line in lines
    ]
    refused: dict[UUID, Problem] = {}
    got: set[UUID] = set()
    for (made, line), answer in zip(lines, await stock.claim(db, claims), strict=True):
        if not isinstance(answer, Problem):
            made.granted[line.claim_id] = answer.lines
            got.add(made.payment.id)
        elif made.payment.id not in refused and not (got & refused.keys()):
            refused[made.payment.id] = await _not_left(db, line, answer, pools[line.claim_id])
    return refused


async def _routes(db: Db, drafts: Sequence[Draft], shelf: Shelves) -> dict[UUID, Sequence[UUID]]:
    """By claim, which pools shall give it, the first one first: with a right to buy, that of the
    right alone.
    """
    found: dict[UUID, Sequence[UUID]] = {}
    offers = shelf.offers.values()
    several = any(len(one.pools) > 1 for one in offers)
    free = await stock.free(db, [pool for one in offers for pool in one.pools]) if several else {}
    for made in drafts:
        ways = {one.id: one for one in made.deliveries}
        for order in made.orders:
            lines = [one for one in made.lines if one.order_id == order.id]
            order_of = shelf.by_distance(order.merchant_id, ways.get(order.id))
            asked = [_routed_line(made, line, shelf) for line in lines]
            for line, pools in zip(lines, routed(asked, free, order_of), strict=True):
                found[line.claim_id] = pools
    return found


def _routed_line(made: Draft, line: OrderLine, shelf: Shelves) -> RoutedLine:
    if line.claim_id in made.rights:
        return RoutedLine(0, [line.pool_id], [line.pool_id])
    offer = shelf.offers[line.variant_id]
    return RoutedLine(line.n, offer.pools, offer.places)


async def _not_left(db: Db, line: OrderLine, problem: Problem, pools: Sequence[UUID]) -> Problem:
    named = {"variant_id": str(line.variant_id)}
    if isinstance(problem, stock.LimitReached):
        # Another payment of the same list has used the right.
        return RightToBuyOver(**named)
    if not isinstance(problem, stock.SoldOut):
        return problem
    free = await stock.free(db, pools)
    return OrderSoldOut(**named, left=sum(free.values()))


async def _paid(db: Db, drafts: Sequence[Draft], shelf: Shelves) -> dict[UUID, Problem]:
    """Opens the escrows and pays them: of goods, and of what brings them."""
    orders = [(made, order) for made in drafts for order in made.orders]
    brings = [(made, one) for made in drafts for one in made.deliveries if one.price]
    fees = await market.fee_now(db)
    for made in drafts:
        made.lines = [
            replace(one, fee_bp=market.rate_of(fees, shelf.offers[one.variant_id].category))
            for one in made.lines
        ]
    begun = [each for each in orders if each[1].id in each[0].deposits]
    for made, order in sorted(begun, key=lambda each: each[1].id):
        await escrow.take_over(db, _terms(db, made, order, shelf))
    new = [each for each in orders if each[1].id not in each[0].deposits]
    wanted = [_terms(db, made, order, shelf) for made, order in new]
    wanted += [_price_terms(one, shelf) for _, one in brings]
    pays = [_pays(made, order) for made, order in new]
    pays += [parcels.price_payment(one) for _, one in brings]
    pays += [_pays(made, order) for made, order in begun]
    paid = await escrow.begin_and_act(db, wanted, pays)
    of_orders = [*paid[: len(new)], *paid[len(wanted) :]]
    for (made, order), answer in zip([*new, *begun], of_orders, strict=True):
        if not isinstance(answer, Problem):
            made.due[order.id] = answer.due_at
    return _refused([made for made, _ in [*new, *brings, *begun]], paid)


def _refused(drafts: Sequence[Draft], answers: Sequence[escrow.Answer]) -> dict[UUID, Problem]:
    """Of each payment the first reason."""
    found: dict[UUID, Problem] = {}
    for made, answer in zip(drafts, answers, strict=True):
        if isinstance(answer, Problem):
            found.setdefault(made.payment.id, answer)
    return found


def _pays(made: Draft, order: ShopOrder) -> escrow.EscrowAct:
    """All of it, or what a deposit left."""
    rest = order.id in made.deposits
    step = derived_id(order.id, "pay the rest" if rest else "pay")
    action = escrow.PayBalance() if rest else escrow.Pay()
    return escrow.EscrowAct(step, order.id, order.buyer_id, action)


def _terms(db: Db, made: Draft, order: ShopOrder, shelf: Shelves) -> escrow.EscrowTerms:
    """What a deposit was paid for is sent by the day that was said then."""
    hours = timedelta(hours=shelf.fronts[order.merchant_id].ships_within)
    right = made.deposits.get(order.id)
    if right is not None and right.sends_by is not None:
        hours = max(hours, right.sends_by - db.now)
    return terms(order, shelf, _fee(made, order), hours)


def _fee(made: Draft, order: ShopOrder) -> int:
    """What the town takes of an order when its money is released, as it was at this moment."""
    return mean_fee([one for one in made.lines if one.order_id == order.id]) or 0


def _price_terms(one: parcels.AgreedDelivery, shelf: Shelves) -> escrow.EscrowTerms:
    return parcels.price_terms(one, shelf.shops[one.merchant_id].available)


async def _keep(db: Db, done: Sequence[Draft], shelf: Shelves) -> None:
    """Writes what was bought, and takes it out of the carts."""
    if not done:
        return
    await store.add_payments(db, [made.payment for made in done])
    orders = [order for made in done for order in made.kept_orders()]
    lines = [line for made in done for line in made.kept_lines()]
    await store.add(db, orders, lines)
    await parcels.agree(db, [one for made in done for one in made.deliveries])
    used = {right: made.payment.id for made in done for right in made.rights.values()}
    if used and await store_rights.use(db, used) != len(used):
        raise AssertionError("a right to buy was used twice")
    await store_presents.add_gifts(db, [one for made in done for one in made.gifts])
    sent = {made.present_id: made.payment.id for made in done if made.present_id}
    if sent and await store_presents.use(db, sent) != len(sent):
        raise AssertionError("a present was sent twice")
    for present_id in sent:
        presents.tell(db, shelf.presents[present_id])
    await store_cart.drop_bought(
        db, [(made.payment.buyer_id, line.variant_id) for made in done for line in made.lines]
    )
    await news.placed(db, orders, shelf.staff)
