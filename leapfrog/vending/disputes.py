"""Disputes: where the machine and the money say differently, people decide."""

from uuid import UUID

from leapfrog import pay
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.vending import store_sales
from leapfrog.vending.errors import NoSale, NothingToClaim
from leapfrog.vending.machines import machine, run
from leapfrog.vending.model import Dispute, DisputeState, Machine, Sale
from leapfrog.vending.results import refund
from leapfrog.vending.sales import accounts, of_payer, order, tell
from leapfrog.wallet import Reason, Transfer, post


async def of_machines(db: Db, machines: list[UUID]) -> list[Dispute]:
    """The open ones first."""
    return await store_sales.disputes(db, machines)


async def claim(db: Db, me: UUID, sale_id: UUID) -> Dispute:
    """The payer says that nothing came. Again is the same. Raises `NoSale`, `NothingToClaim`."""
    sale = await of_payer(db, me, sale_id)
    before = await store_sales.dispute(db, sale_id)
    if before is not None:
        return before
    left = sale.captured - sale.refunded
    if left <= 0:
        raise NothingToClaim
    await store_sales.add_dispute(db, sale_id, "claim", left)
    await tell(db, sale, await machine(db, sale.machine_id))
    return await _dispute(db, sale_id)


async def settle(db: Db, me: UUID, sale_id: UUID, consent: pay.Consent) -> Dispute:
    """The payer pays for what dropped after the money was back. Raises `NoSale`,
    `NothingToClaim`, what is not confirmed, and what the wallet refuses.
    """
    sale = await of_payer(db, me, sale_id)
    found = await _dispute(db, sale_id)
    if found.state == "settled":
        return found
    if found.kind != "late" or found.state != "open":
        raise NothingToClaim
    held = await pay.hold_consents(db, [(me, consent)])
    due = order(sale.machine_id, sale_id, found.amount)
    await held.take(pay.PaymentToConfirm(me, consent, due))
    at = await machine(db, sale.machine_id)
    payer, payee = await accounts(db, sale, at)
    paid = Transfer(
        id=derived_id(sale_id, "settled"),
        payer=payer,
        payee=payee,
        amount=found.amount,
        code=Reason.PAYMENT,
        ref=sale_id,
    )
    [result] = await post(db, [paid])
    if isinstance(result, Problem):
        raise result
    return await _resolve(db, sale, at, "settled")


async def decide(db: Db, me: UUID, sale_id: UUID, *, for_payer: bool) -> Dispute:
    """Who runs the machine decides: the payer keeps the thing, or gets the money back; or not.
    Decided is decided. Raises `NoSale`, `RoleNeeded`, and what the wallet refuses.
    """
    sale = await store_sales.lock(db, sale_id)
    if sale is None:
        raise NoSale
    at = await run(db, me, sale.machine_id)
    found = await _dispute(db, sale_id)
    if found.state != "open":
        return found
    if not for_payer:
        return await _resolve(db, sale, at, "refused")
    left = sale.captured - sale.refunded
    if left <= 0 or found.kind == "late":
        return await _resolve(db, sale, at, "forgiven")
    await refund(db, at, sale, min(found.amount, left), "dispute")
    return await _resolve(db, sale, at, "refunded")


async def _resolve(db: Db, sale: Sale, at: Machine, state: DisputeState) -> Dispute:
    await store_sales.resolve(db, sale.id, state)
    await tell(db, sale, at)
    return await _dispute(db, sale.id)


async def _dispute(db: Db, sale_id: UUID) -> Dispute:
    found = await store_sales.dispute(db, sale_id)
    if found is None:
        raise NoSale
    return found
