"""Lines of an order: claimed of all their quotas or not at all, paid, handed over, given back.

Whoever calls has locked the order; then come products, the stock, lines, the escrow and the books.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from leapfrog import escrow, stock
from leapfrog.concessions import money, store
from leapfrog.concessions.errors import AlreadyHanded, NoProduct, NotHandable
from leapfrog.concessions.model import BOUGHT, ConcessionLine, ShowProduct
from leapfrog.concessions.money import LinesBack
from leapfrog.concessions.offering import pool_id
from leapfrog.escrow import Escrow
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.stock import Claim, Want


async def fill(
    db: Db, person_id: UUID, order_id: UUID, lines: Sequence[ConcessionLine], until: datetime
) -> None:
    """Replaces the lines of a held order; of each product all quotas must have room, held until
    then, or nothing changes. Locks the pools of old and new lines in one order. Raises `SoldOut`,
    `LimitReached`.
    """
    before = await store.of_orders(db, [order_id])
    # Their quotas stay: by these the lines are kept and given back.
    wanted = {one.product_id for one in (*before, *lines)}
    products = await store.share_products(db, wanted) if wanted else {}
    claims = [made for one in lines if (made := _claim(one, products, person_id, until))]
    # All pools at once, in their order: two may change their minds in opposite ways.
    pools = {pool_id(o.show_id, n) for o in products.values() for n in o.quotas}
    await stock.lock_pools(db, pools)
    await stock.release(db, [one.id for one in before])
    await store.remove(db, [one.id for one in before])
    _raise(await stock.claim(db, claims) if claims else [])
    if lines:
        await store.add_lines(db, lines)


async def keep(db: Db, order_id: UUID, *, cash: bool) -> list[ConcessionLine]:
    """Makes the lines of a held order bought ones and answers them; `cash`: they were paid in cash,
    and nothing of them is in the escrow. Raises `ClaimOver` where the hold has ended.
    """
    lines = await store.of_orders(db, [order_id])
    if not lines:
        return []
    products = await store.by_id(db, {one.product_id for one in lines})
    claims = [one.id for one in lines if products[one.product_id].quotas]
    _raise(await stock.keep(db, claims) if claims else [])
    await store.set_state(db, [one.id for one in lines], "paid", cash=cash)
    return lines


async def unused(db: Db, orders: Iterable[UUID]) -> list[UUID]:
    """The ids of lines of these orders, fares too, that were paid and not handed over: they go back
    with the orders. The caller holds the orders locked.
    """
    return [one.id for one in await store.of_orders(db, orders) if one.state == "paid"]


async def hold_lines(db: Db, ids: Sequence[UUID]) -> None:
    """Locks these lines until the end of the transaction: for who gives their stock back before the
    lines themselves go back.
    """
    if ids:
        await store.lock_lines(db, ids)


async def let_go(db: Db, orders: Iterable[UUID]) -> None:
    """Frees what these held orders took of quotas and deletes their lines; lines that were bought
    stay.
    """
    held = [one.id for one in await store.of_orders(db, orders) if one.state == "held"]
    if held:
        await stock.release(db, held)
        await store.remove(db, held)


async def extend(db: Db, order_id: UUID, until: datetime) -> None:
    """Holds until then what the lines of a held order take of quotas."""
    await stock.extend(db, [one.id for one in await store.of_orders(db, [order_id])], until)


async def drop_fares(db: Db, tickets: Sequence[UUID]) -> None:
    """Takes the fares off these held tickets, which cost what their seats cost then, and frees what
    the fares took of quotas.
    """
    claims = await store.drop_fares(db, tickets)
    if claims:
        await stock.release(db, claims)


async def take_back(db: Db, merchant_id: UUID, orders: Collection[UUID]) -> LinesBack:
    """Takes back what these orders bought and was not handed over, fares too: quotas are free
    again, and the answer says which money is to follow (`went_back`). What was paid in cash is
    given back by who works there.
    """
    found = await store.of_orders(db, orders) if orders else []
    ids = [one.id for one in found if one.state == "paid"]
    return money.to_give_back(merchant_id, await _released(db, ids))


async def take_back_asked(db: Db, merchant_id: UUID, buyers: Mapping[UUID, UUID]) -> LinesBack:
    """Takes back what buyers (by order) have asked to give back because their accounts did not take
    the money before: quotas are free again, and the answer says which money is to follow.
    """
    found = await store.of_orders(db, buyers)
    ids = [one.id for one in found if one.state == "paid"]
    return money.to_agree(merchant_id, buyers, await _released(db, ids))


async def went_back(
    db: Db, taken: LinesBack, answers: Sequence[Escrow | Problem]
) -> dict[UUID, Problem]:
    """Marks the lines whose money the escrow gave back; `answers`: one of the escrow for each act
    of `taken`. Answers the problem by line where it did not.
    """
    refused = taken.refused(answers)
    if taken.lines:
        await store.back(db, [one.id for one in taken.lines if one.id not in refused])
    return refused


async def cash_back(db: Db, order_id: UUID) -> int:
    """Marks lines of an order that were paid in cash and not handed over as given back, and frees
    their stock; answers how much cash (minor units) goes back in all, with what went before.
    """
    found = [one.id for one in await store.of_orders(db, [order_id]) if one.cash]
    unused = [one.id for one in await store.lock_lines(db, found) if one.state == "paid"]
    if unused:
        await stock.release(db, unused)
        await store.back(db, unused)
    return sum(one.price for one in await store.lock_lines(db, found) if one.state == "back")


async def give_back_line(db: Db, merchant_id: UUID, line: ConcessionLine) -> None:
    """The organiser gives back one paid line: its stock is free, and the escrow returns its price.
    Raises `NotHandable` where there is nothing to give back, and what the escrow refuses.
    """
    if line.state != "paid":
        raise NotHandable(reason=line.state)
    back = money.to_give_back(merchant_id, await _released(db, [line.id]))
    for why in (await went_back(db, back, await escrow.act(db, back.acts))).values():
        raise why


async def void_fares(db: Db, tickets: Iterable[UUID]) -> None:
    """Gives back the fares of tickets that are good no more, and frees what they took of quotas."""
    fares = [one.id for one in await store.of_tickets(db, tickets) if one.state in BOUGHT]
    if fares:
        await stock.release(db, fares)
        await store.back(db, fares)


async def hand_over(
    db: Db, act: UUID, buyer_id: UUID, order_id: UUID, line_id: UUID
) -> ConcessionLine:
    """Marks a line as handed over to who paid it, once; its money goes on to the organiser. The
    same act again is the same. Raises `NoProduct`, `AlreadyHanded`, `NotHandable`, and what the
    escrow refuses.
    """
    found = await store.lock_lines(db, [line_id])
    if not found or found[0].order_id != order_id:
        raise NoProduct
    line = found[0]
    if line.state == "handed":
        if line.handed_act == act:
            return line
        raise AlreadyHanded(at=line.handed_at.isoformat() if line.handed_at else "")
    if line.ticket_id is not None or line.state != "paid":
        raise NotHandable(reason="fare" if line.ticket_id else line.state)
    if line.price and not line.cash:
        await money.release(db, buyer_id, line)
    await store.hand(db, line.id, db.now, act)
    return (await store.lock_lines(db, [line.id]))[0]


async def of_orders(db: Db, orders: Iterable[UUID]) -> dict[UUID, list[ConcessionLine]]:
    """The lines of these orders by order, each in the order of their ids; an order without lines is
    left out.
    """
    found: dict[UUID, list[ConcessionLine]] = {}
    for one in await store.of_orders(db, orders):
        found.setdefault(one.order_id, []).append(one)
    return found


async def _released(db: Db, ids: Sequence[UUID]) -> list[ConcessionLine]:
    """Those of these that are paid, locked; what they took of quotas is anybody's again."""
    found = await store.lock_lines(db, ids) if ids else []
    lines = [one for one in found if one.state == "paid"]
    if lines:
        await stock.release(db, [one.id for one in lines])
    return lines


def _claim(
    line: ConcessionLine, products: Mapping[UUID, ShowProduct], person_id: UUID, until: datetime
) -> Claim | None:
    """One unit of every quota for each unit; None: there are any number."""
    pools = [pool_id(line.show_id, n) for n in products[line.product_id].quotas]
    wants = tuple(Want((pool,), line.units) for pool in pools)
    return Claim(line.id, person_id, wants, until) if wants else None


def _raise(answers: Sequence[object]) -> None:
    for one in answers:
        if isinstance(one, Problem):
            raise one
