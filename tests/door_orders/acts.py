"""What people do with orders that are paid at the door, in one line each."""

from typing import Any

import httpx

from leapfrog import till, wallet
from leapfrog.kernel.ids import new_id
from leapfrog.pay import town_account
from tests.contacts.conftest import Settle
from tests.http import Client
from tests.orders.acts import Fair, ok
from tests.parcels.acts import TERMS, Village
from tests.pay.acts import confirmed, order

# Two bowls of noodles, and the courier's way.
TOTAL = 2 * 600 + 250
LAMP, COURIER = 2_000, 250


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


async def handed_over(village: Village, settle: Settle) -> str:
    """One that Amina has and paid in cash."""
    made, found = await carried(village)
    ok(await village.does(village.kofi, found, "deliver", code=found["code"]))
    await settle()
    return made


async def lamp_handed_over(village: Village, settle: Settle, n: int = 2) -> str:
    """So many lamps of Juma's, who sells as a business, that Amina has and paid in cash."""
    fair = village.fair
    ok(await fair.juma.put(f"/merchants/{fair.lamps.id}/delivery-terms", json=TERMS))
    ok(await fair.juma.put(f"/door-orders/terms/{fair.lamps.id}", json={"most": 9_000}))
    lines = [{"variant_id": str(fair.lamps.variants["Lamp"]), "n": n}]
    total = n * LAMP + COURIER
    made = await placed(fair, merchant_id=str(fair.lamps.id), lines=lines, total=total)
    ok(await fair.juma.put(f"/door-orders/{made}/shipment"))
    found = await parcel(fair, made)
    for act, more in (("collect", {}), ("depart", {}), ("deliver", {"code": found["code"]})):
        ok(await village.does(village.kofi, found, act, **more))
    await settle()
    return made


async def cases(who: Client, made: str) -> Any:
    """The questions about an order, and what its buyer can ask."""
    return ok(await who.get(f"/door-orders/{made}/cases"))


async def ask(
    fair: Fair, made: str, kind: str, who: Client | None = None, **more: Any
) -> httpx.Response:
    """A question about one unit of the first line unless told."""
    body = {"kind": kind, "units": [{"no": 0, "n": 1}], "text": "It is cold", **more}
    return await (who or fair.amina).put(f"/door-orders/{made}/cases/{new_id()}", json=body)


async def asked(fair: Fair, made: str, kind: str = "refund", **more: Any) -> str:
    return str(ok(await ask(fair, made, kind, **more))["cases"][-1]["id"])


async def say(case: str, act: str, who: Client, **more: Any) -> httpx.Response:
    path = f"/door-orders/cases/{case}/entries/{new_id()}"
    return await who.put(path, json={"act": act, "text": "Because", **more})


async def rule(fair: Fair, case: str, to_buyer: int, who: Client | None = None) -> httpx.Response:
    """The town decides."""
    body = {"to_buyer": to_buyer, "for_buyer": "It was late", "for_shop": "Keep it warm"}
    path = f"/desk/door-orders/cases/{case}/rulings/{new_id()}"
    return await (who or fair.olga).put(path, json=body)


async def fund_shop(fair: Fair, shop: Any, amount: int) -> None:
    """The shop has so much more in its wallet."""
    async with fair.town.database.transaction() as db:
        payee = (await till.merchant(db, shop.id)).available
        payer = (await town_account(db, "issuer")).id
        move = wallet.Transfer(id=new_id(), payer=payer, payee=payee, amount=amount)
        [done] = await wallet.post(db, [move])
        assert isinstance(done, wallet.Posted)


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
