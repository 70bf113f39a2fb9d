"""What people do with drops, in one line each."""

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from leapfrog import drops
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import run_one
from tests.http import Client
from tests.orders.acts import Fair, ok

SEED = hashlib.sha256(b"a seed").digest()


def wish(fair: Fair, mode: str = "lottery", **more: Any) -> dict[str, Any]:
    """A drop of two of Mei's bowls, open for an hour from now on."""
    now = fair.clock.now()
    return {
        "variant_id": str(fair.kitchen.variants["Bowl"]),
        "mode": mode,
        "units": 2,
        "price": 400,
        "opens_at": now.isoformat(),
        "closes_at": (now + timedelta(hours=1)).isoformat(),
        "registered_before": now.isoformat(),
        "commitment": drops.commitment(SEED).hex(),
        "costs": [{"name": "Clay", "amount": 150}, {"name": "Work", "amount": 200}],
        **more,
    }


async def announced(fair: Fair, mode: str = "lottery", **more: Any) -> str:
    """A drop that is open now; all who are there joined before."""
    fair.clock.advance(timedelta(minutes=1))
    made = str(new_id())
    ok(await fair.mei.put(f"/drops/{made}", json=wish(fair, mode, **more)))
    return made


async def reserved(who: Client, drop: str) -> Any:
    return ok(await who.put(f"/drops/{drop}/reservations/{new_id()}"))


async def closed(fair: Fair, hours: float = 1) -> None:
    """So much time goes by, and what is due happens."""
    fair.clock.advance(timedelta(hours=hours))
    while await run_one(fair.town.database, drops.TIMERS):
        pass


async def drawn(fair: Fair, drop: str) -> Any:
    """It closes, and Mei shows the seed."""
    await closed(fair)
    return ok(await fair.mei.put(f"/drops/{drop}/seed", json={"seed": SEED.hex()}))


async def minute_over(fair: Fair) -> None:
    """The list of a queue is closed."""
    await closed(fair, 1 / 60)


async def with_right(fair: Fair, who: Client, drop: str) -> dict[str, Any]:
    """What somebody wants to buy by their right."""
    right = ok(await who.get(f"/drops/{drop}"))["right"]["id"]
    wanted = fair.wanted(fair.kitchen, Bowl=1)
    wanted["lines"][0]["right_id"] = right
    return wanted


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def of(who: Client) -> UUID:
    return UUID(who.me["id"])
