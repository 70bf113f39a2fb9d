"""What people do with orders that are paid at the door, in one line each."""

from typing import Any

import httpx

from leapfrog.kernel.ids import new_id
from tests.http import Client
from tests.orders.acts import Fair, ok
from tests.parcels.acts import Village
from tests.pay.acts import confirmed, order

# Two bowls of noodles, and the courier's way.
TOTAL = 2 * 600 + 250


async def allowed(fair: Fair, most: int | None = 5_000) -> None:
    """Mei's kitchen is paid at the door, up to so much."""
    ok(await fair.mei.put(f"/door-orders/terms/{fair.kitchen.id}", json={"most": most}))


def wish(fair: Fair, **more: Any) -> dict[str, Any]:
    """Two bowls of noodles from Mei's kitchen, brought by a courier."""
    lines = [{"variant_id": str(fair.kitchen.variants["Noodles"]), "n": 2}]
    return {
        "merchant_id": str(fair.kitchen.id),
        "service": "courier",
        "lines": lines,
        "total": TOTAL,
        "name": "Amina",
        "address": "The blue door by the well",
        **more,
    }


async def place(
    fair: Fair, made: Any = None, who: Client | None = None, **more: Any
) -> httpx.Response:
    path = f"/door-orders/{made or new_id()}"
    return await (who or fair.amina).put(path, json=wish(fair, **more))


async def placed(fair: Fair, **more: Any) -> str:
    return str(ok(await place(fair, **more))["id"])


async def send(fair: Fair, made: str) -> Any:
    return ok(await fair.mei.put(f"/door-orders/{made}/shipment"))


async def seen(who: Client, made: str) -> Any:
    return ok(await who.get(f"/door-orders/{made}"))


async def sent(fair: Fair) -> str:
    """One that is on its way."""
    made = await placed(fair)
    await send(fair, made)
    return made


async def parcel(fair: Fair, made: str) -> Any:
    """As who gets it sees it."""
    return (await seen(fair.amina, made))["parcel"]


async def carried(village: Village) -> tuple[str, Any]:
    """One that Kofi has in hand, and its parcel."""
    made = await sent(village.fair)
    found = await parcel(village.fair, made)
    ok(await village.does(village.kofi, found, "collect"))
    ok(await village.does(village.kofi, found, "depart"))
    return made, found


async def pay(fair: Fair, made: str, who: Client | None = None) -> httpx.Response:
    """By the wallet, confirmed."""
    payer = who or fair.amina
    about = order("order", made, str(fair.kitchen.id), TOTAL)
    body = {"confirmation": await confirmed(payer, about)}
    return await payer.put(f"/door-orders/{made}/payment", json=body)


async def in_hand(village: Village) -> int:
    """How much cash Kofi has."""
    found = ok(await village.kofi.get("/courier"))["cash"]
    return sum(one["amount"] for one in found)


async def left(fair: Fair, name: str = "Noodles") -> int:
    """Units that others can have."""
    sql = """
        select p.units - p.taken from stock_pool p
        join market_stocked s on s.pool_id = p.id where s.variant_id = $1
    """
    return int(await fair.value(sql, fair.kitchen.variants[name]))
