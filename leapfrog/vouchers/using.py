"""Vouchers in an order: found by their code, used exactly as often as they may be, given back.

Locked are the codes in their order, after orders and seats and before the stock.
"""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.vouchers import store
from leapfrog.vouchers.errors import NoVoucher, VoucherUnfit, VoucherUsed
from leapfrog.vouchers.making import normal
from leapfrog.vouchers.model import Touched, VoucherBatch, VoucherUse, spread


class FoundVoucher(msgspec.Struct, frozen=True):
    """A code as it is kept, and its batch."""

    code: str
    batch: VoucherBatch


class VoucherOrder(msgspec.Struct, frozen=True):
    """Whose order uses a voucher."""

    id: UUID
    person_id: UUID


async def find(db: Db, text: str, merchant_id: UUID, show_id: UUID) -> FoundVoucher:
    """A voucher code that is good at this show, with its batch. Raises `NoVoucher`."""
    try:
        code = normal(text)
    except Invalid:
        raise NoVoucher from None
    found = await store.code(db, code)
    batch = (await store.batches(db, [found.batch_id]))[found.batch_id] if found else None
    if batch is None or batch.merchant_id != merchant_id or not batch.is_good(db.now):
        raise NoVoucher
    if batch.show_id not in (None, show_id):
        raise NoVoucher
    return FoundVoucher(code, batch)


async def exchange(
    db: Db,
    order: VoucherOrder,
    given: FoundVoucher | None,
    touched: Sequence[Touched],
) -> set[UUID]:
    """Gives back what an order used of vouchers, and uses the code `given` for what it is good for;
    answers which of `touched` it covers. Locks the codes; call before the stock is locked. Raises
    `VoucherUnfit`, `VoucherUsed`.
    """
    before = await store.of_orders(db, [order.id])
    codes = {one.code for one in before} | ({given.code} if given else set())
    locked = await store.lock(db, codes)
    await _give_back(db, before)
    if given is None:
        return set()
    code, batch = given.code, given.batch
    wanted = [one for one in touched if one.off or one.needs]
    if not wanted:
        raise VoucherUnfit
    own = sum(one.units for one in before if one.code == code)
    left = locked[code].uses - locked[code].used + own
    has = await store.has(db, batch.id, order.person_id)
    left = min(left, batch.per_person - has)
    chosen = spread(wanted, left)
    if not chosen:
        raise VoucherUsed(left=max(0, left))
    uses = [
        VoucherUse(
            id=one.id,
            code=code,
            batch_id=batch.id,
            order_id=order.id,
            person_id=order.person_id,
            units=one.units,
            off=one.off,
            at=db.now,
        )
        for one in chosen
    ]
    await store.add_uses(db, uses)
    await store.count(db, code, sum(one.units for one in chosen))
    return {one.id for one in chosen}


async def give_back(db: Db, ids: Collection[UUID]) -> None:
    """Gives back the uses of codes by these tickets and lines, which are bought no more. Again,
    nothing happens.
    """
    found = await store.uses(db, ids) if ids else []
    if found:
        await store.lock(db, {one.code for one in found})
        # Whoever was faster has given some of them back.
        await _give_back(db, await store.uses(db, ids))


async def give_back_orders(db: Db, orders: Iterable[UUID], also: str | None = None) -> None:
    """Gives back the uses of codes by these orders. `also`: a code that is used in their place and
    is locked here too, since all codes are locked in one order, before the stock.
    """
    found = await store.of_orders(db, orders)
    codes = {one.code for one in found} | ({also} if also else set())
    if codes:
        await store.lock(db, codes)
        # Whoever was faster has given some of them back.
        await _give_back(db, await store.uses(db, [one.id for one in found]))


async def of_orders(db: Db, orders: Iterable[UUID]) -> dict[UUID, list[VoucherUse]]:
    """What each of these orders used of codes, by order; those that used nothing are left out."""
    found: dict[UUID, list[VoucherUse]] = {}
    for one in await store.of_orders(db, orders):
        found.setdefault(one.order_id, []).append(one)
    return found


async def _give_back(db: Db, uses: Sequence[VoucherUse]) -> None:
    for code in sorted({one.code for one in uses}):
        await store.count(db, code, -sum(one.units for one in uses if one.code == code))
    if uses:
        await store.remove(db, [one.id for one in uses])
