"""What people do with pre-sales, in one line each."""

from datetime import timedelta
from typing import Any

import httpx

from leapfrog import escrow, presales
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import Handlers, run_one
from tests.contacts.conftest import Settle
from tests.http import Client
from tests.orders.acts import Fair, ok
from tests.pay.acts import confirmed, order

TIMERS: Handlers = {**escrow.TIMERS, **presales.TIMERS}


def wish(fair: Fair, **more: Any) -> dict[str, Any]:
    """Two of Mei's bowls: 4.50, with a deposit of 1.00 that counts as 1.50 it is 4.00 in all."""
    now = fair.clock.now()
    return {
        "variant_id": str(fair.kitchen.variants["Bowl"]),
        "units": 2,
        "price": 400,
        "deposit": 100,
        "counts": 150,
        "kept": True,
        "closes_at": (now + timedelta(hours=1)).isoformat(),
        "rest_from": (now + timedelta(hours=2)).isoformat(),
        "rest_by": (now + timedelta(hours=26)).isoformat(),
        "sends_by": (now + timedelta(days=5)).isoformat(),
        **more,
    }


async def enrolled(fair: Fair, who: Client | None = None, **more: Any) -> str:
    """A pre-sale that is open now."""
    made = str(new_id())
    ok(await (who or fair.mei).put(f"/presales/{made}", json=wish(fair, **more)))
    return made


async def seen(who: Client, presale: str) -> Any:
    return ok(await who.get(f"/presales/{presale}"))


async def pay_deposit(who: Client, presale: str, booking: Any = None) -> httpx.Response:
    """The deposit, confirmed."""
    made, shown = booking or new_id(), await seen(who, presale)
    about = order("order", made, shown["terms"], shown["deposit"])
    body = {"terms": shown["terms"], "confirmation": await confirmed(who, about)}
    return await who.put(f"/presales/{presale}/bookings/{made}", json=body)


async def passed(fair: Fair, settle: Settle, **span: float) -> None:
    """So much time goes by, and what is due happens."""
    fair.clock.advance(timedelta(**span))
    for _ in range(3):
        while await run_one(fair.town.database, TIMERS):
            pass
        await settle()


async def rest(fair: Fair, who: Client, presale: str) -> dict[str, Any]:
    """What somebody wants to buy with the deposit that they paid."""
    right = (await seen(who, presale))["booking"]["right_id"]
    wanted = fair.wanted(fair.kitchen, Bowl=1)
    wanted["lines"][0]["right_id"] = right
    return wanted


async def give_up(who: Client, presale: str) -> httpx.Response:
    booking = (await seen(who, presale))["booking"]["id"]
    return await who.delete(f"/presales/{presale}/bookings/{booking}")
