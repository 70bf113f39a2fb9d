"""What a machine reports, and what follows when it does not.

A report is believed once. The same one again changes nothing; another one, or one that comes when
the money is back with the payer, is a case for the people: it goes to the disputes.
"""

from collections.abc import Sequence
from uuid import UUID

from leapfrog import stock, wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import cancel
from leapfrog.vending import store, store_sales
from leapfrog.vending.errors import NoSale
from leapfrog.vending.goods import claim_id, left
from leapfrog.vending.model import (
    RUNNING,
    Drops,
    Machine,
    Sale,
    SaleItem,
    check_report,
    dropped_sum,
    said_before,
)
from leapfrog.vending.sales import DEADLINE, accounts, capture, one, tell
from leapfrog.wallet import Reason, Refund, Void, post

STUCK = "did_not_drop"


async def commands(db: Db, machine_id: UUID) -> list[tuple[Sale, list[SaleItem]]]:
    """What the machine has to be told, or to be told again since it has not reported: from now on
    they are commanded.
    """
    found = await store_sales.waiting(db, machine_id)
    await store_sales.commanded(db, [sale.id for sale in found])
    items = await store_sales.items(db, [sale.id for sale in found])
    return [(sale, items[sale.id]) for sale in found]


async def report(db: Db, found: Machine, sale_id: UUID, drops: Drops) -> None:
    """Takes what a machine says that dropped of a sale: what did is paid, the rest goes back. The
    same again changes nothing; another word is noted as a dispute. Raises `NoSale`, `BadReport`.
    """
    sale = await store_sales.lock(db, sale_id)
    if sale is None or sale.machine_id != found.id:
        raise NoSale
    items = (await store_sales.items(db, [sale_id]))[sale_id]
    check_report(items, drops)
    before = said_before(items)
    if before is not None:
        if dict(before) != dict(drops):
            await store_sales.add_dispute(db, sale_id, "contradiction", sale.amount)
    else:
        await _believe(db, found, sale, items, drops)
    await tell(db, sale, found)


async def report_offline(db: Db, found: Machine, nonce: str, drops: Drops) -> None:
    """What dropped of a sale by code, which the machine knows by its own nonce. Raises what
    `report` does.
    """
    sale_id = await store_sales.by_nonce(db, found.id, nonce)
    if sale_id is None:
        raise NoSale
    await report(db, found, sale_id, drops)


async def _believe(
    db: Db, found: Machine, sale: Sale, items: Sequence[SaleItem], drops: Drops
) -> None:
    await store_sales.drop(db, sale.id, drops)
    await _settle_stock(db, sale, items, drops)
    if sale.state in RUNNING:
        await _pay_for(db, found, sale, dropped_sum(items, drops))
    elif sale.offline:
        await _give_back(db, found, sale, sale.amount - dropped_sum(items, drops))
    elif dropped := dropped_sum(items, drops):
        await store_sales.add_dispute(db, sale.id, "late", dropped)
    else:
        await store_sales.end(db, sale.id, "failed")


async def _settle_stock(db: Db, sale: Sale, items: Sequence[SaleItem], drops: Drops) -> None:
    """What dropped is gone; what did not is still there, in a slot that has to be looked at."""
    gone = [item for item in items if drops[item.place]]
    stuck = [item for item in items if not drops[item.place]]
    # Of what somebody has counted meanwhile nothing is left to leave.
    await stock.record(db, [left(claim_id(sale.id, item.place), item.slot_id) for item in gone])
    await stock.release(db, [claim_id(sale.id, item.place) for item in stuck])
    if stuck:
        await store.set_fault(db, [item.slot_id for item in stuck], STUCK)


async def _pay_for(db: Db, found: Machine, sale: Sale, amount: int) -> None:
    await cancel(db, DEADLINE, str(sale.id))
    if not amount:
        await _let_go(db, found, sale)
        await store_sales.end(db, sale.id, "failed")
        return
    payer, payee = await accounts(db, sale, found)
    try:
        paid = await one(db, capture(sale, sale.hold_id, payer, payee, amount))
    except (wallet.HoldExpired, wallet.HoldResolved):
        await store_sales.end(db, sale.id, "unknown")
        await store_sales.add_dispute(db, sale.id, "late", amount)
        return
    await store_sales.end(db, sale.id, "dispensed", amount, paid.id)


async def _let_go(db: Db, found: Machine, sale: Sale) -> None:
    payer, payee = await accounts(db, sale, found)
    void = Void(
        id=derived_id(sale.id, "void"),
        payer=payer,
        payee=payee,
        hold=sale.hold_id,
        code=Reason.REVERSAL,
    )
    [result] = await post(db, [void])
    # The wallet may have let go by itself, or be about to.
    gone = (wallet.HoldResolved, wallet.HoldExpired)
    if isinstance(result, Problem) and not isinstance(result, gone):
        raise result


async def _give_back(db: Db, found: Machine, sale: Sale, amount: int) -> None:
    """Of a sale that was paid before the machine could say anything."""
    if amount:
        await refund(db, found, sale, amount, "stuck")


async def refund(db: Db, found: Machine, sale: Sale, amount: int, word: str) -> None:
    """Gives back of what was paid; `word` tells one time from another. Raises what the wallet
    refuses.
    """
    assert sale.transfer_id is not None
    payer, payee = await accounts(db, sale, found)
    back = Refund(
        id=derived_id(sale.id, word),
        payer=payee,
        payee=payer,
        of=sale.transfer_id,
        amount=amount,
        code=Reason.REFUND,
    )
    await one(db, back)
    await store_sales.give_back(db, sale.id, amount)


async def time_is_over(db: Db, ref: str, _body: object) -> None:
    """The due row: nobody has said anything for two minutes, so the money goes back. What was
    claimed counts as gone until somebody looks.
    """
    sale = await store_sales.lock(db, UUID(ref))
    if sale is None or sale.state not in RUNNING:
        return
    found = await store.machine(db, sale.machine_id)
    assert found is not None
    await _let_go(db, found, sale)
    items = (await store_sales.items(db, [sale.id]))[sale.id]
    await stock.keep(db, [claim_id(sale.id, item.place) for item in items])
    await store_sales.end(db, sale.id, "unknown")
    await tell(db, sale, found)
