"""What this town tells another one about money; written in the transaction of what it tells.

Whoever writes has the line first (`towns.line_to`), then the agreement, then the payment, then
the books: always in this order.
"""

from typing import Any

import msgspec

from leapfrog import towns
from leapfrog.clearing.model import MoneyAskBody, OfferBody, TownPayment, TownRequest
from leapfrog.identity import pids_of
from leapfrog.kernel.db import Db
from leapfrog.towns import NewDispatch


async def tell(db: Db, domain: str, kind: str, body: dict[str, Any]) -> None:
    """A word between the towns themselves."""
    await towns.write_dispatches(db, domain, [NewDispatch(kind, body)])


async def offer(
    db: Db, one: TownPayment, of: TownPayment | None, request: TownRequest | None
) -> None:
    """Money for somebody there."""
    body = OfferBody(
        id=one.wire_id,
        amount=one.amount,
        currency=one.currency,
        until=one.until,
        note=one.note,
        at_once=one.at_once,
        of=of.wire_id if of else None,
        request=request.wire_id if request else None,
    )
    if one.person_id == one.other_id:
        # Of somebody who moved: this town does not speak for them any more.
        pid, _ = await pids(db, one)
        said: dict[str, Any] = {**msgspec.to_builtins(body), "pid": pid}
        await tell(db, one.domain, "pay.home", said)
        return
    await _of_person(db, "pay.offer", one, body)


async def ask(db: Db, one: TownRequest) -> None:
    """Money is asked for."""
    body = MoneyAskBody(one.wire_id, one.amount, one.currency, one.note)
    await _of_person(db, "pay.request", one, body)


async def _of_person(
    db: Db, kind: str, one: TownPayment | TownRequest, body: OfferBody | MoneyAskBody
) -> None:
    sender, to = await pids(db, one)
    said: dict[str, Any] = msgspec.to_builtins(body)
    await towns.write_dispatches(db, one.domain, [NewDispatch(kind, said, sender, to)])


async def pids(db: Db, one: TownPayment | TownRequest) -> tuple[str, str]:
    """By what both are known in all towns: (here, there)."""
    found = await pids_of(db, [one.person_id, one.other_id])
    if one.person_id not in found:
        found[one.person_id], _ = await towns.home_of(db, one.person_id)
    return found[one.person_id], found[one.other_id]
