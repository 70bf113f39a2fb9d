"""What people do with rewards for sharing, in one line each."""

from datetime import timedelta
from typing import Any

import httpx

from leapfrog import escrow, pay, share_rewards, till, wallet
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import Handlers, run_one
from tests.contacts.conftest import Settle
from tests.http import Client
from tests.orders.acts import Fair, ok
from tests.pay.acts import confirmed, order, secured

TIMERS: Handlers = {**escrow.TIMERS, **share_rewards.TIMERS}


async def item_of(fair: Fair, title: str = "Noodles") -> str:
    variant = fair.kitchen.variants[title]
    return str(await fair.value("select item_id from market_variant where id = $1", variant))


async def rich(fair: Fair, amount: int = 1_000) -> None:
    """Mei has a PIN, and her shop so much money."""
    await secured(fair.mei)
    async with fair.town.database.transaction() as db:
        issuer = (await pay.town_account(db, "issuer")).id
        payee = (await till.merchant(db, fair.kitchen.id)).available
        move = wallet.Transfer(id=new_id(), payer=issuer, payee=payee, amount=amount)
        [done] = await wallet.post(db, [move])
        assert isinstance(done, wallet.Posted)


async def wish(fair: Fair, **more: Any) -> dict[str, Any]:
    """1.00 for each order of noodles, 3.00 in all, at most two for one person."""
    ends = fair.clock.now() + timedelta(days=20)
    wanted = {"item_id": await item_of(fair), "reward": 100, "budget": 300, "cap": 2}
    return {**wanted, "ends_at": ends.isoformat(), **more}


async def offer(fair: Fair, made: Any = None, who: Client | None = None, **more: Any) -> Any:
    """Mei rewards sharing, confirmed."""
    ident, asker, body = made or new_id(), who or fair.mei, await wish(fair, **more)
    path = f"/share-rewards/offers/{ident}"
    terms = ok(await asker.put(f"{path}/terms", json=body))["terms"]
    about = order("order", ident, terms, body["budget"])
    return await asker.put(path, json={**body, "confirmation": await confirmed(asker, about)})


async def share(who: Client, offer_id: str) -> str:
    """The code of somebody's link."""
    path = ok(await who.put(f"/share-rewards/offers/{offer_id}/link"))["path"]
    return str(path).rpartition("/")[2]


async def opens(who: Client, code: str) -> httpx.Response:
    return await who.put(f"/share-rewards/links/{code}")


async def passed(fair: Fair, settle: Settle, **span: float) -> None:
    """So much time goes by, and what is due happens."""
    fair.clock.advance(timedelta(**span))
    for _ in range(3):
        while await run_one(fair.town.database, TIMERS):
            pass
        await settle()


async def earned(who: Client) -> list[tuple[str, int]]:
    """Somebody's rewards: how each stands, and how much it is."""
    found = ok(await who.get("/share-rewards/mine"))["rewards"]
    return [(one["state"], one["amount"]) for one in found]
